"""Information-sharing agreements, and the one door to evidence."""
