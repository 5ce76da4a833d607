"""Papers that pages send: the formats, and a document in one of them as a file."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse

from safercity.documents import Document, render_docx, render_html, render_pdf
from safercity.partnership.common.tables import XLSX

KINDS = {
    "pdf": "application/pdf",
    "docx": XLSX.replace("spreadsheetml.sheet", "wordprocessingml.document"),
    "html": "text/html; charset=utf-8",
}
"""The formats of papers by the ending of their file, each with its type."""


def send_paper(document: Document, kind: str, *, name: str) -> HttpResponse:
    """The document as a file of one of `KINDS`, with the partnership's logo on its first page."""
    logo = settings.SAFERCITY.brand.framed
    render_as = {"pdf": render_pdf, "docx": render_docx}.get(kind)
    data = render_as(document, logo=logo) if render_as else render_html(document, logo=logo)
    head = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    return HttpResponse(data, content_type=KINDS[kind], headers=head)
