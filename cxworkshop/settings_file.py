"""Writes one entry of the settings file and leaves every other character as it is. Used by the app when
language or theme is chosen on a screen."""

from __future__ import annotations

import errno
import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from cxworkshop.errors import NotSaved
from cxworkshop.language import say
from cxworkshop.settings import settings_path
from cxworkshop.storage.atomic import remove_leftovers, replace_file
from cxworkshop.storage.file.disk_errors import why_not_written
from cxworkshop.storage.outside import make_folder

if TYPE_CHECKING:
    from tomlkit import TOMLDocument


def save_setting(entry: str, value: str) -> None:
    """Writes one entry for the next start. Raises NotSaved, with the file unchanged, when that is not
    possible."""
    path = Path(os.path.realpath(settings_path()))  # a link stays a link
    if str(path) == os.devnull:  # settings are switched off
        return
    try:
        make_folder(path.parent)
        text = ""
        if os.path.lexists(path):
            text = path.read_bytes().decode()  # keeps its line ends
            if not os.access(path, os.W_OK):  # replacing it would need the permission of the folder only
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        remove_leftovers(path.parent, {path.name}.__contains__)
        replace_file(path, with_entry(text, entry, value).encode())
    except OSError as error:
        raise NotSaved(
            say("{file} cannot be written: {why}.", file=path, why=why_not_written(error))
        ) from error
    except ValueError as error:
        trouble = say(
            "{file} is left as it is: {entry} cannot be put into it. Try: {line}",
            file=path,
            entry=entry,
            line=_line(entry, value),
        )
        raise NotSaved(trouble) from error


def with_entry(text: str, entry: str, value: str) -> str:
    """The text of a settings file with one entry set. Raises ValueError when the result would not be read
    as that, or when a value spans several lines."""
    import tomlkit  # takes 30 ms, needed only here
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
    """Sets an entry in its place, else below the last one above the first table: tomlkit itself would add
    empty lines there."""
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
