"""The program on the screen, and what starts it."""

from cxworkshop.app.program import CxApp
from cxworkshop.app.running import run

__all__ = ["CxApp", "run"]
