"""The lists of an agreement's page as files."""

from __future__ import annotations

from safercity.partnership.common.page_lists import PageList
from safercity.partnership.sharing.presenters.agreement import AgreementPage

PARTIES = ("agency", "role", "approved")
DATA_SETS = ("source", "title", "counts_are_seen", "smallest_count", "fields")
REQUESTS = ("agency", "role", "purpose", "state", "answers")


def collect_lists(page: AgreementPage) -> dict[str, PageList]:
    """Parties, data sets and requests to join, as the page shows them to this viewer."""
    parties = [(one.name, one.role, one.approved) for one in page.parties]
    data_sets = [
        (one.source, one.title, one.shows_counts, one.threshold, one.fields)
        for one in page.data_sets
    ]
    requests = [
        (
            one.asked.agency.name,
            one.asked.get_role_display(),
            one.asked.purpose,
            one.state,
            "; ".join(one.answers),
        )
        for one in page.requests
    ]
    return {
        "parties": PageList(PARTIES, parties),
        "data-sets": PageList(DATA_SETS, data_sets),
        "requests": PageList(REQUESTS, requests),
    }
