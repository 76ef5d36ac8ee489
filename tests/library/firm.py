"""The store of a firm, in memory, with workshops of some organisations, as one laptop has it as its
library."""

from __future__ import annotations

from pathlib import Path

from cxworkshop.library.shared import SharedLibrary
from cxworkshop.model.organisation import Organisation, Workshop
from cxworkshop.model.session import Session
from tests.storage.memory_store import MemoryStore, Server, Version


def workshop_of(name: str, session: Session | None = None) -> Session:
    values = {
        "organisation": Organisation(id="organisation", name=name),
        "workshop": Workshop(id="workshop", title=f"The climb of {name}"),
    }
    return (session or Session()).model_copy(update=values)


def serving(*names: str, session: Session | None = None) -> Server:
    return Server({name.lower(): Version(1, workshop_of(name, session)) for name in names})


def library_in(server: Server, stores: Path, who: str = "anna") -> SharedLibrary:
    """The library on the laptop of somebody; `stores` is the folder of all stores there."""
    return SharedLibrary(MemoryStore(server, stores / f"memory-{who}", who))
