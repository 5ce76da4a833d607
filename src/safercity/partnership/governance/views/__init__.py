"""Pages of bodies and decisions."""
