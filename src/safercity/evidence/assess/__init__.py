"""The conductor: makes editions, opens them, lists their places, compares partners' own lists."""

from safercity.evidence.assess.compare import compare_places
from safercity.evidence.assess.edition import Edition, open_current, open_edition
from safercity.evidence.assess.listing import list_places
from safercity.evidence.assess.partner_list import read_partner_list
from safercity.evidence.assess.questions.profiles import ThemeProfile, profile_theme
from safercity.evidence.assess.refresh import make_edition, refresh

__all__ = [
    "Edition",
    "ThemeProfile",
    "compare_places",
    "list_places",
    "make_edition",
    "open_current",
    "open_edition",
    "profile_theme",
    "read_partner_list",
    "refresh",
]
