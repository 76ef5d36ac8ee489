"""`display` under the name that is promised to other programs; the rest of `sheets.text` may move."""

from cxworkshop.sheets.text import display

__all__ = ["display"]
