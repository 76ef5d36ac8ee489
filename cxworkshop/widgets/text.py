"""`display`, for whoever draws text of other people's from outside this package: a name promised to them. The
rest of `sheets.text` is ours to move."""

from cxworkshop.sheets.text import display

__all__ = ["display"]
