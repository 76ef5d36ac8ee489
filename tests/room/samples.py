"""A Showing of each kind, with the texts of a real workshop."""

from __future__ import annotations

from cxworkshop.room import parts as p

STAIRS = tuple(
    p.Stair.model_validate({"name": name, "state": state})
    for name, state in (
        ("Landing", "done"), ("1 Define", "done"), ("2 Develop", "open"), ("3 Organise", "now"),
        ("4 Implement", "ahead"), ("5 Measure", "ahead"), ("6 Redefine", "ahead"), ("Closing", "ahead"),
    )
)  # fmt: skip
NOW = 1_800_000_000.0


def cells(*texts: str) -> tuple[p.Cell, ...]:
    return tuple(p.Cell(text=text) for text in texts)


TOUCHPOINTS = (
    ("Returning a product and getting the money", "After"), ("Knowing when it arrives", "Receive"),
    ("The delivery to my home", "Receive"), ("The installation", "Receive"), ("Warranty repair", "After"),
    ("Planning my kitchen together", "Choose"), ("Ordering and paying online", "Buy"),
    ("Comparing products on the web", "Choose"), ("Seeing our ad or post", "Notice"),
)  # fmt: skip


def vote(sign: str, status: str, tone: p.Tone, name: str, *pieces: p.Piece, count: str) -> p.Vote:
    return p.Vote(sign=sign, status=status, tone=tone, name=name, pieces=pieces, count=count,
                  words="You agree on one person; that person does not.")  # fmt: skip


def piece(label: str, short: str, votes: int, names: bool = True) -> p.Piece:
    return p.Piece(label=label, short=short, votes=votes, names_someone=names)


VOTES = (
    vote("◆", "contested", "contested", TOUCHPOINTS[0][0], piece("Rantasalo", "MR", 3),
         piece("Saarelma", "TS", 3), piece("Kivimäki", "LK", 2), count="3 of 8"),
    vote("○", "vacant", "bad", TOUCHPOINTS[2][0], piece("Harjula", "PH", 2), piece("nobody", "-", 1, False),
         piece("a partner", "=", 5, False), count="4 of 8"),
    vote("◐", "unclear", "accent", TOUCHPOINTS[5][0], piece("Rantasalo", "MR", 5),
         piece("several", "*", 2, False), piece("don't know", "?", 1, False), count="5 of 8"),
    vote("●", "held", "good", TOUCHPOINTS[8][0], piece("Helmikoski", "SH", 8), count="8 of 8"),
)  # fmt: skip
VIEWS: dict[str, p.View] = {
    "staircase": p.Staircase(figure="3 of 8", caption="touchpoints have somebody who answers for them"),
    "list": p.Listing(
        heads=("Touchpoint", "Stage", "Who answers for it from today", "What a customer notices first"),
        rows=tuple(cells(name, stage, "Pekka Harjula", "The appliance comes when promised, is carried in, "
                         "and the packaging leaves") for name, stage in TOUCHPOINTS),
        at=2, more="2 more"),
    "card": p.Card(
        title="The delivery to my home", where="Receive · Viimamatka Kuljetus Oy", level=2, target=4,
        level_words="2 below", basis="fact",
        goal="The appliance comes when promised, is carried in, and the packaging leaves",
        measure="Satisfied with the delivery: 65.1 → 85 · 31.10.2026",
        columns=(p.Holding(head="on paper", name="Ville Kaskela"),
                 p.Holding(head="in practice", name="○ vacant", words="4 of 8", tone="bad"),
                 p.Holding(head="from today", name="Pekka Harjula", words="● held", tone="good")),
        actions=("Agree the at-the-door standard with the carrier — Pekka Harjula, 31.3.",
                 "Customer-experience terms into the delivery contract — Pekka Harjula, 30.9.")),
    "progress": p.Progress(n=14, of=15, state="open", hint="Answer as things are TODAY, not as they ought to "
                           "be. Nobody sees who answered what."),
    "reveal": p.Reveal(
        summary=(p.Status(sign="●", words="held", n=1, tone="good"),
                 p.Status(sign="◐", words="unclear", n=1, tone="accent"),
                 p.Status(sign="◆", words="contested", n=1, tone="contested"),
                 p.Status(sign="○", words="vacant", n=1, tone="bad")),
        figure="shared picture 1 of 4", votes=VOTES,
        legend="- nobody   * several   = a partner   ? don't know", more=""),
    "matrix": p.Matrix(
        across="levels missing →", up="↑ importance",
        spots=tuple(p.Spot(name=name, x=i % 3, y=5 - i % 4, priority=i < 3)
                    for i, (name, _stage) in enumerate(TOUCHPOINTS)),
        lacking=("Reading what others say about us",)),
    "journey": p.Journey(
        levels=("1 far below", "2 below", "3 as expected", "4 above", "5 far above"),
        points=tuple(p.Point(name=name, stage=stage, now=1 + i % 4 if i % 5 else None, target=4,
                             basis="●○?"[i % 3], before=2) for i, (name, stage) in enumerate(TOUCHPOINTS))),
    "gap": p.Gap(lines=(
        p.Guessed(name="Satisfied with the delivery", low=58.2, value=65.1, high=71.4, middle=80,
                  guesses=(60, 75, 80, 80, 85, 90), least=0, most=100, unit="%",
                  verdict="We believe 15 points more than customers say."),)),
    "agenda": p.Agenda(lines=tuple(
        p.AgendaLine.model_validate({"title": title, "minutes": n, "state": state}) for title, n, state in (
            ("Landing: each for themselves", 15, "done"), ("Break", 15, "done"),
            ("Who actually holds responsibility?", 40, "now"),
            ("First deeds, with name and date", 20, "ahead"), ("Promises", 15, "ahead")))),
    "board": p.Board(months=tuple(
        p.Month(head=head, rows=cells("Agree the at-the-door standard with the carrier — Pekka Harjula",
                                      "Answer every review within a day — Sanna Helmikoski"))
        for head in ("March", "April", "May"))),
    "question": p.Question(words="Whom will you thank this week, and for what?"),
    "rules": p.Question(lines=("We speak of what customers meet, not of whose fault it is.",
                               "One speaks at a time; the one closest to customers first.",
                               "What is said here stays here; what is decided is written down.")),
    "curtain": p.Curtain(),
    "paused": p.Paused(why="The view returns by itself."),
}  # fmt: skip


def showing(kind: str, **changed: object) -> p.Showing:
    values: dict[str, object] = {
        "organisation": "Kuusilinna Koti Oy", "round": "round 1", "step": "3 Organise", "stairs": STAIRS,
        "activity": "What the ballot says", "heading": "Who actually holds responsibility?",
        "view": VIEWS[kind], "clock": p.Clock(ends_at=NOW + 2396, minutes=40),
    }  # fmt: skip
    return p.Showing.model_validate({**values, **changed})
