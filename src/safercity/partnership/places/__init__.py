"""High-demand places: the list with its map, a page for each, how the figures are made."""
