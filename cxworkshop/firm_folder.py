"""Reads the folder of a firm, its templates and its look, and nothing outside; for screens and verbs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cxworkshop.errors import FaultyTemplate, quoted
from cxworkshop.language import Words, say
from cxworkshop.settings import settings
from cxworkshop.storage.file.disk_errors import why_unreadable
from cxworkshop.storage.file.folder import path_from
from cxworkshop.storage.outside import open_file

if TYPE_CHECKING:
    from cxworkshop.documents.firm import Firm

LARGEST = 256 * 2**10
"""Bytes of a template or of look.toml."""
MOST = 200
"""Templates of a folder."""
MOST_LOOKED_AT = 5_000
"""Files and folders: more are no folder of templates."""


def firm_in_force(named: str = "") -> Firm | None:
    """What is in the folder named, else in that of the settings; None without any. Raises FaultyTemplate."""
    folder = named or settings().templates
    return firm_from(path_from(folder)) if folder else None


def firm_or_fault() -> tuple[Firm | None, Words]:
    """What is in the folder of the settings, or why it cannot be used."""
    try:
        if firm := firm_in_force():
            firm.added()
    except FaultyTemplate as error:
        return None, error.words
    return firm, ""


def firm_from(folder: Path) -> Firm:
    """What a folder holds. Raises FaultyTemplate: there is no folder, or something in it cannot be used."""
    from cxworkshop.documents.firm import Firm
    from cxworkshop.documents.firm.look_file import NAME, look_from

    try:
        if not folder.is_dir():
            raise FaultyTemplate(say("There is no folder of templates {folder}.", folder=folder))
        names = list(_templates(folder))
        if len(names) > MOST:
            raise FaultyTemplate(say("{folder} has more than {n} templates.", folder=folder, n=MOST))
        sources = {name: _text(folder, name) for name in names}
        look = _text(folder, NAME) if os.path.lexists(folder / NAME) else ""
        return Firm(sources, look_from(look, partial(_bytes, folder)))
    except OSError as error:
        why = say("{file} cannot be read: {why}", file=error.filename or folder, why=why_unreadable(error))
        raise FaultyTemplate(why) from error


def _templates(folder: Path) -> Iterator[str]:
    """The names of the templates, with `/` between the parts; hidden ones are left out."""
    from cxworkshop.documents.firm import ENDING

    count = 0
    for at, folders, files in os.walk(folder, onerror=_raise):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        count += len(files) + len(folders)
        if count > MOST_LOOKED_AT:
            raise FaultyTemplate(say("{folder} holds too much to be a folder of templates.", folder=folder))
        for name in sorted(files):
            _check_name(name, ENDING)
            if name.endswith(ENDING) and not name.startswith("."):
                yield (Path(at) / name).relative_to(folder).as_posix()


def _check_name(name: str, ending: str) -> None:
    """Raises FaultyTemplate for what was meant to be a template and is not called like one."""
    stem = name.removesuffix(".j2").removesuffix(".jinja").removesuffix(".jinja2").removesuffix(".md")
    is_meant = name.endswith((".md", ".j2", ".jinja", ".jinja2")) and stem.lower() != "readme"
    if is_meant and not name.endswith(ending) and not name.startswith("."):
        words = say(
            "{file}: the name of a template ends in {ending}: {name}.",
            file=name,
            ending=ending,
            name=stem + ending,
        )
        raise FaultyTemplate(words)


def _raise(error: OSError) -> None:
    raise error


def _text(folder: Path, name: str) -> str:
    data = _bytes(folder, name, LARGEST) or b""
    if len(data) > LARGEST:
        why = say("the file is larger than {n} KiB", n=LARGEST // 1024)
        raise FaultyTemplate(say("{file}: {why}.", file=name, why=why))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        why = say("it is no text in UTF-8")
        raise FaultyTemplate(say("{file}: {why}.", file=name, why=why)) from None


def _bytes(folder: Path, name: str, most: int) -> bytes | None:
    """What is in a file of the folder: so many bytes and one more. None when there is none; raises
    FaultyTemplate when it lies outside, OSError."""
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise FaultyTemplate(say("{file} lies outside the folder of templates.", file=quoted(name)))
    try:
        with open_file(path) as file:
            return file.read(most + 1)
    except FileNotFoundError:
        if path.is_symlink():
            why = say("it leads nowhere")
            raise FaultyTemplate(say("{file}: {why}.", file=quoted(name), why=why)) from None
        return None
