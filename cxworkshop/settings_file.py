"""What is chosen on a screen, put into the settings file for the next start: one entry, and no other sign is
touched."""

from __future__ import annotations

import errno
import os
import re
import tomllib
from pathlib import Path

from cxworkshop.errors import NotSaved
from cxworkshop.language import say
from cxworkshop.settings import settings_path
from cxworkshop.storage.atomic import replace_file


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
    ValueError when that is not what a reader would find in it."""
    before = tomllib.loads(text)
    lines = text.splitlines(keepends=True)
    top = next((i for i, line in enumerate(lines) if line.lstrip().startswith("[")), len(lines))
    pattern = re.compile(rf"""(\s*["']?{entry}["']?\s*=\s*)("[^"]*"|'[^']*'|[^\s#]+)(.*)""", re.DOTALL)
    known = next(
        ((i, found) for i, line in enumerate(lines[:top]) if (found := pattern.fullmatch(line))), None
    )
    if known is not None:
        i, found = known
        lines[i] = f'{found[1]}"{value}"{found[3]}'
    else:
        end = "\r\n" if "\r\n" in text else "\n"
        last = max(
            (i for i, line in enumerate(lines[:top], 1) if "=" in line and not line.lstrip().startswith("#")),
            default=0,
        )
        if last and not lines[last - 1].endswith("\n"):
            lines[last - 1] += end
        lines.insert(last, _line(entry, value) + end)
    changed = "".join(lines)
    if tomllib.loads(changed) != {**before, entry: value}:
        raise ValueError(entry)
    return changed


def _line(entry: str, value: str) -> str:
    return f'{entry} = "{value}"'
