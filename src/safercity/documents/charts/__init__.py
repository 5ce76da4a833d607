"""Charts of findings: a Vega-Lite specification drawn as SVG for pages and papers, or as PNG."""

from safercity.documents.charts.drawing import NARROW, WIDE, draw_png, draw_svg
from safercity.documents.charts.engine import ChartNotDrawn

__all__ = ["NARROW", "WIDE", "ChartNotDrawn", "draw_png", "draw_svg"]
