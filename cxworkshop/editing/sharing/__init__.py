"""A session that several people write at once: its file on this laptop is saved like any other, and a thread
exchanges what was done here and elsewhere with the store."""

from cxworkshop.editing.sharing.reach import Reach
from cxworkshop.editing.sharing.shared_session import SharedSession, open_shared

__all__ = ["Reach", "SharedSession", "open_shared"]
