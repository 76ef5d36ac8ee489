"""Somebody at a sheet without a screen: holds the session as a desk does, and sends keys one after the
other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cxworkshop.editing.changes import Change, add
from cxworkshop.editing.history import History
from cxworkshop.editing.starting import blank_session
from cxworkshop.errors import CxError
from cxworkshop.language import Words
from cxworkshop.model.kinds import Reading
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.sheets.fitting import Target
from cxworkshop.sheets.grid import Grid
from cxworkshop.sheets.paste import understood
from cxworkshop.sheets.plan import SheetPlan
from cxworkshop.sheets.sheet import SheetState
from cxworkshop.sheets.steps import plans

ON = date(2026, 11, 5)
NAMES = ("Seeing our ad", "Home delivery", "Delivery messages", "Invoice", "Returning a chair")
KEYS = {" ": "space", "/": "slash"}


def begun(*touchpoints: str) -> Session:
    """A workshop with three people and these touchpoints."""
    session = blank_session("en", ON, "Lanka")
    for i, name in enumerate(("Anna Aalto", "Timo Koski", "Aino Koskinen"), 1):
        session = add("people", id=f"p{i:02}", name=name)(session)
    for i, name in enumerate(touchpoints, 1):
        session = add("touchpoints", id=f"tp{i:02}", name=name)(session)
    return session


def sheet_of(step: str, id: str) -> SheetPlan:
    return next(plan for plan in plans(step) if plan.id == id)


def add_rows(plan: SheetPlan, lines: Sequence[str], reading: Reading) -> Change:
    """The change that makes a row of each pasted line."""
    first = plan.first_entry(plan.start(reading.session, reading.on) if plan.start else {})
    columns = plan.columns[plan.columns.index(first) :] if first is not None else plan.columns
    return _pasted(Target(plan, columns, is_new=True), Grid(plan, reading), lines)


def put_cells(grid: Grid, lines: Sequence[str]) -> Change:
    """The change that puts pasted lines into the first column, from the first row on."""
    return _pasted(Target(grid.plan, grid.plan.columns[:1], is_new=False), grid, lines)


def _pasted(target: Target, grid: Grid, lines: Sequence[str]) -> Change:
    pasted = understood(target, grid, 0, "\n".join(lines))
    assert pasted is not None
    assert pasted.change is not None, pasted.refusal
    return pasted.change()


class AtSheet:
    """The desk of one sheet, and the hands at it."""

    def __init__(
        self, session: Session, plan: SheetPlan | None = None, size: tuple[int, int] = (120, 20)
    ) -> None:
        self.history = History(session)
        self.messages: list[str] = []
        self.copied: list[str] = []
        self.records: list[Place] = []
        self.sheet = SheetState(self, self.copied.append)
        self.rows, self.cell = self.sheet.rows, self.sheet.cell
        self.rows.resize(*size)
        self.sheet.set_plan(plan or sheet_of("define", "touchpoints"))

    # -- the desk --------------------------------------------------------------------------------------------
    @property
    def reading(self) -> Reading:
        return Reading(self.session, ON)

    @property
    def session(self) -> Session:
        return self.history.session

    def apply(self, change: Change) -> Words | None:
        try:
            self.history.apply(change)
        except CxError as error:
            return error.words
        self.rows.reload()
        return None

    def tell(self, words: Words) -> None:
        self.messages.append(str(words))

    def open_record(self, places: list[Place], title: str) -> None:
        self.records = places

    def undo(self) -> None:
        before = self.rows.grid
        assert self.history.undo()
        self.rows.reload()
        self.rows.go_to_change(before)

    # -- the hands -------------------------------------------------------------------------------------------
    def press(self, *keys: str) -> bool:
        """Keys by their names; whether the last one meant something."""
        taken = False
        for key in keys:
            character = " " if key == "space" else key if len(key) == 1 else None
            taken = self.sheet.take_key(key, character)
        return taken

    def type(self, text: str) -> None:
        for sign in text:
            self.sheet.take_key(KEYS.get(sign, sign), sign)

    @property
    def names(self) -> list[str]:
        return [tp.name for tp in self.session.touchpoints]

    @property
    def channels(self) -> list[str | None]:
        return [tp.channel for tp in self.session.touchpoints]

    def column(self, field: str) -> int:
        """Where a field stands."""
        return [column.field for column in self.rows.shown].index(field)
