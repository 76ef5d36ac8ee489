"""Where the files are on this laptop of workshops that are kept in a shared store, and how such a file is
known."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_DIGEST = 8
"""Signs of the digest in the name of a folder: two stores never share one."""


def stores_folder() -> Path:
    """The folder with one folder for each store, the one in CXWORKSHOP_STORES if that is set."""
    if named := os.environ.get("CXWORKSHOP_STORES"):
        from pathlib import Path  # every verb knows this module

        return Path(named).absolute()
    from platformdirs import user_data_path  # only a store pays for it

    return user_data_path("cxworkshop", appauthor=False) / "stores"


def mirror_folder(name: str, address: str) -> Path:
    """The folder of a store; `address` is without a password, and tells stores of the same name apart."""
    import hashlib

    from cxworkshop.language.harmless import file_name

    digest = hashlib.sha256(address.encode()).hexdigest()[:_DIGEST]
    return stores_folder() / f"{file_name(name, empty='store')}-{digest}"


def is_mirror(path: Path) -> bool:
    """Whether a file is one of a workshop that is kept in a store."""
    stores = path.parent.parent
    return stores.name == _name() and stores == stores_folder()


def name_of(path: Path) -> str:
    """What a workshop is called where it is kept: the name of its file; in a store there are no files."""
    return path.stem if is_mirror(path) else path.name


def _name() -> str:
    """The name of that folder; asked first, because the folder itself takes a library to find."""
    from pathlib import Path

    return Path(os.environ.get("CXWORKSHOP_STORES", "stores")).name
