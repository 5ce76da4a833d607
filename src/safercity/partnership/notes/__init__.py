"""Comments with mentions, files and notifications, on any object of any app."""
