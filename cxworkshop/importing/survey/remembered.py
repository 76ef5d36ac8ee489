"""How a file of the same columns was taken the last time: the next one of a monthly export asks nothing that
was answered before. And what was said of a file that was left before it was recorded."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cxworkshop.errors import Unreadable, WrongUse
from cxworkshop.importing.survey.choices_file import Wanted, roles_wanted, wanted_of
from cxworkshop.importing.survey.columns import roles_of
from cxworkshop.importing.survey.look import look
from cxworkshop.importing.survey.preview import Preview, begun, known_touchpoints
from cxworkshop.importing.survey.shapes import ADD, LEAVE_OUT, WHOLE, Choices, Look
from cxworkshop.model.session import Session


def begun_as_before(path: Path, session: Session) -> Preview:
    """A file that nothing was said of, with the choices of the imports whose columns it has, the newest
    first; as it is where there is none. The period of answers without a day is not the last one's. Raises
    Unreadable, WrongUse."""
    preview, before = begun(path), [one for round_ in session.rounds for one in round_.imports]
    known, taken = known_touchpoints(session), None
    for imported in reversed(before):
        with suppress(WrongUse, Unreadable):  # other columns or sheets, or a touchpoint that is gone
            wanted = wanted_of(imported.choices, known)
            if wanted.columns:
                seen = taken.look if taken else _looked_at(preview.look, wanted)
                roles = roles_wanted(seen, roles_of(seen), wanted.columns)
                choices = wanted.choices._replace(since=None, until=None)
                taken = taken or Preview(seen, roles)
                taken = taken._replace(choices=_beneath(taken.choices, choices))
    return taken or preview


def _looked_at(seen: Look, wanted: Wanted) -> Look:
    """The file with the sheet, the heading and the quotation marks of the choices. Raises Unreadable."""
    said = (wanted.heading_rows or seen.heading_rows, wanted.sheet or seen.sheet, wanted.quotes)
    if said == (seen.heading_rows, seen.sheet, seen.quotes):
        return seen
    return look(seen.path, heading_rows=wanted.heading_rows, sheet=wanted.sheet, quotes=wanted.quotes)


def _beneath(newer: Choices, older: Choices) -> Choices:
    """The newer choices, and of questions and touchpoints that they do not name the older."""
    if newer == Choices():
        return older
    return newer._replace(
        scales={**older.scales, **newer.scales},
        metrics={**older.metrics, **newer.metrics},
        zeros={**older.zeros, **newer.zeros},
        matches={**older.matches, **newer.matches},
        measures={**older.measures, **newer.measures},
    )


@dataclass
class Begun:
    """The file that was named last, and what was said of it while it is not recorded."""

    text: str = ""
    """Its path, as it was typed."""
    _left: Preview | None = None
    _state: tuple[int, int] | None = None
    """Size and time of the file as it was left."""

    def leave(self, preview: Preview | None) -> None:
        """Keeps what was said of a file; forgets it with None."""
        self._left = preview
        self._state = _state_of(preview.look.path) if preview is not None else None

    def preview(self, path: Path, session: Session) -> Preview | None:
        """What was said of the file, while it is as it was left; nothing of touchpoints that are gone."""
        left = self._left
        if left is None or left.look.path != path or self._state is None or self._state != _state_of(path):
            return None
        known = {*known_touchpoints(session), ADD, WHOLE, LEAVE_OUT}
        matches = {name: value for name, value in left.choices.matches.items() if value in known}
        return left._replace(choices=left.choices._replace(matches=matches))


def _state_of(path: Path) -> tuple[int, int] | None:
    with suppress(OSError):
        about = path.stat()
        return about.st_size, about.st_mtime_ns
    return None
