"""The views of a list on the screen: which stands in its place, and the commands that turn from one to the
next. A picture moves the cursor of its list, so that the list stands where the picture was left."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from cxworkshop.language import Words, say
from cxworkshop.model.actions import Action
from cxworkshop.model.place import record_at
from cxworkshop.screens.capture import Capture
from cxworkshop.screens.card_panel import CardPanel
from cxworkshop.screens.navigation import Navigation
from cxworkshop.screens.workshop_parts import Workshop
from cxworkshop.screens.workshop_ways import Ways
from cxworkshop.sheets.grid import Grid
from cxworkshop.sheets.pictures import CARD, LIST, picture
from cxworkshop.sheets.row_changes import NO_ROWS
from cxworkshop.widgets.invitation import invitation
from cxworkshop.widgets.picture_box import PictureBox


class ViewPanel:
    """Turns lists into cards and pictures and back."""

    def __init__(self, workshop: Workshop, cards: CardPanel, ways: Ways, capture: Capture) -> None:
        self.workshop, self.cards, self.ways, self.capture = workshop, cards, ways, capture
        self.box = PictureBox(id="picture", moved=self._moved, chosen=self._chosen)
        self._drawn: tuple[str, Grid | None, int] = ("", None, 0)
        """The view, the grid and the width that the picture was drawn from."""

    def show(self) -> None:
        """Draws the picture that stands in the place of the list, when it reads otherwise; hides it beside a
        list."""
        workshop, view = self.workshop, self.workshop.position.view
        is_picture = workshop.position.is_picture
        workshop.set_class(is_picture, "-picture")
        if not is_picture:
            return
        sheet, width = workshop.sheet, self.box.size.width or workshop.sheet.rows.width
        if self._drawn != (view, sheet.grid, width):
            self._drawn = view, sheet.grid, width
            declared = picture(view)
            hides_all = not sheet.grid.rows and sheet.grid.rows_in_all
            empty = str(sheet.words_without_rows) if hides_all else invitation(declared.empty)
            self.box.show(declared.drawing(sheet.grid, width - 1), empty)
        self.box.follow(sheet.row, sheet.place)
        if (spot := self.box.spot) is not None and spot.place.field and spot.place != sheet.place:
            sheet.go_to_place(spot.place)

    @property
    def turned(self) -> str:
        """The view that the picture is looked at in by its other order; empty without one."""
        position = self.workshop.position
        return picture(position.view).turned if position.is_picture else LIST

    def _moved(self) -> None:
        if (spot := self.box.spot) is not None:
            self.workshop.sheet.go_to_place(spot.place)

    def _chosen(self) -> None:
        self.workshop.run_later("show_row")

    def open(self, position: Navigation, view: str) -> None:
        """Shows a list in a view, as an activity asks for it."""
        if view == CARD and position.plan.has_cards:
            self.cards.open(position)
        else:
            self.workshop.go(position.to_view(view if view in position.plan.views else LIST))
            self._go_to_first()

    def _go_to_first(self) -> None:
        """Begins a picture that has just been opened where it asks for something."""
        workshop = self.workshop
        if workshop.position.is_picture:
            place = picture(workshop.position.view).first(workshop.sheet.grid)
            if place is not None:
                workshop.sheet.go_to_place(place)

    @property
    def _stands_on_work(self) -> bool:
        """Whether the cursor was moved to a row that is not finished: a picture begins there then."""
        sheet = self.workshop.sheet
        row = record_at(self.workshop.session, sheet.place) if sheet.place is not None else None
        return (sheet.row, sheet.col) != (0, 0) and not (isinstance(row, Action) and not row.is_unfinished)

    def go_to_field(self, field: str) -> None:
        """Moves the cursor to the first cell of a list that holds a field, given as "table.field"; new rows
        begin with it. From a card without it to the first one that has it."""
        sheet, (table, name) = self.workshop.sheet, field.split(".", 1)
        if self.workshop.position.is_card and sheet.grid.first_place(table, name) is None:
            self.cards.open_with(table)
        sheet.state.rows.first_field = name
        if (place := sheet.grid.first_place(table, name)) is not None:
            sheet.go_to_place(place)

    # -- the commands ----------------------------------------------------------------------------------------
    def do_view(self) -> None:
        """Goes to the next view; from a list that was looked up in a picture, back to the picture."""
        origin, position = self.workshop.position.origin, self.workshop.position
        came_from_picture = origin is not None and origin.is_picture and origin.plan is position.plan
        if not (came_from_picture and position.view == LIST and self.ways.go_back()):
            self._turn(1)

    def do_previous_view(self) -> None:
        self._turn(-1)

    def do_turn(self) -> None:
        """Looks at a picture in its other order."""
        workshop = self.workshop
        workshop.go(workshop.position.to_view(self.turned))

    def do_later(self) -> None:
        self._ask_date(1, say("This is the last column."))

    def do_earlier(self) -> None:
        self._ask_date(-1, say("This is the first column."))

    def _ask_date(self, by: int, at_the_end: Words) -> None:
        """Asks for the date of the action under the cursor, that of the next or the previous column at
        first."""
        from cxworkshop.sheets.pictures.board import day_beside

        workshop, spot = self.workshop, self.box.spot
        action = record_at(workshop.session, spot.place) if spot is not None else None
        if not isinstance(action, Action) or spot is None:
            return
        if not action.is_unfinished:
            workshop.tell(say("This action is finished: its status is changed in the list."))
        elif day := day_beside(action, by, workshop.reading.on):
            self.capture.ask_value(spot.place.at("due_on"), day)
        else:
            workshop.tell(at_the_end)

    def _turn(self, by: int) -> None:
        workshop, position = self.workshop, self.workshop.position
        ring: Sequence[str] = (LIST, *position.plan.views)
        view = ring[(ring.index(position.view) + by) % len(ring)]
        if position.is_card:
            self.cards.leave(view)
        elif view == CARD:
            self.cards.open_here()
        else:
            stays = position.is_picture or self._stands_on_work
            workshop.go(position.to_view(view))
            if not stays:
                self._go_to_first()

    def do_show_row(self) -> None:
        """Goes from a picture to the cell that its spot stands for; Back returns."""
        workshop = self.workshop
        if self.box.spot is None:
            workshop.tell(NO_ROWS)
        else:
            self.ways.visit(partial(workshop.go, workshop.position.to_view(LIST)))

    def do_add(self) -> None:
        """Adds a row to the list, from a picture too; Back returns to it."""
        workshop = self.workshop
        if workshop.position.is_picture:
            self.ways.visit(partial(workshop.go, workshop.position.to_view(LIST)))
        workshop.sheet.do_add()

    def leave(self) -> None:
        """Goes back to where the picture was gone to from, else to the list."""
        if not self.ways.go_back():
            self.workshop.go(self.workshop.position.to_view(LIST))
