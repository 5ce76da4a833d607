"""Days in tables: with their year where it is not this one."""

from datetime import date

from django.utils import timezone

from safercity.partnership.common.templatetags.moments import short_day


def test_a_day_of_another_year_says_its_year():
    this = timezone.localdate().year
    assert short_day(date(this, 1, 30)) == "30 Jan"
    assert short_day(date(this + 1, 1, 30)) == f"30 Jan {this + 1}"
