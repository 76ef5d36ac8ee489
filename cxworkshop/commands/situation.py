"""The facts that a screen states about itself, and the needs that commands have of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cxworkshop.language import N_, Words


@dataclass(frozen=True)
class Situation:
    """The facts that decide which commands are useful; each screen states those it knows."""

    read_only: Words = ""
    """Why nothing may be changed; empty when it may."""
    is_free: bool = False
    """Whether it was read-only because of another program that seems to have closed it."""
    is_copied_only: bool = False
    """Whether a copy of the session could be changed, and the session itself cannot."""
    # of the list at hand
    rows: int = 0
    lists: int = 1
    """The lists of the step that Tab goes through."""
    has_views: bool = False
    """Whether the list can be looked at as cards or pictures."""
    is_turnable: bool = False
    """Whether a picture can be looked at in another order."""
    has_table: bool = False
    """Whether rows can be added and removed."""
    is_form: bool = False
    is_typed_into: bool = False
    """Whether any cell can be opened."""
    is_rehearsal: bool = False
    """Whether nothing of the workshop is kept."""
    has_agenda: bool = False
    has_day: bool = False
    """Whether the day has begun."""
    rounds: int = 1
    can_undo: bool = True
    has_below: bool = True
    """Whether Back leads anywhere."""
    has_library: bool = True
    # of the library
    workshops: int = 0
    workshop: str = ""
    """Of the file under the cursor: readable, unreadable, or away on another laptop; empty without one."""
    has_copies: bool = False
    # of a document
    is_personal: bool = False
    """Whether people or partners have a page of their own in it."""
    pages: int = 0
    """The people who have a page of their own in it."""
    holes: int = 0
    """What is missing in it."""
    forms: int = 1
    """What it can be, such as Markdown or HTML."""
    # of the room
    is_room_open: bool = False
    """Whether browsers and phones get to it."""
    is_on_guest: bool = False
    """Whether the cursor is on another facilitator."""
    # of a survey
    questions: int = 0
    """What is open before it can be recorded."""
    can_record: bool = False
    """Whether there is anything to record, once nothing is open."""
    # of a check-in
    is_promise: bool = False
    """Whether the cursor is on a promise."""
    has_other_check: bool = False
    """Whether another check is due, too, and was not held."""
    # of a ballot
    ballot: str = ""
    """open, sealed or revealed; empty for scores, which are never revealed."""
    is_answerable: bool = False
    ballots: int = 1
    has_more_to_ask: bool = False
    is_sealable: bool = False


@dataclass(frozen=True)
class Need:
    """A condition under which a command is shown in the key bar.

    `why` is said when the key is pressed otherwise; empty where the command gives the reason itself.
    `is_named` keeps the command in the palette all the same.
    """

    holds: Callable[[Situation], bool]
    why: str = ""
    is_named: bool = False


ROWS = Need(lambda now: now.rows > 0, is_named=True)
OWN_TABLE = Need(lambda now: now.has_table, is_named=True)
A_LIST = Need(lambda now: not now.is_form, is_named=True)
TYPED_INTO = Need(lambda now: now.rows > 0 and now.is_typed_into, is_named=True)
VIEWS = Need(
    lambda now: now.has_views,
    N_("This list has no cards and no pictures."),
    is_named=True,
)
TURNABLE = Need(lambda now: now.is_turnable, N_("Only actions are looked at by date and by owner."))
SEVERAL_LISTS = Need(lambda now: now.lists > 1, is_named=True)
A_REHEARSAL = Need(
    lambda now: now.is_rehearsal and now.has_agenda,
    N_("Only the demo, of which nothing is kept, is rehearsed with."),
    is_named=True,
)
AN_AGENDA = Need(
    lambda now: now.has_agenda,
    N_("No agenda is chosen: choose one in the landing, This workshop."),
    is_named=True,
)
A_DAY = Need(lambda now: now.has_day, N_("The day has not begun: next activity begins it."), is_named=True)
SEVERAL_ROUNDS = Need(
    lambda now: now.rounds > 1,
    N_("There is one round only; nothing is there to compare it with yet."),
    is_named=True,
)
A_GUEST = Need(lambda now: now.is_on_guest, N_("The cursor is on nobody who was let in."))
AN_OPEN_ROOM = Need(lambda now: now.is_room_open, N_("The room is closed."))
AN_EARLIER_ROUND = Need(lambda now: now.rounds > 1, N_("This is the first round."), is_named=True)
A_MATTER = Need(lambda now: now.rows > 0, N_("Nothing is promised and no action is open."), is_named=True)
A_DEED = Need(
    lambda now: not now.is_promise,
    N_("A promise is kept, in progress, due later or not kept."),
    is_named=True,
)
ANOTHER_CHECK = Need(lambda now: now.has_other_check, is_named=True)
UNDOABLE = Need(lambda now: now.can_undo, is_named=True)
BELOW = Need(lambda now: now.has_below)
FREE = Need(lambda now: now.is_free, is_named=True)
COPIED_ONLY = Need(lambda now: now.is_copied_only, is_named=True)
LIBRARY = Need(lambda now: now.has_library, is_named=True)

A_WORKSHOP = Need(lambda now: bool(now.workshop), N_("There is no workshop here."))
OURS = Need(
    lambda now: now.workshop != "away",
    N_("It is on the other facilitator's laptop; here it can be opened, and nothing else."),
)
READABLE = Need(lambda now: now.workshop in ("readable", "away"))
UNREADABLE = Need(lambda now: now.workshop == "unreadable", is_named=True)
RESTORABLE = Need(lambda now: now.workshop == "unreadable" and now.has_copies)
SEVERAL_WORKSHOPS = Need(lambda now: now.workshops > 1)
ARCHIVED = Need(lambda now: now.can_undo, N_("Nothing to undo."))

PERSONAL = Need(
    lambda now: now.is_personal,
    N_("Only pages of people go from one person to the next: Page of a person is among the documents."),
)
SOMEBODY = Need(lambda now: now.pages > 0)

HOLES = Need(lambda now: now.holes > 0, N_("Nothing is missing in it."))
SEVERAL_FORMS = Need(lambda now: now.forms > 1, N_("It can be nothing else."))

ANSWERED_OR_RECORDED = Need(lambda now: now.questions > 0 or now.can_record)

NAMES_PEOPLE = Need(lambda now: bool(now.ballot))
ANSWERABLE = Need(lambda now: now.is_answerable, N_("Nothing can be answered here now."))
SEALABLE = Need(lambda now: now.is_sealable, N_("There is no answer that could be sealed."))
SEALED = Need(lambda now: now.ballot in ("sealed", "revealed"))
LEFT_TO_ASK = Need(lambda now: now.has_more_to_ask, N_("There is nothing to ask again."), is_named=True)
OTHER_BALLOT = Need(lambda now: now.ballots > 1, N_("There is no other ballot yet."), is_named=True)
