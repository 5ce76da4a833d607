"""The read API: every app's `api.py` under one door (docs/decisions/0025-the-read-api.md)."""

from safercity.partnership.config.api.building import VERSION, build_api, list_addresses

__all__ = ["VERSION", "build_api", "list_addresses"]
