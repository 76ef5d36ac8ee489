"""A sheet of 2,000 touchpoints and nothing else. Run by the benchmarks; `python -m tests.benchmarks.sheet_app
ROWS`."""

import sys
from datetime import date

from textual import events
from textual.app import App, ComposeResult

from cxworkshop.editing.changes import Change
from cxworkshop.language import Words
from cxworkshop.model.kinds import Reading
from cxworkshop.model.organisation import Touchpoint
from cxworkshop.model.place import Place
from cxworkshop.model.session import Session
from cxworkshop.sheets.cells import Column
from cxworkshop.sheets.plan import SheetPlan
from cxworkshop.widgets.sheet import Sheet

PLAN = SheetPlan(
    "touchpoints",
    "Touchpoints",
    (
        Column("touchpoints.name", width=24, weight=3),
        Column("touchpoints.channel", width=12),
        Column("touchpoints.delivered_by", width=12),
        Column("touchpoints.process", width=20, weight=2),
    ),
    table="touchpoints",
)


class SheetApp(App[None]):
    """The sheet's desk: it keeps the session and makes the changes."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        touchpoints = tuple(
            Touchpoint(id=f"tp{i:04}", name=f"Touchpoint {i}", process="Delivery") for i in range(rows)
        )
        self.reading = Reading(Session().model_copy(update={"touchpoints": touchpoints}), date(2026, 11, 2))
        self.sheet = Sheet(self)

    def compose(self) -> ComposeResult:
        yield self.sheet

    def on_mount(self) -> None:
        self.sheet.focus()
        self.sheet.set_plan(PLAN)

    def on_key(self, event: events.Key) -> None:
        self.sheet.take_key(event.key, event.character)

    def apply(self, change: Change) -> Words | None:
        self.reading = Reading(change(self.reading.session), self.reading.on)
        self.sheet.reload()
        return None

    def tell(self, words: Words) -> None:
        self.notify(str(words), markup=False)

    def open_record(self, places: list[Place], title: str) -> None:
        """Forms are not measured here."""


if __name__ == "__main__":
    SheetApp(int(sys.argv[1])).run()
