"""The partnership's site: pages over editions. `make_application` for a server of yours, `serve` for ours."""

from safercity.partnership.config.serving import make_application, serve

__all__ = ["make_application", "serve"]
