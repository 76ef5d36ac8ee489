"""What of a workshop the room is to see: the activity of the day, what was chosen, or the slips and the
reveal that are open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.screen import Screen

    from cxworkshop.app.program import CxApp
    from cxworkshop.model.day import AgendaItem
    from cxworkshop.room.stage import Here
    from cxworkshop.screens.base import KeyScreen
    from cxworkshop.screens.workshop import WorkshopScreen


class Subject:
    """Follows the day of a workshop, and what stands on the screens above it."""

    def __init__(self, app: CxApp, workshop: WorkshopScreen) -> None:
        self.app, self.workshop = app, workshop
        self._chosen: tuple[str, Here] | None = None
        """What the facilitator shows, with the id of the activity it was chosen in: the next one ends it."""
        self._opened: Here | None = None
        """What the room sees of the slips or the reveal that are open."""
        self._activity = ""
        """The id of the activity that the day stood at when it was looked last."""

    @property
    def is_chosen(self) -> bool:
        """Whether the room sees something else than the day, by choice."""
        return self._chosen is not None and self._chosen[1] != self._opened

    def here(self, now: Here | None) -> Here:
        """What the day stands at, or what was chosen since, with the row that the cursor is on in its own
        list. A look elsewhere leaves the row that was talked about in what is shown `now`."""
        from cxworkshop.room.showing import here_of

        session, position = self.workshop.opened.session, self.workshop.position
        item = self._item
        activity, of_the_day = item.id if item else "", here_of(session, item)
        self._follow_opened(activity, of_the_day)
        self._activity = activity
        if self._chosen is not None and self._chosen[0] == activity:
            here = self._chosen[1]
        else:
            self._chosen, here = None, of_the_day
        if here.list and here.list == position.plan.id:
            here = replace(here, row=row_of(self.workshop))
        elif now is not None and replace(now, row="") == replace(here, row=""):
            here = now
        return self._at_vote(here)

    def choose(self, here: Here) -> bool:
        """Shows something of choice, or the day again where that is shown already; whether it is shown."""
        is_shown = self._chosen is not None and replace(self._chosen[1], row="") == replace(here, row="")
        item = self._item
        self._chosen = None if is_shown else (item.id if item else "", here)
        return not is_shown

    @property
    def _item(self) -> AgendaItem | None:
        from cxworkshop.method import day

        return day.current(self.workshop.opened.session)

    def _follow_opened(self, activity: str, of_the_day: Here) -> None:
        """Shows the slips or the reveal that the facilitator has opened, whatever the activity; what a new
        activity opens is shown as that says. Slips that are left are shown no more; a reveal stays."""
        from cxworkshop.room.showing import is_alike

        opened = next(filter(None, map(self._answers_on, reversed(self.app.screen_stack))), None)
        if opened == self._opened:
            return
        if self._chosen is not None and self._chosen[1] == self._opened and self._opened.view == "count":
            self._chosen = None
        if opened is not None and activity == self._activity:
            self._chosen = None if is_alike(opened, of_the_day) else (activity, opened)
        self._opened = opened

    def _answers_on(self, screen: Screen[Any]) -> Here | None:
        """What the room sees of the answers that a screen over the workshop is about."""
        from cxworkshop.screens.base import KeyScreen

        workshop = self.workshop
        if screen is workshop or not isinstance(screen, KeyScreen):
            return None
        return shown_on(screen, workshop) if getattr(screen, "opened", None) is workshop.opened else None

    def _at_vote(self, here: Here) -> Here:
        """In a reveal the row that the cursor of the reveal has moved to; none until it has."""
        from cxworkshop.screens.reveal import RevealScreen

        if here.view != "reveal":
            return here
        open_ones = (screen for screen in self.app.screen_stack if isinstance(screen, RevealScreen))
        return replace(here, row=next((screen.row for screen in open_ones), ""))


def row_of(workshop: WorkshopScreen) -> str:
    """The id of what the cursor is on: of a card its touchpoint, of a form the field."""
    if workshop.position.is_card:
        return workshop.position.touchpoint
    place = workshop.sheet.place
    if place is None:
        return ""
    return f"{place.table}.{place.field}" if workshop.plan.is_form else place.id


def shown_on(screen: KeyScreen, workshop: WorkshopScreen) -> Here | None:
    """What of a screen can be shown to the room; None for one that is the facilitator's alone."""
    from cxworkshop.room.showing import here_of_answers, here_of_list

    session = workshop.opened.session
    if screen is workshop:
        position = workshop.position
        return here_of_list(session, position.step, position.plan.id, position.view, row_of(workshop))
    return here_of_answers(session, *screen.answers_shown) if screen.answers_shown else None
