"""cxworkshop: walks a leadership team up the staircase of customer-experience management."""

__version__ = "0.1.0"
