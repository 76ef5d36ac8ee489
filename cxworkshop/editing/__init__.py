"""The open session: what changes it, what takes a change back, and what keeps it on the disk."""

from cxworkshop.editing.open_session import OpenSession
from cxworkshop.editing.opening import create, open_session

__all__ = ["OpenSession", "create", "open_session"]
