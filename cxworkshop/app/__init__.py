"""The Textual app, and the function that runs it for the command line."""

from cxworkshop.app.program import CxApp
from cxworkshop.app.running import run

__all__ = ["CxApp", "run"]
