"""Settings, addresses, the server; collects what the apps offer. Imports every app, imported by none."""
