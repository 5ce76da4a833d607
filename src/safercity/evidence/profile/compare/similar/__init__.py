"""One area beside the areas that are most like it."""

from safercity.evidence.profile.compare.similar.compare import compare_similar
from safercity.evidence.profile.compare.similar.found import (
    SimilarComparison,
    SimilarRow,
    SimilarSettings,
)

__all__ = ["SimilarComparison", "SimilarRow", "SimilarSettings", "compare_similar"]
