"""The list of what a step still misses: open readiness checks as wrapped lines, the musts first, last those
that one went past with a reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cxworkshop.method.checks.finding import Finding
from cxworkshop.sheets.cells import Cell, Column, Listing
from cxworkshop.sheets.text import wrap
from cxworkshop.widgets.list_box import ListBox

COLUMNS = (Column("", width=10, weight=1),)


class Missing(ListBox):
    """The cursor moves from finding to finding, however many lines each takes. Enter calls `mend` with
    one."""

    def __init__(self, mend: Callable[[Finding], object], *, id: str | None = None) -> None:
        super().__init__(id=id, heading=False, chosen=lambda line: mend(self.findings[self.owners[line]]))
        self.findings: tuple[Finding, ...] = ()
        self.owners: list[int] = []  # the index of the finding of each line

    def show_findings(
        self, musts: Sequence[Finding], shoulds: Sequence[Finding], overridden: Sequence[Finding] = ()
    ) -> None:
        """Shows other findings, or the same at another width; the cursor stays at its index."""
        current = self.owners[self.row] if self.row < len(self.owners) else 0
        self.findings = (*musts, *shoulds, *overridden)
        looks = [*[("! ", "bad")] * len(musts), *[("· ", "")] * len(shoulds)]
        looks += [("! ", "muted")] * len(overridden)
        self.owners = []
        cells: list[tuple[Cell, ...]] = []
        width = max(16, (self.size.width or 30) - 5)
        for i, finding in enumerate(self.findings):
            sign, tone = looks[i]
            for k, (_begin, text) in enumerate(wrap(str(finding.words), width)):
                cells.append((Cell((sign if k == 0 else "  ") + text, tone),))
                self.owners.append(i)
        with self.painting():
            self.rows.show(Listing(COLUMNS, tuple(cells)))
            self.rows.lay_out()
        self.stops = [self.owners.index(i) for i in range(len(self.findings))]
        self.row = self.stops[current] if current < len(self.stops) else 0
