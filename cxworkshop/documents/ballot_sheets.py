"""The ballot sheets of the whole room, one a seat: to be printed at once and dealt out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cxworkshop.documents.ballot_sheet import ballot_sheet, missing
from cxworkshop.method.lookup import expected_voters
from cxworkshop.model.session import Session

__all__ = ["SEATS", "content", "missing", "seats"]

SEATS = 9
"""How many sheets there are while nobody is known to take part."""


def content(session: Session, on: date) -> Mapping[str, object]:
    """What the template prints, by name."""
    sheet = ballot_sheet(session, on)
    return {
        "sheet": sheet,
        "seats": seats(session) if sheet.candidates else (),
        "holes": tuple(str(words) for words in missing(session)),
    }


def seats(session: Session) -> tuple[str, ...]:
    """A number for each who answers; which seat is whose the facilitator alone knows."""
    return tuple(str(seat) for seat in range(1, (len(expected_voters(session)) or SEATS) + 1))
