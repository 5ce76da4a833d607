"""Rendering: a document's content to one HTML file or a tagged PDF. Dull on purpose."""

from safercity.documents.rendering.html import render_html
from safercity.documents.rendering.pdf import render_pdf

__all__ = ["render_html", "render_pdf"]
