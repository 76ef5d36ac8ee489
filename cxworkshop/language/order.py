"""The order of texts in a language: Finnish and Swedish have letters after Z where English has accents."""

from __future__ import annotations

import unicodedata

from cxworkshop.language import language

_AFTER_Z = {"å": "{a", "ä": "{b", "æ": "{b", "ö": "{c", "ø": "{c", "ü": "y"}
"""Finnish letters, by what sorts as they do: a brace comes after z."""
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
"""Letters that have no accent to lose."""


def sort_key(text: str, written_in: str | None = None) -> tuple[str, str]:
    """The key that sorts texts, whatever their case, in the language in force and that they are written in:
    in the one of the two that has letters after Z."""
    folded = text.casefold()
    if folded.isascii():
        return folded, ""
    folded = unicodedata.normalize("NFC", folded)
    if "fi" in (language(), written_in):
        folded = "".join(_AFTER_Z.get(letter, letter) for letter in folded)
    plain = unicodedata.normalize("NFKD", folded.translate(_LETTERS))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)), folded
