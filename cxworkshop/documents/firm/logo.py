"""Looks at a firm's logo before a document takes it in: it is a picture, loads nothing and runs nothing."""

from __future__ import annotations

import re
import struct
from xml.etree import ElementTree

from cxworkshop.documents.look import Logo
from cxworkshop.errors import FaultyTemplate, quoted
from cxworkshop.language import Words, say

_PNG = b"\x89PNG\r\n\x1a\n"
LARGEST_SIDE = 4_000
"""Pixels of a PNG."""
MOST_PARTS = 5_000
"""Elements of an SVG."""
_SVG = "http://www.w3.org/2000/svg"
_PARTS = frozenset(
    ("svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "defs",
     "use", "symbol", "title", "desc", "style", "linearGradient", "radialGradient", "stop", "clipPath",
     "mask", "metadata")
)  # fmt: skip
"""Of an SVG: what draws. Not what runs, moves, takes in other files or other kinds of text."""
_NOTES = (
    "http://www.inkscape.org/", "http://sodipodi.sourceforge.net/", "http://creativecommons.org/ns#",
    "http://web.resource.org/cc/", "http://purl.org/dc/elements/", "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
)  # fmt: skip
"""Namespaces of what drawing programs note down in a picture, which does nothing."""
_MORE = re.compile(rb"""\0|<!(?!--)|<\?(?!xml\s)|encoding\s*=\s*["'](?!utf-8["'])[^"']*""", re.IGNORECASE)
"""A document type, an instruction, or letters that may be read in another way."""
_LOADS = re.compile(r"url\(\s*['\"]?\s*(?!['\"#\s])|@|\\|expression", re.IGNORECASE)
_LENGTH = re.compile(r"\s*(\d{1,6}(?:\.\d{1,6})?)\s*(?:px|pt|mm|cm|in)?\s*")


def logo_from(name: str, data: bytes) -> Logo:
    """A logo by the name of its file and what is in it. Raises FaultyTemplate."""
    if data.startswith(_PNG):
        return _png(name, data)
    if name.lower().endswith(".svg"):
        return _svg(name, data)
    raise _trouble(name, say("it is neither a PNG nor an SVG"))


def _png(name: str, data: bytes) -> Logo:
    if len(data) < 33 or data[12:16] != b"IHDR" or b"IEND" not in data[-16:]:
        raise _trouble(name, say("the picture is damaged"))
    width, height = struct.unpack(">II", data[16:24])
    if not 0 < width <= LARGEST_SIDE or not 0 < height <= LARGEST_SIDE:
        raise _trouble(name, say("a side of the picture has more than {n} pixels", n=LARGEST_SIDE))
    return Logo("png", data, width, height)


def _svg(name: str, data: bytes) -> Logo:
    # before it is parsed: a document type may define words that stand for a million others
    if match := _MORE.search(data):
        raise _more(name, match[0].decode("ascii", "replace"))
    try:
        root = ElementTree.fromstring(data)  # noqa: S314  # without a document type it cannot grow
    except (ElementTree.ParseError, LookupError, ValueError, RecursionError):
        raise _trouble(name, say("the picture is damaged")) from None
    if root.tag != f"{{{_SVG}}}svg":
        raise _trouble(name, say("it is neither a PNG nor an SVG"))
    parts = list(root.iter())
    if len(parts) > MOST_PARTS:
        raise _trouble(name, say("it has more than {n} parts", n=MOST_PARTS))
    for part in parts:
        _check_part(name, part)
    return Logo("svg", data, *_size(name, root))


def _check_part(name: str, part: ElementTree.Element) -> None:
    """Raises FaultyTemplate for a part, or a property of one, that may do more than draw."""
    space, _brace, tag = part.tag.removeprefix("{").rpartition("}")
    if not (tag in _PARTS if space == _SVG else space.startswith(_NOTES)):
        raise _more(name, f"<{tag}>")
    if tag == "style" and _LOADS.search(part.text or ""):
        raise _more(name, f"<{tag}>")
    for key, value in part.attrib.items():
        of_a_program, _brace, attribute = key.lower().rpartition("}")
        leads_out = attribute in ("href", "src", "base") and not value.strip().startswith("#")
        loads = not of_a_program and _LOADS.search(value)
        if attribute.startswith("on") or leads_out or loads:
            raise _more(name, f"{attribute}={value}")


def _size(name: str, root: ElementTree.Element) -> tuple[float, float]:
    """Width and height: of the box that is seen, else as they are written."""
    box = root.get("viewBox", "").replace(",", " ").split()
    sides = box[2:] if len(box) == 4 else [root.get("width", ""), root.get("height", "")]
    lengths = [float(match[1]) for side in sides if (match := _LENGTH.fullmatch(side))]
    if len(lengths) != 2 or not all(lengths):
        raise _trouble(name, say("it does not say how wide and high it is (viewBox)"))
    return lengths[0], lengths[1]


def _more(name: str, word: str) -> FaultyTemplate:
    why = say("it holds more than a picture ({word}); save it as a plain SVG", word=quoted(word))
    return _trouble(name, why)


def _trouble(name: str, why: Words) -> FaultyTemplate:
    return FaultyTemplate(say("{file}: {why}.", file=quoted(name), why=why))
