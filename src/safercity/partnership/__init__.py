"""The partnership's site: pages over editions.

`make_application` is for a server of yours, `serve` is ours.
"""

from safercity.partnership.config.serving import make_application, serve

__all__ = ["make_application", "serve"]
