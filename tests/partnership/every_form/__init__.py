"""Every form of the site, found from its addresses, filled in as rendered, then spoilt."""
