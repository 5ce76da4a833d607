"""What people call the slugs and codes that findings carry."""

from __future__ import annotations

from safercity.evidence.assess.basis import Basis


def name_agencies(basis: Basis) -> dict[str, str]:
    """The agencies' titles by slug."""
    return {slug: one.title["en"] for slug, one in basis.store.taxonomy.agencies.items()}


def name_categories(basis: Basis) -> dict[str, str]:
    """The titles of kinds of record by slug."""
    return {slug: one.title["en"] for slug, one in basis.store.taxonomy.categories.items()}


def name_all(basis: Basis) -> dict[str, str]:
    """Titles of categories, agencies and themes by slug, of wards by code. Where a slug is both,
    the theme's stands."""
    taxonomy, wards = basis.store.taxonomy, basis.store.geography.wards
    named = name_categories(basis) | name_agencies(basis)
    named |= {slug: one.title["en"] for slug, one in taxonomy.themes.items()}
    return named | dict(zip(wards.codes, wards.names, strict=True))
