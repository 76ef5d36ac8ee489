"""Text that people gave, made harmless where it is not read as text: in a terminal, in JSON, as the name of a
file."""

from __future__ import annotations

import re
import unicodedata

CONTROL_CHARACTERS = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""Control and direction marks, line ends and half characters: they move, colour or turn what is shown."""
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin|conout|clock)", re.IGNORECASE)
"""Devices of Windows, whatever ending their name has."""
_LONGEST_NAME = 80
"""Bytes of one part of a file name; the longest name has two such parts and stays under the 255 of every file
system."""


def display(text: object) -> str:
    """The text as it may be printed: line ends become ⏎, other control and direction characters �."""
    one_line = str(text)
    if one_line.isprintable():  # thousands of lines are
        return one_line
    one_line = one_line.replace("\r\n", "\n").replace("\n", " ⏎ ").replace("\t", " ")
    return CONTROL_CHARACTERS.sub("\N{REPLACEMENT CHARACTER}", one_line)


def escaped_json(text: str) -> str:
    """JSON in which what may not be shown is written as \\u…; a parser reads the same from it."""
    if text.replace("\n", "").replace("\N{NO-BREAK SPACE}", "").isprintable():  # megabytes are
        return text
    lines = text.split("\n")
    return "\n".join(CONTROL_CHARACTERS.sub(lambda sign: f"\\u{ord(sign[0]):04x}", line) for line in lines)


def file_name(text: str, empty: str = "unnamed") -> str:
    """A part of a file name made of `text`: lower-case letters, digits and hyphens; never empty, reserved or
    a path."""
    plain = "".join(_letter(character) for character in unicodedata.normalize("NFKC", text).casefold())
    name = re.sub(r"[\W_]+", "-", plain)
    name = name.encode("utf-8", "ignore")[:_LONGEST_NAME].decode("utf-8", "ignore").strip("-")
    if not name:
        return empty
    return f"{name}-" if _RESERVED.fullmatch(name) else name


def _letter(character: str) -> str:
    """ä as a, which survives every e-mail and archive; letters of other scripts as they are."""
    base = unicodedata.normalize("NFD", character)[0]
    return base if base.isascii() else character
