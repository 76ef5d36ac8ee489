"""The 58 readiness checks, one module a step; `method.readiness` asks them."""

from cxworkshop.method.checks import closing, define, develop, implement, landing, measure, organise, redefine
from cxworkshop.method.checks.finding import REGISTERED, Check, Finding

CHECKS: dict[str, Check] = dict(
    sorted(REGISTERED.items(), key=lambda item: [int(part) for part in item[0][1:].split(".")])
)
"""Every check by its id, from the ground up: G1.9, G1.10, G2.1."""

__all__ = [
    "CHECKS",
    "Check",
    "Finding",
    "closing",
    "define",
    "develop",
    "implement",
    "landing",
    "measure",
    "organise",
    "redefine",
]
