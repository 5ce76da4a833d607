"""A strategy as a paper: from its values to a document's content."""

from safercity.documents.strategy.paper.build import StrategyCover, build_strategy_document

__all__ = ["StrategyCover", "build_strategy_document"]
