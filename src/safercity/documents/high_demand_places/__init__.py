"""The paper on high-demand places: from an edition to a document's content."""

from safercity.documents.high_demand_places.build import build_high_demand_places

__all__ = ["build_high_demand_places"]
