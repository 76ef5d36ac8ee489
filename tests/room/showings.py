"""What the room may be shown, one of each view, as large as it gets."""

from __future__ import annotations

from cxworkshop.room.parts import (
    Agenda,
    AgendaLine,
    Board,
    Card,
    Cell,
    Clock,
    Curtain,
    Gap,
    Guessed,
    Holding,
    Journey,
    Listing,
    Look,
    Matrix,
    Month,
    Paused,
    Piece,
    Point,
    Progress,
    Question,
    Reveal,
    Showing,
    Spot,
    Stair,
    Staircase,
    Status,
    View,
    Vote,
)

STAIRS = tuple(
    Stair.model_validate({"name": name, "state": state})
    for name, state in (
        ("Landing", "done"), ("Define", "done"), ("Develop", "open"), ("Organise", "now"),
        ("Implement", "ahead"), ("Measure", "ahead"), ("Lead", "ahead"), ("Closing", "ahead"),
    )
)  # fmt: skip
NAMES = (
    "Seeing our ad or post", "Reading what others say about us", "Comparing products on the web",
    "Getting advice in the store", "Ordering and paying online", "Planning my kitchen together",
    "Knowing when it arrives", "The delivery to my home", "The installation", "Using it for the first time",
    "Contacting customer service", "Warranty repair", "Returning a product and getting the money",
    "Hearing from us afterwards",
)  # fmt: skip
STAGES = (
    ("Discover",) * 2
    + ("Compare",) * 2
    + ("Buy",) * 2
    + ("Receive",) * 3
    + ("Use and get help",) * 4
    + ("Return",)
)
NOW = (3, 2, 3, 4, 3, 4, 2, 2, 2, None, 3, 2, 2, 3)
TARGETS = (3, 3, 3, 5, 4, 5, 4, 4, 5, 4, 4, 3, 3, 3)
WORDS = ("1 clearly below", "2 below", "3 meets", "4 exceeds", "5 clearly exceeds")


def rows_of(count: int) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        (
            Cell(text=NAMES[i % len(NAMES)]),
            Cell(text="Viimamatka Kuljetus Oy" if i % 3 == 0 else "own", tone="muted"),
            Cell(
                text="–" if (now := NOW[i % len(NOW)]) is None else WORDS[now - 1],
                tone="bad" if now == 2 else "",
            ),
            Cell(text="●", tone="muted"),
        )
        for i in range(count)
    )


def _piece(label: str, votes: int, *, short: str = "", names: bool = True) -> Piece:
    return Piece(label=label, short=short or label[:2], votes=votes, names_someone=names)


