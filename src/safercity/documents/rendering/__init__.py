"""Rendering: a document's content to one HTML file or a tagged PDF. Dull on purpose."""
