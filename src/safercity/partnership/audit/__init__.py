"""What was done and what was looked at: written by every app, knowing none."""
