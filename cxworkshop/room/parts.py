"""What the room sees, as frozen values of words and figures: no ids, no voters, no notes.

What has no field here cannot be shown. `kind` tells the views apart, so reading a value checks it.
"""

from __future__ import annotations

from functools import partial
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from cxworkshop.language.harmless import display

Tone = Literal["", "good", "accent", "contested", "bad", "muted", "strong"]
Look = Literal["dark", "light"]


LONGEST = 400
"""Characters of a text, the most: more than a screen holds is not sent."""
LONGEST_NAME = 80
"""Of a name that stands in a picture or above a column."""


def shown(text: object, longest: int = LONGEST) -> str:
    """A text of the record as it may be shown: nothing in it moves or colours a screen, and it has an end."""
    harmless = display(text)
    return harmless if len(harmless) <= longest else f"{harmless[: longest - 1].rstrip()}…"


Text = Annotated[str, BeforeValidator(shown)]
Name = Annotated[str, BeforeValidator(partial(shown, longest=LONGEST_NAME))]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="strings")


# ---- the views ---------------------------------------------------------------------------------------------
class Stair(Part):
    """A step of the climb; one that is "open" was passed with something left open."""

    name: Text
    state: Literal["done", "open", "now", "ahead"]


class Staircase(Part):
    """The whole climb; beside it one figure with its caption."""

    kind: Literal["staircase"] = "staircase"
    figure: Text = ""
    caption: Text = ""


class Cell(Part):
    text: Text
    tone: Tone = ""


class Listing(Part):
    """Rows of a list, each cell whole. `at` is the row that is talked about, -1 for none; `more` says how
    many rows are not shown."""

    kind: Literal["list"] = "list"
    heads: tuple[Text, ...]
    rows: tuple[tuple[Cell, ...], ...]
    at: int = -1
    more: Text = ""
    empty: Text = ""
    """What is said in place of rows."""


class Holding(Part):
    """Who is responsible by one account: on paper, in practice, from today; `words` tell how clear it is."""

    head: Name
    name: Name
    words: Text = ""
    tone: Tone = ""


class Card(Part):
    """One touchpoint in whole sentences; levels are 1–5."""

    kind: Literal["card"] = "card"
    title: Name
    where: Text
    level: int | None
    target: int | None
    level_words: Text
    basis: Text
    goal: Text
    measure: Text
    columns: tuple[Holding, ...]
    actions: tuple[Text, ...]


class Progress(Part):
    """How many have answered, of how many; `joined` phones have chosen a name. Phones answer at `url`."""

    kind: Literal["progress"] = "progress"
    n: int
    of: int
    state: Literal["open", "sealed"]
    joined: int = 0
    url: Text = ""
    hint: Text = ""


class Piece(Part):
    """An answer and how often it was given."""

    label: Name
    short: Name
    votes: int
    names_someone: bool = True


class Vote(Part):
    """What a ballot says of one touchpoint; without pieces where too few have answered."""

    sign: Text
    status: Text
    tone: Tone
    name: Name
    pieces: tuple[Piece, ...] = ()
    count: Text = ""
    words: Text = ""


class Status(Part):
    """How many touchpoints are held, unclear, contested, vacant."""

    sign: Text
    words: Text
    n: int
    tone: Tone


class Reveal(Part):
    kind: Literal["reveal"] = "reveal"
    summary: tuple[Status, ...]
    figure: Text
    votes: tuple[Vote, ...]
    legend: Text = ""
    more: Text = ""
    at: int = -1


class Spot(Part):
    """A touchpoint: `x` levels are missing to its target, `y` is its importance."""

    name: Name
    x: float
    y: float
    priority: bool


class Matrix(Part):
    kind: Literal["matrix"] = "matrix"
    across: Text
    up: Text
    spots: tuple[Spot, ...]
    lacking: tuple[Name, ...] = ()
    """Touchpoints that have no place yet: measured first."""
    more: Text = ""


class Point(Part):
    """A touchpoint on the journey; `basis` is the sign of a fact, an assumption, or unknown."""

    name: Name
    stage: Name
    now: int | None
    target: int | None
    basis: Text
    before: int | None = None


class Journey(Part):
    kind: Literal["journey"] = "journey"
    levels: tuple[Text, ...]
    points: tuple[Point, ...]
    more: Text = ""


class Guessed(Part):
    """Guesses of a measure beside what customers say, on a scale from `least` to `most`. The guesses are in
    order of size, so that their order tells nothing of whose they are."""

    name: Name
    low: float | None
    value: float | None
    high: float | None
    guesses: tuple[float, ...]
    middle: float
    least: float
    most: float
    verdict: Text
    unit: Text


class Gap(Part):
    kind: Literal["gap"] = "gap"
    lines: tuple[Guessed, ...]


class AgendaLine(Part):
    title: Name
    minutes: int
    state: Literal["done", "now", "ahead"]


class Agenda(Part):
    kind: Literal["agenda"] = "agenda"
    lines: tuple[AgendaLine, ...]


class Month(Part):
    """A column of the board: its name, and who does what in it."""

    head: Name
    rows: tuple[Cell, ...]
    more: Text = ""


class Board(Part):
    kind: Literal["board"] = "board"
    months: tuple[Month, ...]
    empty: Text = ""


class Question(Part):
    """The question of the moment, large; with lines below it, such as the ground rules."""

    kind: Literal["question"] = "question"
    words: Text = ""
    lines: tuple[Text, ...] = ()


class Curtain(Part):
    kind: Literal["curtain"] = "curtain"


class Paused(Part):
    """Made by the carriers themselves, when no facilitator's program is at the other end."""

    kind: Literal["paused"] = "paused"
    why: Text = ""


View = Annotated[
    Staircase | Listing | Card | Progress | Reveal | Matrix | Journey | Gap | Agenda | Board | Question
    | Curtain | Paused,
    Field(discriminator="kind"),
]  # fmt: skip


# ---- the whole ---------------------------------------------------------------------------------------------
class Clock(Part):
    """The time of an activity. `ends_at`: seconds since the epoch, so that readers count themselves and a
    running clock sends nothing; while it stands, the seconds that are left. `minutes`: what was planned."""

    ends_at: float
    minutes: int
    running: bool = True
    pace: Text = ""


class Showing(Part):
    """What the room sees. `look` and `language` are those of the facilitator."""

    organisation: Name
    round: Text
    step: Text
    stairs: tuple[Stair, ...]
    activity: Text
    heading: Text
    view: View
    clock: Clock | None = None
    language: Text = "en"
    look: Look = "dark"
