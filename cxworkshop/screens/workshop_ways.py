"""The commands of a workshop that lead elsewhere: to another step, list or screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from cxworkshop.commands import keyed
from cxworkshop.errors import CxError
from cxworkshop.language import Words, _, say
from cxworkshop.method import derived, steps
from cxworkshop.model.place import Place
from cxworkshop.screens.navigation import Navigation
from cxworkshop.screens.workshop_parts import Workshop
from cxworkshop.sheets.pictures import LIST

if TYPE_CHECKING:
    from cxworkshop.importing.survey.remembered import Begun

BLIND_IN = {"measure": "guesses", "closing": "confidence_scores"}
"""By step: the table whose slips belong to it, wherever in it one is."""


class Ways:
    """Goes to steps and lists; opens the ballot, the faults of the file, the documents."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.survey: Begun | None = None

    # -- places ----------------------------------------------------------------------------------------------
    def jump(self, place: Place) -> bool:
        """Goes to the list and the cell that show a place; a place without a row id stands for its list.
        Returns whether there is one."""
        there = self.workshop.position.to_place(place, self.workshop.reading)
        if there is not None:
            self.show_cell(there, place)
        return there is not None

    def show_cell(self, position: Navigation, place: Place) -> None:
        """Goes to a list and to the cell of a place in it. What hides the cell ends: a filter, then the
        narrowing to the priorities."""
        position = position.to_view(LIST)
        all_rows = position.without_filter()
        for there in (position, all_rows, all_rows.with_priorities(None)):
            self.workshop.go(there)
            if not place.id or self.workshop.sheet.go_to_place(place):
                break

    def visit(self, go: Callable[[], None]) -> None:
        """Goes to something that was looked up; Back returns to where one is now."""
        workshop, origin = self.workshop, self.workshop.position
        go()
        workshop.position = workshop.position.coming_from(origin)
        workshop.tell(keyed("{back} goes back to where you were."))

    def go_back(self) -> bool:
        """Returns to where one was before going to something that was looked up; whether one was anywhere."""
        workshop, origin = self.workshop, self.workshop.position.origin
        if origin is not None:
            workshop.go(origin.in_session(workshop.session))
        return origin is not None

    async def leave(self, *, is_sure: bool) -> bool:
        """Goes back to the library, saved; asks before. Whether it has asked."""
        if not is_sure:
            return await self._ask()
        try:
            await self.workshop.cx.leave_workshop(self.workshop.opened)
        except (CxError, OSError) as error:
            self.workshop.tell(str(error))
        return True

    async def _ask(self) -> bool:
        """Says where leaving leads, and what is not where others have it; whether it leads anywhere."""
        cx = self.workshop.cx
        waiting = await cx.waiting(self.workshop.opened)
        words: Words
        if cx.has_library and waiting:
            words = f"{keyed('{back} once more: back to the library.')} {waiting}"
        elif cx.has_library:
            words = keyed("{back} once more: back to the library. Everything is saved.")
        elif waiting:
            words = f"{keyed('There is nothing to go back to. {quit} ends the program.')} {waiting}"
        else:
            words = keyed("There is nothing to go back to. {quit} ends the program; everything is saved.")
        self.workshop.tell(words, is_whole=bool(waiting))
        return cx.has_library

    # -- steps and lists -------------------------------------------------------------------------------------
    def _go_to(self, position: Navigation, why_not: Words) -> None:
        workshop = self.workshop
        if position.plan is workshop.position.plan and "missing" not in workshop.entered_modes:
            workshop.tell(why_not)
        else:
            workshop.go(position)

    def do_step(self, key: str) -> None:
        """Goes to the step whose number was pressed."""
        self._go_to(self.workshop.position.to_step(steps.STEPS[int(key)]), say("You stand there already."))

    def do_previous_step(self) -> None:
        self._go_to(self.workshop.position.by_steps(-1), say("There is no step below the landing."))

    def do_next_step(self) -> None:
        self._go_to(self.workshop.position.by_steps(1), say("There is no step after the closing."))

    def go_to_tab(self, piece: int) -> None:
        """Goes to the list whose tab was clicked."""
        workshop, position = self.workshop, self.workshop.position
        title = workshop.tab_bar.left[piece][0].strip()
        clicked = next((i for i, plan in enumerate(position.plans) if _(plan.title) == title), None)
        if clicked is not None:
            workshop.go(position.to_list(clicked))

    def do_next_sheet(self) -> None:
        self._go_to(self.workshop.position.by_lists(1), say("This step has one list."))

    def do_previous_sheet(self) -> None:
        self._go_to(self.workshop.position.by_lists(-1), say("This step has one list."))

    def do_all_lists(self) -> None:
        """Shows every list of the steps, or those of the day and what holds something."""
        workshop, position = self.workshop, self.workshop.position
        workshop.go(replace(position, shows_all=not position.shows_all))
        workshop.tell(
            keyed("The lists of the day, and those that hold something. {all_lists} shows all.")
            if position.shows_all
            else keyed("All lists. {all_lists} shows those of the day only.")
        )

    def do_only_priorities(self) -> None:
        """Narrows every list to the priority touchpoints, or shows all rows again."""
        workshop, sheet = self.workshop, self.workshop.sheet
        is_narrowed = workshop.position.priorities_since is not None
        ranking = derived.ranking(workshop.session)
        if not is_narrowed and not (ranking.chosen or ranking.tied):
            workshop.tell(
                say("No touchpoint is a priority yet. That is decided in 1 Define, Levels and roles.")
            )
            return
        since = None if is_narrowed else workshop.session
        workshop.position = workshop.position.with_priorities(since)
        sheet.set_view(replace(sheet.view, priorities_since=since))
        workshop.draw_tabs()
        if is_narrowed:
            workshop.tell(say("All rows are shown again."))
        elif ranking.tied:
            workshop.tell(derived.tie_words(workshop.session))
        else:
            workshop.tell(
                keyed("Only the priorities, in every list. {only_priorities} shows all touchpoints again.")
            )

    # -- screens ---------------------------------------------------------------------------------------------
    def do_ballot(self) -> None:
        """The blind ballot: the slips of this list or step, or of responsibility, or their result once
        revealed."""
        from cxworkshop.screens.ballot_opening import open_ballot

        workshop = self.workshop
        plan = workshop.position.plan
        open_ballot(workshop, plan.ballot or BLIND_IN.get(workshop.step, ""))

    def do_faults(self) -> None:
        """Everything that is wrong in the file."""
        from cxworkshop.screens.faults import FaultsScreen

        self.workshop.pending_screen = FaultsScreen(self.workshop.opened, self.workshop.jump)

    def do_documents(self) -> None:
        """The documents of this workshop."""
        from cxworkshop.screens.documents import DocumentsScreen

        self.workshop.pending_screen = DocumentsScreen(self.workshop.opened, self.go_to_what_is_missing)

    def go_to_what_is_missing(self, step: str) -> None:
        """Goes to a step, with the list of what is missing there; Back returns to where one was."""
        workshop = self.workshop
        self.visit(lambda: workshop.go(workshop.position.to_step(step)))
        workshop.run_later("missing")

    def do_import_answers(self) -> None:
        """A file of survey answers, into measures and figures."""
        from cxworkshop.importing.survey.remembered import Begun
        from cxworkshop.screens.survey_file import SurveyFileScreen

        self.survey = self.survey or Begun()
        self.workshop.pending_screen = SurveyFileScreen(self.workshop, self.survey)
