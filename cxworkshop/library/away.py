"""Workshops of other facilitators' laptops of which something is on this one: the way back there."""

from __future__ import annotations

from cxworkshop.storage.file.folder import summary
from cxworkshop.storage.file.unsent import is_unsent
from cxworkshop.storage.mirrors import stores_folder
from cxworkshop.storage.summary import Summary


def on_other_laptops() -> list[Summary]:
    """The last one joined first. Nothing is left of one that was closed here when all of it was there."""
    if not stores_folder().is_dir():
        return []
    from cxworkshop.storage.host.pairing import Pairing, all_kept  # only whoever has joined pays for it

    def row(known: Pairing) -> Summary:
        return summary(known.mirror)._replace(
            session="",  # it is a version of nothing in the library
            lineage=(),
            away=known.leader,
            is_unsent=is_unsent(known.mirror),
        )

    return [row(known) for known in all_kept() if known.mirror.is_file()]
