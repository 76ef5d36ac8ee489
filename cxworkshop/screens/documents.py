"""The screen that previews documents, says what is missing in them, and hands them out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Coroutine
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.worker import WorkType

from cxworkshop.commands import keyed
from cxworkshop.commands.situation import Situation
from cxworkshop.documents import FORMS, documents, missing, people_of
from cxworkshop.editing import OpenSession
from cxworkshop.errors import CxError, FaultyTemplate
from cxworkshop.firm_folder import firm_or_fault
from cxworkshop.handing_out import Handout
from cxworkshop.language import LANGUAGES, Words, _, language, plural, say, speaking
from cxworkshop.method.steps import named_in
from cxworkshop.model.session import Session
from cxworkshop.screens.base import KeyScreen
from cxworkshop.screens.checking_in import CheckingIn
from cxworkshop.screens.handing_over import HandingOver
from cxworkshop.screens.modes import DOCUMENTS_MODES
from cxworkshop.sheets.cells import Cell, Column, Listing
from cxworkshop.sheets.text import wrap
from cxworkshop.widgets.bars import Bar, Header, KeyBar, Prose
from cxworkshop.widgets.entry import Entry
from cxworkshop.widgets.list_box import ListBox
from cxworkshop.widgets.pages import Pages, markdown_lines

if TYPE_CHECKING:
    from cxworkshop.storage.file.session_file import SessionFile

LONGEST = 130
"""Cells of a line at most: longer ones are hard to read."""
PAUSE = 0.05
"""Seconds without a change before a document is made anew."""
LIST = (Column("", width=12, weight=1),)
FAULTY = "a firm's template that cannot be used"
"""In the place of what is shown."""


class Hole(NamedTuple):
    """Something that is missing in a document."""

    sentence: str
    step: str | None
    """The step that mends it."""


class Facts(NamedTuple):
    """What the record says of the document shown."""

    people: tuple[str, ...]
    """Who has a page of their own in it."""
    holes: tuple[Hole, ...]


class DocumentsScreen(KeyScreen):
    """The documents and their holes at the left, the pages of one at the right.

    `go_to_step` goes to the step that mends a hole, once the screen is left; None where there is no way.
    """

    MODES: ClassVar = DOCUMENTS_MODES
    CSS_PATH = "documents.tcss"

    def __init__(
        self, opened: OpenSession | SessionFile, go_to_step: Callable[[str], object] | None = None
    ) -> None:
        super().__init__()
        self.source, self.go_to_step = opened, go_to_step
        self.document_language = self.session.workshop.language or language()
        self.document, self.form = "plan", ""
        self.firm, self.fault = firm_or_fault()
        self.known = documents(self.firm)
        self.person: str | None = None
        """Whose page is shown, of a personal document; None: the first."""
        self.shown: object = None
        """What the pages show: another one begins at its top."""
        self._facts: tuple[tuple[Session, str, str], Facts] | None = None
        self.hole_of_line: list[Hole] = []
        self.is_among_holes = False
        self.header, self.message = Header(id="header"), Prose(id="said")
        self.documents = ListBox(id="documents", heading=False, moved=self._choose_document)
        self.documents.always_shows_cursor = True
        self.about, self.holes_title = Prose(id="about"), Bar(classes="-plain")
        self.holes = ListBox(id="holes", heading=False, chosen=lambda _row: self.run_later("go_to_hole"))
        self.pages, self.entry = Pages(id="pages"), Entry(id="entry", changed=self._entry_changed)
        self.keys = KeyBar(self.run_later)
        self.handing_over, self.checking_in = HandingOver(self), CheckingIn(self)

    def compose(self) -> ComposeResult:
        yield self.header
        with Horizontal(id="body"):
            with Vertical(id="left"):
                yield self.documents
                yield self.about
                yield self.holes_title
                yield self.holes
            yield self.pages
        yield self.message
        yield self.entry
        yield self.keys

    def on_mount(self) -> None:
        if isinstance(self.source, OpenSession):  # a file that is only read does not change
            self.listen_to(self.source)
        self.set_focus(self.pages)
        self.draw()

    def on_resize(self) -> None:
        self.call_after_refresh(self.draw)

    # -- which document --------------------------------------------------------------------------------------
    @property
    def session(self) -> Session:
        return self.source.session

    @property
    def facts(self) -> Facts:
        """Computed once for each session, because keys wait for it."""
        session, name, code = key = self.session, self.document, self.document_language
        if self._facts is None or self._facts[0][0] is not session or self._facts[0][1:] != key[1:]:
            with speaking(code, session.organisation.sector):
                sentences = [str(words) for words in missing(session, name, self.firm)]
                holes = tuple(Hole(sentence, named_in(sentence)) for sentence in sentences)
            self._facts = key, Facts(people_of(session, name, self.cx.today(), self.firm), holes)
        return self._facts[1]

    @property
    def people(self) -> tuple[str, ...]:
        return self.facts.people

    @property
    def handout(self) -> Handout:
        """The document that is shown: the page of the person chosen, else of the first; in the form chosen,
        else in its usual one."""
        people, forms = self.people, self.known[self.document].forms
        person = self.person if self.person in people else next(iter(people), None)
        form = self.form if self.form in forms else forms[0]
        return Handout(self.document, self.document_language, self.cx.today(), person, form, self.firm)

    @property
    def live(self) -> Collection[str]:
        return (
            "entry" if self.entry.is_open else "",
            "holes" if self.is_among_holes else "",
            "writing" if self.handing_over.is_writing else "",
        )

    @property
    def handlers(self) -> tuple[object, ...]:
        return (*super().handlers, self.handing_over, self.checking_in)

    @property
    def situation(self) -> Situation:
        return Situation(
            is_personal=self.known[self.document].is_personal,
            pages=len(self.people),
            holes=len(self.facts.holes),
            forms=len(self.known[self.document].forms),
            read_only=self.checking_in.why_not,
        )

    def do_next_document(self) -> None:
        self._show_document(1)

    def do_previous_document(self) -> None:
        self._show_document(-1)

    def _show_document(self, by: int) -> None:
        names = list(self.known)
        self.document = names[(names.index(self.document) + by) % len(names)]
        self.draw()

    def _choose_document(self) -> None:
        """Shows the document that was clicked."""
        self.document = list(self.known)[self.documents.row]
        self.draw()

    def do_next_person(self) -> None:
        self._show_person(1)

    def do_previous_person(self) -> None:
        self._show_person(-1)

    def _show_person(self, by: int) -> None:
        people, now = self.people, self.handout.person
        if now is None:
            self.tell(missing(self.session, self.document, self.firm)[0])
        else:
            self.person = people[(people.index(now) + by) % len(people)]
        self.draw()

    def do_document_form(self) -> None:
        forms = self.known[self.document].forms
        self.form = forms[(forms.index(self.handout.form) + 1) % len(forms)]
        self.draw()

    def do_document_language(self) -> None:
        self.document_language = "en" if self.document_language == "fi" else "fi"
        self.draw()

    # -- what is shown ---------------------------------------------------------------------------------------
    def draw(self) -> None:
        names, handout = list(self.known), self.handout
        self.documents.styles.height = len(names)
        self.documents.row = names.index(self.document)
        self.documents.show(Listing(LIST, tuple((self._document_cell(name),) for name in names)))
        self.about.show(self._about(handout))
        self._draw_header(handout)
        self._draw_holes()
        self.draw_keys()
        self.work(self._show_pages, "preview")

    def _draw_header(self, handout: Handout) -> None:
        name = self.session.organisation.name or self.session.workshop.title
        count = ""
        if self.has_class("-narrow"):  # without the list
            name, count = "", f" {list(self.known).index(self.document) + 1}/{len(self.known)}"
        table = self.known[self.document].each
        whose = f": {self.session.name_of(table, handout.person)}" if handout.person else ""
        state = "" if self.session.round.is_closed else f"{_('Draft')} · "
        self.header.show(
            [
                (f" {name}  " if name else " ", "strong"),
                (f"{_('Documents')}{count}", "accent"),
                (f"  {_(self.known[self.document].title)}{whose}", ""),
            ],
            [(f"  {state}{LANGUAGES[self.document_language]} · {_(FORMS[handout.form])} ", "muted")],
        )

    def draw_keys(self) -> None:
        self.keys.show_commands(self.bar())

    def _about(self, handout: Handout) -> Words:
        """For whom the document is, and what it can be."""
        forms = [_(FORMS[form]) for form in self.known[self.document].forms]
        can_be = say("As {forms}.", forms=", ".join(forms))
        if not (readers := self.known[handout.document].audience):
            return can_be
        return say("For {readers}. {forms}", readers=_(readers), forms=can_be)

    def _document_cell(self, name: str) -> Cell:
        is_current = name == self.document
        return Cell(
            f"{'▶' if is_current else ' '} {_(self.known[name].title)}", "accent" if is_current else ""
        )

    async def _show_pages(self) -> None:
        """Shows the document; its text and lines are made in threads, because they take time."""
        await asyncio.sleep(PAUSE)
        session, handout = self.session, self.handout
        try:
            if self.fault:  # none of ours takes the place of a firm's unasked
                raise FaultyTemplate(self.fault)
            text = await asyncio.to_thread(handout.text, session)
        except CxError as error:  # a firm's own template
            self.tell(error.words, "bad")
            self.pages.show([])
            self.shown = FAULTY
            return
        if self.shown is FAULTY:
            self.tell("")
        width, colours = min(LONGEST, max(30, self.pages.size.width - 2)), self.app.theme_variables
        lines = await asyncio.to_thread(
            markdown_lines, text, width, colours["primary"], colours["text-muted"]
        )
        shown = handout._replace(form="")
        self.pages.show(lines, keeps_place=self.shown == shown)
        self.shown = shown

    def _draw_holes(self) -> None:
        holes, room = self.facts.holes, max(12, self.holes.size.width - 5)
        cells: list[tuple[Cell, ...]] = []
        row, before = self.holes.row, self.hole_of_line
        current = before[row] if row < len(before) else None
        self.hole_of_line, stops = [], []
        for hole in holes:
            stops.append(len(cells))
            for k, (_begin, line) in enumerate(wrap(hole.sentence, room)):
                cells.append((Cell(("· " if k == 0 else "  ") + line),))
                self.hole_of_line.append(hole)
        self.holes.show(Listing(LIST, tuple(cells)))
        self.holes.stops = stops
        if stops:  # the cursor stays on its hole, however its words are broken now
            self.holes.row = stops[holes.index(current) if current in holes else 0]
        count = plural("{n} hole will be printed", "{n} holes will be printed", len(holes))
        self.holes_title.show(
            [(f" {count}", "strong")] if holes else [(f" ✓ {_('Nothing is missing in it')}", "good")]
        )

    def tell(self, words: Words, tone: str = "accent") -> None:
        self.message.show(words)
        for name in ("good", "bad", "accent"):
            self.message.set_class(name == tone, f"-{name}")

    def _entry_changed(self) -> None:
        if self.is_attached:
            self.draw_keys()

    # -- the holes -------------------------------------------------------------------------------------------
    def do_holes(self) -> None:
        """Gives the keys to the holes."""
        self.is_among_holes = True
        self.set_focus(self.holes)
        self.draw_keys()
        self.holes.refresh()

    def leave_holes(self) -> None:
        self.is_among_holes = False
        self.set_focus(self.pages)
        self.draw_keys()
        self.holes.refresh()

    async def do_go_to_hole(self) -> None:
        """Goes to the step that mends the hole under the cursor."""
        row = self.holes.row
        step = self.hole_of_line[row].step if row < len(self.hole_of_line) else None
        if self.go_to_step is None:
            self.tell(keyed("Open the workshop to mend it. {back} goes back."))
            return
        if step is None:
            self.tell(say("This one is of no single step."))
            return
        await self.app.pop_screen()
        self.go_to_step(step)

    async def press(self, key: str, character: str | None) -> None:
        if key == "enter" and self.is_among_holes and not self.entry.is_open:
            await self.do_go_to_hole()  # the list would do it after the keys that follow
        else:
            await super().press(key, character)

    # -- work that takes longer than a key may ---------------------------------------------------------------
    def work(self, work: Callable[[], Coroutine[Any, Any, None]], group: str) -> None:
        """Does something while the keys go on; newer work of a group cancels the one before."""
        working: WorkType[None] = work
        self.run_worker(working, group=group, exclusive=True)

    def stop_writing(self) -> None:
        self.handing_over.stop()
