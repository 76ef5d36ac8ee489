"""Reads a firm's look: what may stand in `look.toml`, and what is wrong with it, in words.

Pure: whoever calls hands in the text and reads the files that it names.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from colorsys import hls_to_rgb, rgb_to_hls
from difflib import get_close_matches

from cxworkshop.documents.escape import one_line
from cxworkshop.documents.firm.logo import logo_from
from cxworkshop.documents.firm.reference import reference_from
from cxworkshop.documents.look import DARK, Colours, Look
from cxworkshop.errors import FaultyTemplate, quoted
from cxworkshop.language import Words, say

NAME = "look.toml"
REFERENCE = "reference.docx"
"""Taken without being named."""
ENTRIES = ("font", "footer", "logo", "reference", "colours")
LONGEST_FOOTER = 120
LARGEST = {"logo": 512 * 2**10, "reference": 5 * 2**20}
"""Bytes of a file that is named."""
READABLE = 4.5
"""The least contrast of words on paper (WCAG 2.2, 1.4.3)."""
OF_WORDS = ("ink", "soft", "accent", "good", "fair", "warn", "bad")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_FONT = re.compile(r"[^\W_][\w -]{0,59}")
ReadFile = Callable[[str, int], bytes | None]
"""The bytes of a file of the folder by its name, at most so many and one more; None when there is none."""


def look_from(text: str, read_file: ReadFile) -> Look:
    """The look that a `look.toml` describes, ours where it says nothing. Raises FaultyTemplate."""
    try:
        entries = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        # its message is in English only; the place is understood everywhere
        place = re.search(r"line (\d+)", str(error))
        lines = text.splitlines() or [""]
        n = min(int(place[1]), len(lines)) if place else len(lines)
        line = quoted(lines[n - 1].strip())
        why = say("Words stand in quotes, and each entry once: {example}", example='font = "Inter"')
        words = say("{file}, line {n}: {line} cannot be read. {why}", file=NAME, n=n, line=line, why=why)
        raise FaultyTemplate(words) from None
    _check_names(entries, ENTRIES, "")
    light, dark = _colours(entries.get("colours", {}))
    return Look(
        light=light,
        dark=dark,
        font=_text(entries, "font", Look().font, 60),
        logo=logo_from(*_file(entries, "logo", read_file)) if "logo" in entries else None,
        footer=_text(entries, "footer", "", LONGEST_FOOTER),
        reference=_reference(entries, read_file),
    )


def example() -> str:
    """A `look.toml` to begin with, in which every line but the colours is a comment."""
    colours = "\n".join(f'{name} = "{value}"' for name, value in Colours()._asdict().items())
    return (
        '# font = "Inter"\n# logo = "logo.svg"\n# footer = "Confidential"\n# reference = "reference.docx"\n'
        f"\n[colours]\n{colours}\n"
    )


def _check_names(entries: Mapping[str, object], known: tuple[str, ...], before: str) -> None:
    for name in entries:
        if name not in known:
            near = get_close_matches(name, known, 1) or known
            why = say(
                "there is no entry {word}. Try: {near}", word=quoted(before + name), near=", ".join(near)
            )
            raise FaultyTemplate(say("{file}: {why}.", file=NAME, why=why))


def _text(entries: Mapping[str, object], entry: str, usual: str, longest: int) -> str:
    value = entries.get(entry, usual)
    text = one_line(value) if isinstance(value, str) else ""
    if text != value or len(text) > longest:
        raise _trouble(entry, value, say("it is no text on one line of at most {n} characters", n=longest))
    if entry == "font" and not _FONT.fullmatch(text):
        raise _trouble(
            entry, value, say("a font is the name of a family, such as {example}", example="Inter")
        )
    return text


# ---- files -------------------------------------------------------------------------------------------------
def _reference(entries: Mapping[str, object], read_file: ReadFile) -> bytes | None:
    if "reference" not in entries and read_file(REFERENCE, 0) is None:
        return None
    return reference_from(*_file({"reference": REFERENCE, **entries}, "reference", read_file))


def _file(entries: Mapping[str, object], entry: str, read_file: ReadFile) -> tuple[str, bytes]:
    """The name and the contents of a file that stands in the folder."""
    name, most = entries[entry], LARGEST[entry]
    if not isinstance(name, str) or not name:
        raise _trouble(entry, name, say("it is the name of a file in this folder"))
    data = read_file(name, most)
    if data is None:
        raise _trouble(entry, name, say("there is no such file in this folder"))
    if len(data) > most:
        raise _trouble(entry, name, say("the file is larger than {n} KiB", n=most // 1024))
    return name, data


# ---- colours -----------------------------------------------------------------------------------------------
def _colours(table: object) -> tuple[Colours, Colours]:
    """The colours for light and for dark; where only light ones are named, the dark ones follow from them."""
    if not isinstance(table, dict):
        raise _trouble(
            "colours", table, say("it is a table: {example}", example='[colours] accent = "#0d5c68"')
        )
    dark_table = table.get("dark", {})
    if not isinstance(dark_table, dict):
        example = '[colours.dark] accent = "#5cc0cd"'
        raise _trouble("colours.dark", dark_table, say("it is a table: {example}", example=example))
    named = {name: value for name, value in table.items() if name != "dark"}
    light = _named_colours(Colours(), named, "colours")
    followed = DARK._replace(
        **{
            name: for_dark(str(value), DARK.paper)
            for name, value in named.items()
            if name in (*OF_WORDS, "gold")
        }
    )
    dark = _named_colours(followed, dark_table, "colours.dark")
    for colours, entry in ((light, "colours"), (dark, "colours.dark")):
        _check_readable(colours, entry)
    return light, dark


def _named_colours(usual: Colours, named: Mapping[str, object], entry: str) -> Colours:
    _check_names(named, Colours._fields, f"{entry}.")
    for name, value in named.items():
        if not isinstance(value, str) or not _COLOUR.fullmatch(value):
            why = say("a colour is written as {example}", example="#0d5c68")
            raise _trouble(f"{entry}.{name}", value, why)
    return usual._replace(**{name: str(value).lower() for name, value in named.items()})


def _check_readable(colours: Colours, entry: str) -> None:
    for name in OF_WORDS:
        value = getattr(colours, name)
        for ground in (colours.paper, colours.tint):
            if contrast(value, ground) < READABLE:
                why = say("words in it can hardly be read on {ground}", ground=ground)
                raise _trouble(f"{entry}.{name}", value, why)


def contrast(colour: str, ground: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(colour), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def for_dark(colour: str, ground: str) -> str:
    """The same hue, so light that it can be read on a dark ground."""
    hue, light, saturation = rgb_to_hls(*_channels(colour))
    while contrast(colour, ground) < READABLE + 1 and light < 1:
        light = min(1, light + 0.02)
        colour = "#" + "".join(f"{round(part * 255):02x}" for part in hls_to_rgb(hue, light, saturation))
    return colour.lower()


def _channels(colour: str) -> tuple[float, float, float]:
    """Red, green and blue, 0 to 1."""
    red, green, blue = (int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5))
    return red, green, blue


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in _channels(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _trouble(entry: str, value: object, why: Words) -> FaultyTemplate:
    return FaultyTemplate(
        say("{file}, {entry} = {value}: {why}.", file=NAME, entry=entry, value=quoted(value), why=why)
    )
