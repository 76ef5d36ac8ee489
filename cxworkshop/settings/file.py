"""Puts one entry into the settings file and leaves every other character as it is. Used by the app when
something is settled on a screen."""

from __future__ import annotations

import errno
import json
import os
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cxworkshop.errors import NotSaved
from cxworkshop.language import say
from cxworkshop.settings import settings_path
from cxworkshop.storage.atomic import remove_leftovers, replace_file
from cxworkshop.storage.file.disk_errors import why_not_written
from cxworkshop.storage.outside import make_folder

if TYPE_CHECKING:
    from tomlkit import TOMLDocument


def save_setting(path: Sequence[str], value: object) -> None:
    """Writes an entry, by its name behind that of its table, for the next start; None takes it out. Raises
    NotSaved, with the file unchanged, when that is not possible."""
    file = Path(os.path.realpath(settings_path()))  # a link stays a link
    if str(file) == os.devnull:  # settings are switched off
        return
    try:
        make_folder(file.parent)
        text = ""
        if os.path.lexists(file):
            text = file.read_bytes().decode()  # keeps its line ends
            if not os.access(file, os.W_OK):  # replacing it would need the permission of the folder only
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        remove_leftovers(file.parent, {file.name}.__contains__)
        replace_file(file, with_entry(text, path, value).encode())
    except OSError as error:
        raise NotSaved(
            say("{file} cannot be written: {why}.", file=file, why=why_not_written(error))
        ) from error
    except ValueError as error:
        trouble = say(
            "{file} is left as it is: {entry} cannot be put into it. Try: {line}",
            file=file,
            entry=".".join(path),
            line=_lines(path, value),
        )
        raise NotSaved(trouble) from error


def with_entry(text: str, path: Sequence[str], value: object) -> str:
    """The text of a settings file with one entry set, or without it where `value` is None. Raises ValueError
    when the result would not be read as that, or when a value spans several lines."""
    import tomlkit  # takes 30 ms, needed only here
    from tomlkit.exceptions import TOMLKitError

    *tables, name = path
    before = tomllib.loads(text)
    try:
        document = tomlkit.parse(text)
        if tomlkit.dumps(document) != text:
            raise ValueError(name)
        if tables:
            _put_below(document, tables[0], name, value)
        else:
            _put(document, name, value, "\r\n" if "\r\n" in text else "\n")
        changed = tomlkit.dumps(document)
    except TOMLKitError as error:
        raise ValueError(name) from error
    if tomllib.loads(changed) != _with(before, path, value):
        raise ValueError(name)
    return changed


def _with(entries: Mapping[str, Any], path: Sequence[str], value: object) -> dict[str, Any]:
    """What is read from a file after the change. A table is made for an entry, and stays without one."""
    first, *rest = path
    others = {name: entry for name, entry in entries.items() if name != first}
    if rest:
        table = entries.get(first, {})
        if not isinstance(table, dict):
            raise ValueError(first)
        return (
            others if value is None and first not in entries else {**others, first: _with(table, rest, value)}
        )
    return others if value is None else {**others, first: value}


def _put_below(document: TOMLDocument, table: str, name: str, value: object) -> None:
    """Sets an entry below the heading of its table, which is added at the end where there is none."""
    from tomlkit import items, nl
    from tomlkit import table as new_table

    if value is None:
        if name in document.get(table, {}):
            del document[table][name]
        return
    if table not in document:
        if document.body and document.as_string().strip():
            document.add(nl())
        document.add(table, new_table())
    below = document[table]
    if not isinstance(below, items.Table | items.InlineTable):
        raise ValueError(table)
    below[name] = value


def _put(document: TOMLDocument, entry: str, value: object, end: str) -> None:
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
    if value is None:
        document.pop(entry, None)
        return
    if entry in document:
        document[entry] = value
        return
    if last:
        above = document.body[last - 1][1]
        above.trivia.trail = above.trivia.trail or end
    added = string(str(value))
    added.trivia.trail = end
    document.body.insert(last, (key(entry), added))


def _lines(path: Sequence[str], value: object) -> str:
    *tables, name = path
    line = f"{name} = {json.dumps(value, ensure_ascii=False)}"
    return " ".join((*(f"[{table}]" for table in tables), line))
