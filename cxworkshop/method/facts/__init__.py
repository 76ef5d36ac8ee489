"""What a mark "fact" is worth: a mark is a claim, its standing is computed from what stands behind it
(method B.10, amendment J 3). Read by every figure, list, picture and document that speaks of facts."""

from cxworkshop.method.facts.grounds import (
    Ground,
    Standing,
    is_of_few,
    is_stale,
    kind_of_evidence,
    lacks_of_evidence,
    lacks_of_figure,
    worth,
)
from cxworkshop.method.facts.standing import evidence_basis, evidence_of, ground_of_kind, standing

__all__ = [
    "Ground", "Standing", "evidence_basis", "evidence_of", "ground_of_kind", "is_of_few", "is_stale",
    "kind_of_evidence", "lacks_of_evidence", "lacks_of_figure", "standing", "worth",
]  # fmt: skip
