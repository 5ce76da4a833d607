"""A document as DOCX: Word's own headings, lists and tables, pictures with words beside them."""

from safercity.documents.rendering.word.packing import render_docx

__all__ = ["render_docx"]
