"""Journeys of issue 4: each begins and ends in a real browser, on SQLite and on PostgreSQL."""
