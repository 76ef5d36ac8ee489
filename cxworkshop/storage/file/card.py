"""Reads the card, the summary in the header of a session file that the library shows.

Anybody may have edited a header, and a newer version may fill it otherwise: what is of another shape is left
empty and named.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from cxworkshop.errors import quoted
from cxworkshop.language import Words, say
from cxworkshop.method.beside import LABELS, Headline
from cxworkshop.method.coming import KINDS, CheckedOn, Coming
from cxworkshop.storage.file.header import lineage, moment, session_id

_LONGEST_TEXT = 1000
"""Characters of a text of the card that are looked at; no screen has room for more."""
_MOST = 10**6
"""More than any count of a card."""


def read_card(header: dict[str, Any]) -> tuple[dict[str, Any], Words]:
    """The values of a summary, and in words what of the header is of another shape; empty when nothing is."""
    card = header.get("card")
    program = header.get("program")
    values: dict[str, Any] = {
        "session": session_id(header),
        "lineage": lineage(header),
        "version": header.get("version", 1),
        "program": _text(program) if type(program) is str and program.isprintable() else "",
    }
    strange = [] if card is None or isinstance(card, dict) else ["card"]
    if header.get("session") is not None and not values["session"]:
        strange.append("session")
    if header.get("lineage") is not None and not _is_of_texts(header["lineage"]):
        strange.append("lineage")
    if (at := header.get("updated_at")) is not None:
        values["updated_at"] = moment(at)
        strange += [] if values["updated_at"] else ["updated_at"]
    for name, read in _FIELDS.items():
        if isinstance(card, dict) and (raw := card.get(name)) is not None:
            try:
                values[name] = read(raw)
            except (ValueError, TypeError):
                strange.append(f"card.{name}")
    if not strange:
        return values, ""
    return values, say("Not understood in its first row: {names}.", names=", ".join(strange))


def _is_of_texts(raw: Any) -> bool:
    return isinstance(raw, list) and all(type(member) is str for member in raw)


def _of(kind: type, raw: Any) -> Any:
    if type(raw) is not kind:
        raise TypeError(quoted(raw))
    return raw


def _text(raw: Any) -> str:
    text: str = _of(str, raw)[:_LONGEST_TEXT]
    text.encode()  # half a character is no text
    return text


def _yes_or_no(raw: Any) -> bool:
    return bool(_of(bool, raw))


def _count(raw: Any) -> int:
    count: int = _of(int, raw)
    if not 0 <= count < _MOST:
        raise ValueError
    return count


def _share(raw: Any) -> float:
    share = float(raw) if type(raw) in (int, float) and 0 <= raw <= 1 else None
    if share is None:
        raise TypeError
    return share


def _day(raw: Any) -> date:
    return date.fromisoformat(_of(str, raw))


def _days(raw: Any) -> tuple[date | None, ...]:
    """Of actions that are due. What is no day stands for an action without one: it is open all the same."""
    return tuple(_day_or_none(day) for day in _of(list, raw))


def _day_or_none(raw: Any) -> date | None:
    try:
        return _day(raw)
    except (ValueError, TypeError):
        return None


def _coming(raw: Any) -> tuple[Coming, ...]:
    """What falls due; an entry of another shape, or of a kind of a newer program, is left out."""
    return tuple(entry for each in _of(list, raw) if (entry := _entry(each)) is not None)


def _entry(raw: Any) -> Coming | None:
    try:
        kind, day, who, text, more = raw
        return Coming(kind, _day(day), _text(who), _text(text), _count(more)) if kind in KINDS else None
    except (ValueError, TypeError):
        return None


def _check_ins(raw: Any) -> tuple[CheckedOn, ...]:
    return tuple(CheckedOn(_day(day), _count(left), _count(kept)) for day, left, kept in _of(list, raw))


def _headlines(raw: Any) -> tuple[Headline, ...]:
    """Figures; one of another shape, or of a newer program, is left out."""
    return tuple(figure for each in _of(list, raw) if (figure := _headline(each)) is not None)


def _headline(raw: Any) -> Headline | None:
    try:
        key, value, of = raw
        return Headline(key, _share(value), None if of is None else _count(of)) if key in LABELS else None
    except (ValueError, TypeError):
        return None


def _states(raw: Any) -> dict[str, str]:
    return {_text(step): _text(state) for step, state in _of(dict, raw).items()}


_FIELDS: dict[str, Callable[[Any], Any]] = {
    "organisation": _text,
    "title": _text,
    "language": _text,
    "promise": _text,
    "round": _count,
    "closed": _yes_or_no,
    "steps": _states,
    "steps_passed": _count,
    "clear_share": _share,
    "clear_before": _share,
    "checked_on": _day,
    "check_ins": _check_ins,
    "vacant": _count,
    "contested": _count,
    "begun": _yes_or_no,
    "next_review_on": _day,
    "actions_due": _days,
    "coming": _coming,
    "headlines": _headlines,
}
"""How each field of the card is read. Raises ValueError or TypeError for one of another shape."""
