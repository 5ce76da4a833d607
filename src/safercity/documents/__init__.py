"""Documents: content as plain values, then HTML, PDF and files for other programs. No Django.

`build_high_demand_places(edition)` and `build_assessment(edition)` gather a `Document`, which can
be compared with `==`, and `build_strategy_document(strategy)` gathers that of a strategy;
`render_html`, `render_pdf` and `render_docx` draw it; `export_edition` writes an edition's tables
and shapes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from safercity.fronts import load_when_asked

if TYPE_CHECKING:
    from safercity.documents.assessment import build_assessment
    from safercity.documents.export import export_edition
    from safercity.documents.high_demand_places import build_high_demand_places
    from safercity.documents.rendering.html import render_html
    from safercity.documents.rendering.pdf import render_pdf
    from safercity.documents.rendering.word import render_docx
    from safercity.documents.strategy.paper import build_strategy_document
    from safercity.documents.values import Document

__all__ = [
    "Document",
    "build_assessment",
    "build_high_demand_places",
    "build_strategy_document",
    "export_edition",
    "render_docx",
    "render_html",
    "render_pdf",
]

# Pages use the drawings alone: typst and GDAL load when a paper or an export is asked for.
_HOMES = {
    "Document": "values",
    "build_assessment": "assessment",
    "build_high_demand_places": "high_demand_places",
    "build_strategy_document": "strategy.paper",
    "export_edition": "export",
    "render_docx": "rendering.word",
    "render_html": "rendering.html",
    "render_pdf": "rendering.pdf",
}

__getattr__ = load_when_asked(__name__, _HOMES)
