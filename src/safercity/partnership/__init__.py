"""The partnership's site, a Django project.

`make_application` is for a server of yours, `serve` is ours, `run_worker` does the jobs beside it.
"""

from safercity.partnership.config.demonstration_agreements import name_agreements
from safercity.partnership.config.preparing import demonstrate, find_agreement
from safercity.partnership.config.serving import make_application, run_worker, serve

__all__ = [
    "demonstrate",
    "find_agreement",
    "make_application",
    "name_agreements",
    "run_worker",
    "serve",
]
