"""What the list says is dated by the records that it tells of, and true whenever it is read."""

from __future__ import annotations

from safercity.evidence.findings import Basis
from safercity.evidence.watch.merging import News, Sighting
from safercity.evidence.watch.news_list import Looked, tell_news

ENDS = {"burglary": "2026-09-30", "asb": "2026-10-31"}


def say(*news: News, windows: int = 0, ends=ENDS) -> str:
    about = Looked(
        look=max(ends.values()), themes=dict.fromkeys(ends, Basis()), ends=ends, delays_unknown=(),
        not_looked=(), settings={"alarms_per_year": 12.0, "monitors": 4},
        titles={"burglary": "Burglary", "asb": "Anti-social behaviour"},
    )  # fmt: skip
    open_now = [see("burglary", "window", until=f"2026-10-{9 + n:02d}") for n in range(windows)]
    return tell_news(news, open_now, about=about).explain()


def see(theme: str, method, *, until: str) -> Sighting:
    return Sighting(method, theme, "Mill Lane", ("a",), "2026-09-20", until, 9.0, 2.0, 0.001, 5.0)


def tell(theme: str) -> News:
    seen = see(theme, "cluster", until=ENDS[theme])
    return News(theme, ("a",), seen.first, seen.last, (seen,), since="2026-10-31", is_new=True)


def test_a_window_is_told_as_it_stood_at_the_end_of_its_own_records():
    assert say(windows=2).endswith(
        "At 30 September 2026, two places were near enough to a recent Burglary event for the risk "
        "to be raised, the last of them until 10 October 2026."
    )
    assert say(windows=1).endswith("to be raised, until 9 October 2026.")
    assert "now" not in say(windows=2) and "next days" not in say(windows=2)


def test_the_number_is_of_the_records_that_show_it():
    assert say(tell("burglary")).startswith(
        "One new thing stands out in the records up to 30 September 2026."
    )
    assert say(tell("burglary"), tell("asb")).startswith(
        "Two new things stand out in records that end between 30 September 2026 and 31 October "
        "2026."
    )


def test_where_nothing_is_new_all_records_are_told_of():
    apart = "Nothing new stands out in the records, which end between 30 September 2026 and 31"
    assert say().startswith(apart)
    alike = "Nothing new stands out in the records up to 31 October 2026."
    assert say(ends=dict.fromkeys(ENDS, "2026-10-31")) == alike
