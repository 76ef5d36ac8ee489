"""What the room sees, as frozen values of words and figures: no ids, no voters, no notes.

What has no field here cannot be shown. `kind` tells the views apart, so reading a value checks it.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Tone = Literal["", "good", "accent", "contested", "bad", "muted", "strong"]
Look = Literal["dark", "light"]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="strings")


# ---- the views ---------------------------------------------------------------------------------------------
class Stair(Part):
    """A step of the climb; one that is "open" was passed with something left open."""

    name: str
    state: Literal["done", "open", "now", "ahead"]


class Staircase(Part):
    """The whole climb; beside it one figure with its caption."""

    kind: Literal["staircase"] = "staircase"
    figure: str = ""
    caption: str = ""


class Cell(Part):
    text: str
    tone: Tone = ""


class Listing(Part):
    """Rows of a list, each cell whole. `at` is the row that is talked about, -1 for none; `more` says how
    many rows are not shown."""

    kind: Literal["list"] = "list"
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    at: int = -1
    more: str = ""
    empty: str = ""
    """What is said in place of rows."""


class Holding(Part):
    """Who is responsible by one account: on paper, in practice, from today; `words` tell how clear it is."""

    head: str
    name: str
    words: str = ""
    tone: Tone = ""


class Card(Part):
    """One touchpoint in whole sentences; levels are 1–5."""

    kind: Literal["card"] = "card"
    title: str
    where: str
    level: int | None
    target: int | None
    level_words: str
    basis: str
    goal: str
    measure: str
    columns: tuple[Holding, ...]
    actions: tuple[str, ...]


class Progress(Part):
    """How many have answered, of how many; `joined` phones have chosen a name. Phones answer at `url`."""

    kind: Literal["progress"] = "progress"
    n: int
    of: int
    state: Literal["open", "sealed"]
    joined: int = 0
    url: str = ""
    hint: str = ""


class Piece(Part):
    """An answer and how often it was given."""

    label: str
    short: str
    votes: int
    names_someone: bool = True


class Vote(Part):
    """What a ballot says of one touchpoint; without pieces where too few have answered."""

    sign: str
    status: str
    tone: Tone
    name: str
    pieces: tuple[Piece, ...] = ()
    count: str = ""
    words: str = ""


class Status(Part):
    """How many touchpoints are held, unclear, contested, vacant."""

    sign: str
    words: str
    n: int
    tone: Tone


class Reveal(Part):
    kind: Literal["reveal"] = "reveal"
    summary: tuple[Status, ...]
    figure: str
    votes: tuple[Vote, ...]
    legend: str = ""
    more: str = ""


class Spot(Part):
    """A touchpoint: `x` levels are missing to its target, `y` is its importance."""

    name: str
    x: float
    y: float
    priority: bool


class Matrix(Part):
    kind: Literal["matrix"] = "matrix"
    across: str
    up: str
    spots: tuple[Spot, ...]
    lacking: tuple[str, ...] = ()
    """Touchpoints that have no place yet: measured first."""


class Point(Part):
    """A touchpoint on the journey; `basis` is the sign of a fact, an assumption, or unknown."""

    name: str
    stage: str
    now: int | None
    target: int | None
    basis: str
    before: int | None = None


class Journey(Part):
    kind: Literal["journey"] = "journey"
    levels: tuple[str, ...]
    points: tuple[Point, ...]


class Guessed(Part):
    """Guesses of a measure beside what customers say, on a scale from `least` to `most`. The guesses are in
    order of size, so that their order tells nothing of whose they are."""

    name: str
    low: float | None
    value: float | None
    high: float | None
    guesses: tuple[float, ...]
    middle: float
    least: float
    most: float
    verdict: str
    unit: str


class Gap(Part):
    kind: Literal["gap"] = "gap"
    lines: tuple[Guessed, ...]


class AgendaLine(Part):
    title: str
    minutes: int
    state: Literal["done", "now", "ahead"]


class Agenda(Part):
    kind: Literal["agenda"] = "agenda"
    lines: tuple[AgendaLine, ...]


class Month(Part):
    """A column of the board: its name, and who does what in it."""

    head: str
    rows: tuple[Cell, ...]
    more: str = ""


class Board(Part):
    kind: Literal["board"] = "board"
    months: tuple[Month, ...]
    empty: str = ""


class Question(Part):
    """The question of the moment, large; with lines below it, such as the ground rules."""

    kind: Literal["question"] = "question"
    words: str = ""
    lines: tuple[str, ...] = ()


class Curtain(Part):
    kind: Literal["curtain"] = "curtain"


class Paused(Part):
    """Made by the carriers themselves, when no facilitator's program is at the other end."""

    kind: Literal["paused"] = "paused"
    why: str = ""


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
    pace: str = ""


class Showing(Part):
    """What the room sees. `look` and `language` are those of the facilitator."""

    organisation: str
    round: str
    step: str
    stairs: tuple[Stair, ...]
    activity: str
    heading: str
    view: View
    clock: Clock | None = None
    language: str = "en"
    look: Look = "dark"
