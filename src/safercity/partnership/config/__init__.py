"""Settings, addresses, the server. Imports every app; no app imports it."""
