"""Query, presenter, template; form, action, redirect."""
