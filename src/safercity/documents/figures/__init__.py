"""Drawings as SVG text: pure functions of plain values, used by papers and pages alike."""