VOTES = tuple(
    Vote.model_validate(
        {"sign": sign, "status": status, "tone": tone, "name": name, "pieces": pieces, "count": count}
    )
    for (sign, status, tone, pieces, count), name in zip(
        (
            (
                "◆",
                "contested",
                "contested",
                (_piece("Rantasalo", 3), _piece("Saarelma", 3), _piece("Antti Korhonen", 2, short="AK")),
                "3 of 8",
            ),
            (
                "○",
                "vacant",
                "bad",
                (
                    _piece("Harjula", 3),
                    _piece("nobody", 1, short="-", names=False),
                    _piece("a partner", 4, short="=", names=False),
                ),
                "4 of 8",
            ),
            (
                "◐",
                "unclear",
                "accent",
                (_piece("Saarelma", 6), _piece("a partner", 2, short="=", names=False)),
                "6 of 8",
            ),
            (
                "●",
                "held",
                "good",
                (_piece("Virtasalmi", 7), _piece("don't know", 1, short="?", names=False)),
                "7 of 8",
            ),
        )
        * 3,
        NAMES,
        strict=False,
    )
)
VIEWS: dict[str, View] = {
    "staircase": Staircase(figure="5 / 14", caption="touchpoints whose responsibility is clear"),
    "list": Listing(
        heads=("Touchpoint", "Delivered by", "Level now", ""), rows=rows_of(12), at=6, more="2 more"
    ),
    "short list": Listing(heads=("Touchpoint", "Delivered by", "Level now", ""), rows=rows_of(4), at=1),
    "empty list": Listing(heads=("Touchpoint",), rows=(), empty="No touchpoint has been named yet."),
    "card": Card(
        title="The delivery to my home",
        where="Receive · Viimamatka Kuljetus Oy",
        level=2,
        target=4,
        level_words="2 below",
        basis="fact",
        goal="The appliance comes when promised, is carried in, and the packaging leaves",
        measure="Satisfied with the delivery: 65.1 → 85 · 31 Oct 2026",
        columns=(
            Holding(head="on paper", name="Ville Kaskela"),
            Holding(head="in practice", name="○ vacant", words="4 of 8", tone="bad"),
            Holding(head="from today", name="Pekka Harjula", words="● held", tone="good"),
        ),
        actions=(
            "Agree the at-the-door standard with the carrier – Pekka Harjula, 31 Mar",
            "Customer-experience terms into the delivery contract – Pekka Harjula, 30 Sep",
        ),
    ),
    "progress": Progress(
        n=6,
        of=8,
        state="open",
        joined=5,
        url="http://192.0.2.7:8765/k7m3qx2p",
        hint="Today, not ideally. The room will see who was named and how often, never by whom.",
    ),
    "sealed": Progress(n=15, of=15, state="sealed", hint="Nobody can see any more who answered what."),
    "reveal": Reveal(
        summary=(
            Status(sign="●", words="held", n=5, tone="good"),
            Status(sign="◐", words="unclear", n=3, tone="accent"),
            Status(sign="◆", words="contested", n=3, tone="contested"),
            Status(sign="○", words="vacant", n=3, tone="bad"),
        ),
        figure="clear 5 of 14",
        votes=VOTES,
        legend="- nobody * several = a partner ? don't know",
        more="2 more",
    ),
    "matrix": Matrix(
        across="levels missing to the target →",
        up="↑ importance to the customer",
        spots=tuple(
            Spot(name=name, x=(target - now) if now else 0, y=(3, 4, 5)[i % 3], priority=i % 5 == 2)
            for i, (name, now, target) in enumerate(zip(NAMES, NOW, TARGETS, strict=True))
            if now
        ),
        lacking=("Using it for the first time",),
    ),
    "journey": Journey(
        levels=WORDS,
        points=tuple(
            Point(
                name=name,
                stage=stage,
                now=now,
                target=target,
                basis="?" if now is None else "○" if i % 4 == 0 else "●",
                before=2 if i % 3 else 3,
            )
            for i, (name, stage, now, target) in enumerate(zip(NAMES, STAGES, NOW, TARGETS, strict=True))
        ),
    ),
    "gap": Gap(
        lines=(
            Guessed(
                name="Would recommend us (NPS)",
                low=-6,
                value=9,
                high=24,
                guesses=(11, 40, 50, 50, 60, 70, 80, 90),
                middle=55,
                least=-10,
                most=93,
                verdict="you guessed 55, customers said 9: 7 of 8 of you too high",
                unit="",
            ),
            Guessed(
                name="Satisfied with the delivery",
                low=45,
                value=65.1,
                high=79,
                guesses=(55, 60, 66, 66, 66, 85, 90),
                middle=66,
                least=50,
                most=95,
                verdict="you guessed 66, customers said 65.1: well guessed",
                unit="%",
            ),
            Guessed(
                name="Repairs that hold",
                low=None,
                value=None,
                high=None,
                guesses=(55, 60, 66),
                middle=60,
                least=50,
                most=95,
                verdict="you guessed 60; customers have not been asked",
                unit="%",
            ),
        )
    ),
    "agenda": Agenda(
        lines=tuple(
            AgendaLine(title=title, minutes=minutes, state="done" if i < 5 else "now" if i == 5 else "ahead")
            for i, (title, minutes) in enumerate(
                zip((*NAMES, "What we take home"), (10, 15, 20, 5, 30) * 3, strict=True)
            )
        )
    ),
    "board": Board(
        months=tuple(
            Month(
                head=head,
                rows=tuple(Cell(text=f"{name} – Pekka Harjula") for name in NAMES[i : i + 4]),
                more="3 more" if i == 1 else "",
            )
            for i, head in enumerate(("March", "April", "May", "June"))
        )
    ),
    "question": Question(
        words="Think of the last customer you met. What did she come for, and what did she leave with?"
    ),
    "rules": Question(
        lines=(
            "Facts before opinions: every claim carries its basis.",
            "One talks, the others listen.",
            "We look at roles, not at persons.",
            "What is parked is not forgotten.",
            "Telephones only for answering.",
        )
    ),
    "curtain": Curtain(),
    "paused": Paused(),
}
HEADINGS = {
    "list": "How does each meeting feel to the customer?",
    "progress": "Who is accountable today for how this touchpoint feels to the customer?",
    "reveal": "Who actually holds responsibility?",
    "journey": "The journey as the customer meets it",
    "gap": "What we believed – what customers said",
    "card": "What do we promise?",
    "matrix": "Where is a better meeting worth most?",
    "rules": "How we work today",
}


def sample(name: str, *, language: str = "en", look: Look = "dark", ends_at: float = 0.0) -> Showing:
    """A view of `VIEWS` in the frame of the demo's day."""
    return Showing(
        organisation="Kuusilinna Koti Oy",
        round="round 1",
        step="3 Organise",
        stairs=STAIRS,
        activity="The blind ballot",
        heading=HEADINGS.get(name, "A day on the staircase"),
        view=VIEWS[name],
        clock=Clock(ends_at=ends_at, minutes=30),
        language=language,
        look=look,
    )
