"""What every app of the site shares."""
