"""What the title of a person says: function, leadership team, board, customers, seniority.

The words of titles are in `content/roles.toml`. What they say is proposed when a title is entered.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from cxworkshop.method.content import read
from cxworkshop.model.functions import NOT_OFFERED

_LEADER, _LEADERSHIP = 1, 2
"""The rank of whoever leads the organisation, and the lowest of the leadership team."""
_WHOLE_WORD = 3
"""Letters up to which an entry is a whole word."""
_ASIDE = re.compile(r"\(.*?\)|\s(?:to|for)\s.*")
"""What a title is no more about: "(acting)", "to the CEO"."""
_WHOSE = re.compile(r"(\sof) the\s.*")


def proposed(role: str, sector: str | None) -> Mapping[str, Any]:
    """The fields of a person that a title speaks of, in English or Finnish, in an organisation of a sector.

    Of several ("CFO and board member") the highest rank counts; a seat on the board only where there is
    nothing else.
    """
    words, parts, sector = read("roles"), _parts(role), sector or "private"
    if any(_fits(words["unsure"], part) for part in parts):
        return {}
    if any(part in words["outside"][language] for part in parts for language in ("en", "fi")):
        return {"own": False}
    boards = [words[name] for name in ("board", f"board_{sector}") if name in words]
    seats = [part for part in parts if any(_fits(board, part) for board in boards)]
    ranks = [entry for part in parts if part not in seats and (entry := _rank(part)) is not None]
    if not ranks and seats:
        return {"board_member": True}
    function = _function(role, sector)
    if not ranks:
        return {"function": function} if function else {}
    rank = min(entry["rank"] for entry in ranks)
    leads = rank <= _LEADERSHIP or any(sector in entry.get("leads_in", ()) for entry in ranks)
    faces = not leads and any(_fits(words["customer_facing"], part) for part in parts)
    return {
        "function": "general_management" if rank == _LEADER else function,
        "leadership_team": leads,
        "customer_facing": faces,
        "seniority_rank": rank,
    }


def is_title(text: str) -> bool:
    """Whether a text is a known title, which may stand before a name."""
    words, parts = read("roles"), _parts(text)
    return any(_rank(part) is not None or _fits(words["board"], part) for part in parts)


def _parts(role: str) -> list[str]:
    """The titles in a role, in lower case."""
    parts = re.split(r"\s*[,;/&+|]\s*|\s(?:ja|and|sekä)\s", " ".join(role.casefold().split()))
    return [part for text in parts if (part := _ASIDE.sub("", text).strip())]


def _rank(part: str) -> dict[str, Any] | None:
    """The entry of the rank that a title has."""
    is_deputy = _fits(read("roles")["deputy"], part)
    return next(
        (
            entry
            for entry in read("roles")["ranks"]
            if not (is_deputy and entry["rank"] == _LEADER) and _fits_head(entry, part)
        ),
        None,
    )


@lru_cache(maxsize=4096)
def _function(role: str, sector: str) -> str | None:
    hidden = NOT_OFFERED.get(sector, ())
    text = " ".join(role.casefold().split())
    if _fits(read("roles")["no_function"], text):
        return None
    return next(
        (
            entry["id"]
            for entry in read("roles")["functions"]
            if entry["id"] not in hidden and _fits(entry, text)
        ),
        None,
    )


def _fits(entry: dict[str, Sequence[str]], text: str) -> bool:
    """Whether a text has one of the words of an entry, of either language."""
    return any(_pattern(tuple(entry[language])).search(text) for language in ("en", "fi"))


def _fits_head(entry: dict[str, Sequence[str]], part: str) -> bool:
    """The same of what somebody is, and not of whose assistant."""
    words = (part, *part.split())
    return bool(
        _pattern(tuple(entry["en"])).search(_WHOSE.sub(r"\1", part))
        or any(word.endswith(ending) for ending in entry["fi"] for word in words)
    )


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    def one(word: str) -> str:
        bare = re.escape(word.rstrip("."))
        return rf"(?<!\w){bare}(?!\w)" if word.endswith(".") or len(word) <= _WHOLE_WORD else bare

    return re.compile("|".join(map(one, words)))
