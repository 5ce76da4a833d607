"""A rate with its interval, as the tables of this room have it."""

from __future__ import annotations

from safercity.evidence.findings import Column


def rate_columns(unit: str) -> tuple[Column, ...]:
    """The columns of a rate and of both ends of its interval, in this order."""
    return (
        Column("rate", "Rate", "rate", unit),
        Column("low", "Rate, low", "rate", unit),
        Column("high", "Rate, high", "rate", unit),
    )
