"""What is chosen on a screen, put into the settings file for the next start: one entry, and no other sign is
touched."""

from __future__ import annotations

import errno
import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from cxworkshop.errors import NotSaved
from cxworkshop.language import say
from cxworkshop.settings import settings_path
from cxworkshop.storage.atomic import replace_file

if TYPE_CHECKING:
    from tomlkit import TOMLDocument


def save_setting(entry: str, value: str) -> None:
    """Writes one entry, so that the next start begins with it. Raises NotSaved, and the file is as it was."""
    path = Path(os.path.realpath(settings_path()))  # a link stays a link
    if str(path) == os.devnull:  # somebody wants no settings at all
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        text = ""
        if os.path.lexists(path):
            text = path.read_bytes().decode()  # its ends of lines as they are
            if not os.access(path, os.W_OK):  # replacing it would ask only the folder
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        replace_file(path, with_entry(text, entry, value).encode())
    except OSError as error:
        raise NotSaved(
            say("{file} cannot be written: {why}.", file=path, why=error.strerror or str(error))
        ) from error
    except ValueError as error:
        told = say(
            "{file} is left as it is: {entry} cannot be put into it. Try: {line}",
            file=path,
            entry=entry,
            line=_line(entry, value),
        )
        raise NotSaved(told) from error


def with_entry(text: str, entry: str, value: str) -> str:
    """The text of a settings file with another value of one entry, every other sign as it was. Raises
    ValueError when that is not what a reader would find in it, or when a value runs over lines."""
    import tomlkit  # 30 ms, which only a choice that is kept pays
    from tomlkit.exceptions import TOMLKitError

    before = tomllib.loads(text)
    try:
        document = tomlkit.parse(text)
        if tomlkit.dumps(document) != text:
            raise ValueError(entry)
        _put(document, entry, value, "\r\n" if "\r\n" in text else "\n")
        changed = tomlkit.dumps(document)
    except TOMLKitError as error:
        raise ValueError(entry) from error
    if tomllib.loads(changed) != {**before, entry: value}:
        raise ValueError(entry)
    return changed


def _put(document: TOMLDocument, entry: str, value: str, end: str) -> None:
    """Gives an entry its value where it stands, else right below the last one above the first table, where
    tomlkit would add empty lines of its own."""
    from tomlkit import items, key, string

    last = 0
    for i, (name, item) in enumerate(document.body, 1):
        if isinstance(item, items.Table | items.AoT):
            break
        if name is not None:
            last = i
            if item.as_string().startswith(('"""', "'''")):
                raise ValueError(entry)
    if isinstance(document.get(entry), dict):
        raise ValueError(entry)
    if entry in document:
        document[entry] = value
        return
    if last:
        above = document.body[last - 1][1]
        above.trivia.trail = above.trivia.trail or end
    added = string(value)
    added.trivia.trail = end
    document.body.insert(last, (key(entry), added))


def _line(entry: str, value: str) -> str:
    return f'{entry} = "{value}"'
