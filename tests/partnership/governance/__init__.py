"""Bodies, the map and its marks, decisions."""
