"""Changes as data, under the name that scripts and other rooms know them by; they are made in `model.ops`."""

from cxworkshop.model.ops import END, UNSET, Add, Move, Op, Ops, Remove, Set, apply, difference

__all__ = ["END", "UNSET", "Add", "Move", "Op", "Ops", "Remove", "Set", "apply", "difference"]
