"""The pictures of the room view as lines: the staircase, the matrix, the journey, guesses beside figures."""

from __future__ import annotations

from collections import Counter, defaultdict

from rich.cells import cell_len

from cxworkshop.language import _, number, say
from cxworkshop.room.lines.lists import listing
from cxworkshop.room.lines.stacked import stacked
from cxworkshop.room.parts import (
    Cell,
    Gap,
    Guessed,
    Journey,
    Listing,
    Matrix,
    Point,
    Showing,
    Spot,
    Stair,
    Staircase,
)
from cxworkshop.sheets.pieces import Line, Piece, cells, paragraph, side_by_side, signs
from cxworkshop.sheets.scale import Mark, Scale, Span
from cxworkshop.sheets.text import display

TARGET, BEFORE, GUESS, FIGURE = "◇", "◦", "▾", "●"
BASIS_TONES = {"●": "good", "○": "unclear", "?": "bad"}
LEVELS = 5
_STATES = {"done": ("✓", "good"), "open": ("!", "contested"), "now": ("▶", "accent"), "ahead": ("", "muted")}


# ---- the staircase -----------------------------------------------------------------------------------------
def staircase(view: Staircase, showing: Showing, width: int, height: int) -> list[Line]:
    """The whole climb, the names of the steps beside their treads; a figure with its caption below it."""
    below: list[Line] = []
    if view.figure or view.caption:
        below = [(), ((display(view.figure), "accent"), ("  " if view.figure else "", ""),
                      (display(view.caption), "strong"))]  # fmt: skip
    stairs = showing.stairs
    if not stairs:
        return below[1:]
    rise = max(1, min(4, (height - len(below)) // len(stairs)))
    names = max(cell_len(display(stair.name)) for stair in stairs) + 3
    tread = max(2, min(12, (min(width, 120) - names) // len(stairs)))
    lines: list[Line] = []
    for i in reversed(range(len(stairs))):
        solid = [(("░" if stair.state == "ahead" else "█") * tread, _STATES[stair.state][1])
                 for stair in stairs[i:]]  # fmt: skip
        label = _label(stairs[i])
        at = names + i * tread
        lines.append(((" " * max(0, at - 1 - cells([label])), ""), label, (" ", ""), *solid))
        lines += [((" " * at, ""), *solid)] * (rise - 1)
    return [*lines, *below]


def _label(stair: Stair) -> Piece:
    sign, tone = _STATES[stair.state]
    return f"{display(stair.name)} {sign}".rstrip(), tone


# ---- the matrix --------------------------------------------------------------------------------------------
def matrix(view: Matrix, showing: Showing, width: int, height: int) -> list[Line]:
    """A table: names never stand on each other. Where it has no room, the same as a list, the best first."""
    lacking: list[Line] = []
    if view.lacking:
        words = say("Measured first: {names}", names=", ".join(map(display, view.lacking)))
        lacking = [(), *paragraph(str(words), width, "muted")]
    lacking += [((display(view.more), "muted"),)] if view.more else []
    table = _table(view, width)
    if not view.spots or len(table) > height - len(lacking):
        table = _ranked(view, showing, width, height - len(lacking))
    return [*table, *lacking]


def _table(view: Matrix, width: int) -> list[Line]:
    where: dict[tuple[int, int], list[Spot]] = defaultdict(list)
    for spot in view.spots:
        where[round(spot.x), round(spot.y)].append(spot)
    if not where:
        return []
    across = range(min(0, *(x for x, _y in where)), max(x for x, _y in where) + 1)
    each = max(1, (width - 4) // len(across) - 2)
    lines: list[Line] = [((display(view.up), "muted"),), ()]
    for y in range(max(y for _x, y in where), min(y for _x, y in where) - 1, -1):
        columns = [(4 + i * (each + 2), each, _names(where.get((x, y), []), each))
                   for i, x in enumerate(across)]  # fmt: skip
        lines += side_by_side([(0, 3, [((f"{y} ", "accent"),)]), *columns])
        lines.append((("  " + "┄" * (width - 2), "muted"),))
    feet = side_by_side([(4 + i * (each + 2), each, [((str(x), "accent"),)]) for i, x in enumerate(across)])
    return [*lines, *feet, ((f"    {display(view.across)}", "muted"),)]


def _names(spots: list[Spot], width: int) -> list[Line]:
    return [line for spot in spots for line in _name(spot, width)]


def _name(spot: Spot, width: int) -> tuple[Line, ...]:
    tone = "accent" if spot.priority else ""
    return paragraph(spot.name, width, tone, ("★ " if spot.priority else "", "accent"))


def _ranked(view: Matrix, showing: Showing, width: int, height: int) -> list[Line]:
    spots = sorted(view.spots, key=lambda spot: (not spot.priority, -spot.y * spot.x, -spot.y))
    rows = tuple(
        (
            Cell(
                text=f"★ {spot.name}" if spot.priority else spot.name, tone="accent" if spot.priority else ""
            ),
            Cell(text=number(spot.y)),
            Cell(text=number(spot.x)),
        )
        for spot in spots
    )
    heads = "", view.up.strip("↑ "), view.across.strip("→ ")
    return listing(Listing(heads=heads, rows=rows), showing, width, height)


# ---- the journey -------------------------------------------------------------------------------------------
def journey(view: Journey, _showing: Showing, width: int, height: int) -> list[Line]:
    """The touchpoints in the order that customers meet them, each with its level on a scale of five."""
    points = view.points
    stage = min(max((cell_len(display(point.stage)) for point in points), default=0), width // 5)
    words = max((cell_len(display(level)) for level in view.levels), default=0)
    words = words if width >= 100 else 0
    scale = Scale(1, LEVELS, range(1, LEVELS + 1), 41 if width >= 120 else 25)
    name = max(16, width - stage - scale.width - words - 9)
    blocks, before = [], ""
    for point in points:
        columns = [
            (0, stage, paragraph(point.stage if point.stage != before else "", stage, "muted")),
            (stage + 3, name, paragraph(point.name, name)),
            (stage + name + 6, scale.width, [tuple(scale.line(_marks(point), _way(point)))]),
            (stage + name + scale.width + 9, words, [_level_words(view, point)] if words else []),
        ]
        blocks.append(side_by_side(columns))
        before = point.stage
    head: Line = (
        (" " * (stage + name + 6) + scale.axis([(n, str(n)) for n in range(1, LEVELS + 1)]), "muted"),
    )
    legend = [*signs(_legend(view), width), *([((display(view.more), "muted"),)] if view.more else [])]
    return [head, *stacked(blocks, height - len(legend) - 2), (), *legend]


def _marks(point: Point) -> list[Mark]:
    marks = [Mark(point.before, BEFORE, "muted")] if point.before and point.before != point.now else []
    marks += [Mark(point.target, TARGET, "accent")] if point.target else []
    sign = display(point.basis) or FIGURE
    return [*marks, *([Mark(point.now, sign[:1], BASIS_TONES.get(sign, ""))] if point.now else [])]


def _way(point: Point) -> list[Span]:
    """What is missing to the target."""
    if not point.now or not point.target or point.now == point.target:
        return []
    return [Span(min(point.now, point.target), max(point.now, point.target), "muted", "─")]


def _level_words(view: Journey, point: Point) -> Line:
    if not point.now:
        return (("?", "bad"),)
    return ((display(view.levels[point.now - 1]) if point.now <= len(view.levels) else "", "muted"),)


def _legend(view: Journey) -> list[str]:
    bases = {point.basis for point in view.points if point.now}
    words = {"●": _("fact"), "○": _("assumption"), "?": _("unknown")}
    known = [f"{sign} {word}" for sign, word in words.items() if sign in bases]
    before = [f"{BEFORE} {_('last round')}"] if any(point.before for point in view.points) else []
    return [*known, f"{TARGET} {_('target')}", *before]


# ---- guesses beside figures --------------------------------------------------------------------------------
def gap(view: Gap, _showing: Showing, width: int, height: int) -> list[Line]:
    blocks = [_guessed(line, min(width, 120)) for line in view.lines]
    legend = list(signs([f"{GUESS} {_('what we guessed')}", f"{FIGURE} {_('what customers say')}"], width))
    return [*stacked(blocks, height - len(legend) - 1), (), *legend]


def _guessed(line: Guessed, width: int) -> list[Line]:
    most = line.most if line.most > line.least else line.least + 1
    scale = Scale(line.least, most, (), width - 4)
    counts = Counter(scale.x(guess) for guess in line.guesses)
    each = (most - line.least) / (scale.width - 1)
    guesses = [
        Mark(line.least + x * each, GUESS if n == 1 else str(min(n, 9)), "accent") for x, n in counts.items()
    ]
    spans = [Span(line.least, most, "muted", "─")]
    if line.low is not None and line.high is not None:
        spans.append(Span(line.low, line.high, "good", "━"))
    figure = [Mark(line.value, FIGURE, "good")] if line.value is not None else []
    ends = [(line.least, number(line.least)), (most, number(most))]
    if line.value is not None:
        ends.insert(1, (line.value, number(line.value)))
    return [
        *paragraph(line.name, width, "strong"),
        (("  ", ""), *scale.line(guesses)),
        (("  ", ""), *scale.line(figure, spans)),
        (("  " + scale.axis(ends) + f" {display(line.unit)}".rstrip(), "muted"),),
        *paragraph(line.verdict, width - 2, "", ("  ", "")),
    ]
