"""Comments, files, notifications."""
