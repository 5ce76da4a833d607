"""Documents: content as plain values, then HTML, PDF and files for other programs. Never imports
Django.

`build_…(edition) -> Document` gathers; `render_html` and `render_pdf` draw. A document can be
compared with `==`.
"""
