"""Matches a typed name with the names on a list as people mean it; cells, pastes and captured lines all ask
here."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cxworkshop.language import Message, say
from cxworkshop.model.kind import Option

_EQUAL, _BEGINNING, _WORD, _INSIDE, _NONE = range(5)
_WORDS = re.compile(r"[^\W_]+")
SAFE = 4
"""Letters of a unique beginning that are enough to take it: Ann may be Annika's colleague, Anni is not."""
LONGEST_NAME = 200
"""Characters of a name that is folded once only; longer ones would fill the memory."""
_JOINERS, _LAST_LATIN = "\u200c\u200d", "\u024f"
NAMED = 5
"""Names that a refusal lists at most."""
_NEAR = 4
"""Letters from which on two spellings may be near each other."""


@dataclass(frozen=True)
class Match:
    """What a typed name means: exactly one option is `matched`, or there are `candidates`, or nothing.

    `offered` is the candidate that is meant, where the text is a word of only one, or begins only one, or a
    word of only one: a cell selects it. Whoever cannot ask takes it only if it `is_safe`, and says so. `near`
    are options whose spelling is a slip away, where there is no candidate.
    """

    matched: Option | None = None
    candidates: tuple[Option, ...] = ()
    offered: Option | None = None
    is_safe: bool = False
    near: tuple[Option, ...] = ()

    @property
    def taken(self) -> Option | None:
        """The option that a paste or a captured line takes, which then names it."""
        return self.matched or (self.offered if self.is_safe else None)

    @property
    def possible(self) -> tuple[Option, ...]:
        """All options that might be meant, best first."""
        return (*self.candidates, *self.near)


def match(options: Sequence[Option], text: str) -> Match:
    """What `text` means among the options. Several of the same name are candidates."""
    typed = folded(text)
    if not typed:
        return Match()
    ranked = sorted(
        ((_rank(folded(option.text), typed), i) for i, option in enumerate(options)), key=lambda pair: pair[0]
    )
    candidates = tuple(options[i] for rank, i in ranked if rank < _NONE)
    equal = [options[i] for rank, i in ranked if rank == _EQUAL]
    if len(equal) == 1:
        return Match(matched=equal[0], candidates=candidates)
    if equal:
        return Match(candidates=tuple(equal))
    near = tuple(option for option in options if not candidates and _is_near(option.text, text))
    tiers = [
        [options[i] for rank, i in ranked if rank < _INSIDE and _has_words(folded(options[i].text), typed)],
        [options[i] for rank, i in ranked if rank == _BEGINNING],
        [options[i] for rank, i in ranked if rank < _INSIDE],
    ]
    offered = next((tier[0] for tier in tiers if len(tier) == 1), None)
    letters = sum(map(str.isalnum, typed))
    is_only = len(tiers[2]) == 1 and letters >= SAFE
    is_safe = offered is not None and letters > 1 and (tiers[0] == [offered] or is_only)
    return Match(None, candidates, offered, is_safe, near)


def match_titled(options: Sequence[Option], titles: Mapping[object, str], text: str) -> Match:
    """What `text` means among people: a name, else the title that exactly one of them has."""
    named = match(options, text)
    if named.matched is not None or named.candidates or not (typed := folded(text)):
        return named
    holders = tuple(option for option in options if folded(titles.get(option.value, "")) == typed)
    return Match(matched=holders[0], candidates=holders) if len(holders) == 1 else named


def several(text: str, matched: Match) -> Message:
    """Why a text that fits several names, a part of one, or one that is spelt otherwise, is not taken: the
    names it may mean."""
    names = [option.text for option in matched.possible]
    listed = ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")
    if not matched.candidates:
        return say("{value} may be {names}, which is spelt otherwise", value=text.strip(), names=listed)
    return say("{value} may be {names}: write more of the name", value=text.strip(), names=listed)


def matches(options: Sequence[Option], text: str) -> list[Option]:
    """The options that `text` may mean, best first: equal, then by prefix, by a word's prefix, by substring.
    All for an empty text."""
    typed = folded(text)
    if not typed:
        return list(options)
    ranked = [(_rank(folded(option.text), typed), option) for option in options]
    return [
        option
        for rank, option in sorted(
            ((_EQUAL if folded(str(option.value)) == typed else rank, option) for rank, option in ranked),
            key=lambda pair: pair[0],
        )
        if rank < _NONE
    ]


def folded(text: str) -> str:
    """The text as names are compared: composed, without case and invisible signs, every gap one space."""
    return _folded(text) if len(text) <= LONGEST_NAME else _folded.__wrapped__(text)


@lru_cache(maxsize=8192)
def _folded(text: str) -> str:
    if not text.isascii():
        composed = unicodedata.normalize("NFC", text)
        if not composed.isprintable():  # invisible signs are not
            composed = "".join(c for c in composed if unicodedata.category(c) != "Cf")
        text = unicodedata.normalize("NFC", composed.casefold())
    return " ".join(text.casefold().split())


def visible(name: str) -> str:
    """A name without the invisible signs that documents put into texts. Joiners stay in scripts that need
    them."""
    if name.isascii():
        return name
    return "".join(
        sign
        for before, sign in zip(" " + name, name, strict=False)
        if unicodedata.category(sign) != "Cf" or (sign in _JOINERS and before > _LAST_LATIN)
    )


def _rank(name: str, typed: str) -> int:
    if typed not in name:
        return _NONE
    if name == typed:
        return _EQUAL
    if name.startswith(typed):
        return _BEGINNING
    return _WORD if _beginning(typed).search(name) else _INSIDE


@lru_cache(maxsize=8)
def _beginning(typed: str) -> re.Pattern[str]:
    """The text where a word begins."""
    return re.compile(rf"(?<![^\W_]){re.escape(typed)}")


def begins_word(name: str, text: str) -> bool:
    """Whether a word of a name begins with the text."""
    return _rank(folded(name), folded(text)) < _INSIDE


def _has_words(name: str, typed: str) -> bool:
    """Whether the text is the whole of one or more words of a name."""
    return any(not _WORDS.match(name, found.end()) for found in _beginning(typed).finditer(name))


def _is_near(name: str, typed: str) -> bool:
    """Whether as many words of a name are one slip away from the typed ones: a letter missing, too many,
    wrong, or two swapped. Accents are no difference, nor is the order of the words."""
    words, typed_words = _words(name), _words(typed)
    wanted, count = " ".join(typed_words), len(typed_words)
    if not _NEAR <= len(wanted) <= LONGEST_NAME:
        return False
    windows = (" ".join(words[i : i + count]) for i in range(len(words) - count + 1))
    return (count > 1 and {*typed_words} <= {*words}) or any(_is_slip(window, wanted) for window in windows)


def _is_slip(a: str, b: str) -> bool:
    """Whether two texts differ by at most one edit: a letter missing, wrong, or two swapped."""
    if abs(len(a) - len(b)) > 1:
        return False
    same = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    a, b = a[same:], b[same:]
    is_swapped = a[:2] == b[1::-1] and a[2:] == b[2:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or is_swapped


def _words(text: str) -> tuple[str, ...]:
    """The words of a text without accents; of one that is too long for a name none."""
    return _plain_words(text) if len(text) <= LONGEST_NAME else ()


@lru_cache(maxsize=8192)
def _plain_words(text: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFD", folded(text))
    return tuple(_WORDS.findall("".join(c for c in plain if not unicodedata.combining(c))))
