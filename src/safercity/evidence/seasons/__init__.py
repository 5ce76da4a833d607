"""The year ahead and the year behind: seasons, calendar and forecasts."""
