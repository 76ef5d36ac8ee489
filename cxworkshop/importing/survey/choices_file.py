"""The choices for survey files as a small TOML file: read for the next file of the same kind, and written as
they are in force."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple, get_args

from cxworkshop.editing.surveys import Answer
from cxworkshop.errors import WrongUse
from cxworkshop.importing.survey.answers import METRICS
from cxworkshop.importing.survey.days import FORMS
from cxworkshop.importing.survey.preview import PERIODS, Preview, known_touchpoints
from cxworkshop.importing.survey.recording import survey_of
from cxworkshop.importing.survey.shapes import ADD, LEAVE_OUT, WHOLE, Choices, Look, Roles, Understood
from cxworkshop.importing.survey.understand import matching
from cxworkshop.language import Words, joined, say
from cxworkshop.method.survey_measures import choices_of, likely
from cxworkshop.method.surveys import Line, choice_of, label_of, plain
from cxworkshop.model.measures import Measure
from cxworkshop.model.session import Session

NOT_APPLICABLE, AN_ANSWER = "not applicable", "answer"
"""What a 0 beside a scale is."""
ROLES = tuple(name for name in Roles._fields if name != "counted_by")
MEASURES = tuple(f"{metric} {scale}" for scale, metrics in METRICS.items() for metric in metrics)


class Wanted(NamedTuple):
    """What a file of choices says."""

    choices: Choices = Choices()
    columns: Mapping[str, tuple[str, ...]] = {}
    """By role: the headings of its columns."""
    heading_rows: int | None = None
    sheet: str = ""
    quotes: bool = True
    again: Answer | None = None
    """What becomes of figures of the same measure and time that came from another file. None: it is asked."""


def wanted_of(text: str, known: Mapping[str, str]) -> Wanted:
    """Reads a file of choices. `known`: names of touchpoints by id. Raises WrongUse with the key that is
    wrong, and what it can be."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WrongUse(say("It is no TOML: {why}.", why=str(error))) from None
    _check_keys(table, (*_SINGLE, *_TABLES))
    of: dict[str, Any] = {key: _SINGLE[key](key, value) for key, value in table.items() if key in _SINGLE}
    for key, read in _TABLES.items():
        if not isinstance(table.get(key, {}), dict):
            raise WrongUse(say("{key} must be a table: [{key}].", key=key))
        of |= read(table.get(key, {}), known)
    if (of.get("since") is None) != (of.get("until") is None) or of.get("since", date.min) > of.get(
        "until", date.max
    ):
        raise WrongUse(say("{first} and {second} belong together.", first="since", second="until"))
    taken = {name: of.pop(name) for name in Wanted._fields if name in of}
    return Wanted(Choices(**of), **taken)


def roles_wanted(look: Look, roles: Roles, columns: Mapping[str, tuple[str, ...]]) -> Roles:
    """The roles with columns as a file of choices names them. Raises WrongUse for a heading that there is
    not."""
    named = {
        role: tuple(dict.fromkeys(i for heading in headings for i in _columns_called(look, heading)))
        for role, headings in columns.items()
    }
    taken = {column for indexes in named.values() for column in indexes}
    values: dict[str, Any] = {
        role: None if column in taken else column
        for role, column in roles._asdict().items()
        if role != "answers"
    }
    values["answers"] = tuple(column for column in roles.answers if column not in taken)
    for role, indexes in named.items():
        values[role] = indexes if role == "answers" else next(iter(indexes), None)
    return Roles(**values)


def _columns_called(look: Look, heading: str) -> list[int]:
    """The columns with that heading. Raises WrongUse when there is none."""
    if not (indexes := [i for i, name in enumerate(look.names) if plain(name) == plain(heading)]):
        names = ", ".join(filter(None, look.names))
        file = look.path.name
        raise WrongUse(
            say("{file} has no column {name}. There is: {names}.", file=file, name=heading, names=names)
        )
    return indexes


# ---- reading -----------------------------------------------------------------------------------------------
def _check_keys(table: Mapping[str, Any], known: tuple[str, ...]) -> None:
    for key in table:
        if key not in known:
            raise WrongUse(say("It has no {key}. There is: {names}.", key=key, names=", ".join(known)))


def _of(*values: str) -> Callable[[str, Any], str]:
    def read(key: str, value: Any) -> str:
        if value not in values:
            raise _wrong(key, value, joined([f'"{known}"' for known in values]))
        return str(value)

    return read


def _typed(kind: type, shown: str) -> Callable[[str, Any], Any]:
    def read(key: str, value: Any) -> Any:
        if type(value) is not kind:
            raise _wrong(key, value, shown)
        return value

    return read


def _wrong(key: str, value: object, can_be: Words) -> WrongUse:
    return WrongUse(
        say("{key} cannot be {value}. It can be: {words}.", key=key, value=str(value), words=can_be)
    )


def _columns(table: Mapping[str, Any], _known: Mapping[str, str]) -> dict[str, Any]:
    _check_keys(table, ROLES)
    columns = {}
    for role, value in table.items():
        headings = value if isinstance(value, list) else [value]
        if not all(isinstance(heading, str) for heading in headings) or (
            role != "answers" and len(headings) > 1
        ):
            raise _wrong(role, value, say("a heading in quotation marks"))
        columns[role] = tuple(filter(None, headings))
    return {"columns": columns}


def _measures(table: Mapping[str, Any], _known: Mapping[str, str]) -> dict[str, Any]:
    pairs = {asked: _of(*MEASURES)(asked, value).split(" ", 1) for asked, value in table.items()}
    return {
        "metrics": {asked: metric for asked, (metric, _scale) in pairs.items()},
        "scales": {asked: scale for asked, (_metric, scale) in pairs.items()},
    }


def _zeros(table: Mapping[str, Any], _known: Mapping[str, str]) -> dict[str, Any]:
    read = _of(NOT_APPLICABLE, AN_ANSWER)
    return {"zeros": {asked: read(asked, value) == NOT_APPLICABLE for asked, value in table.items()}}


def _touchpoints(table: Mapping[str, Any], known: Mapping[str, str]) -> dict[str, Any]:
    matches = {}
    for name, value in table.items():
        if value in (ADD, WHOLE, LEAVE_OUT) or value in known:
            matches[name] = value
            continue
        touchpoint, near = matching(str(value), known)
        if touchpoint is None:
            names = [known[id] for id in near] or [*known.values()]
            raise _wrong(name, value, ", ".join((*names, f'"{ADD}"', f'"{WHOLE}"', f'"{LEAVE_OUT}"')))
        matches[name] = touchpoint
    return {"matches": matches}


def _into(table: Mapping[str, Any], _known: Mapping[str, str]) -> dict[str, Any]:
    for label, value in table.items():
        if not isinstance(value, str):
            raise _wrong(label, value, say("the name of a measure in quotation marks, or “+”"))
    return {"measures": {plain(label): value for label, value in table.items()}}


_day = _typed(date, "2026-01-01")
_SINGLE: Mapping[str, Callable[[str, Any], Any]] = {
    "decimal": _of(",", "."),
    "day_form": _of(*FORMS),
    "period": _of(*PERIODS),
    "since": _day,
    "until": _day,
    "again": _of(*get_args(Answer)),
    "heading_rows": _typed(int, "1, 2, 3"),
    "sheet": _typed(str, '"…"'),
    "quotes": _typed(bool, "true, false"),
}
_TABLES: Mapping[str, Callable[[Mapping[str, Any], Mapping[str, str]], dict[str, Any]]] = {
    "columns": _columns,
    "measures": _measures,
    "zeros": _zeros,
    "touchpoints": _touchpoints,
    "into": _into,
}


# ---- writing -----------------------------------------------------------------------------------------------
def choices_text(preview: Preview, understood: Understood, session: Session) -> str:
    """A file of choices as they are in force. What is open stands behind a #, as it is proposed."""
    known = known_touchpoints(session)
    asked_of = {(question.kind, about) for question in understood.questions for about in question.about}
    lines = [*_of_the_file(preview, understood), "", "[columns]", *_of_columns(preview.look, preview.roles)]
    lines += ["", "[measures]"]
    for asked, (scale, metric) in understood.proposals.items():
        lines.append(_line(asked, f"{metric} {scale}", ("metric", asked) in asked_of))
    zeros = dict(preview.choices.zeros) | {about: True for kind, about in asked_of if kind == "zero"}
    lines += ["", "[zeros]"] if zeros else []
    for asked, is_none in zeros.items():
        lines.append(_line(asked, NOT_APPLICABLE if is_none else AN_ANSWER, ("zero", asked) in asked_of))
    lines += [*_of_measures(preview, understood, session)]
    lines += ["", "[touchpoints]"]
    lines += [_line(name, known.get(value, value)) for name, value in understood.matched.items()]
    for name, unknown in understood.unknown.items():
        lines.append(_line(name, known[unknown.near[0]] if unknown.near else ADD, is_open=True))
    return "\n".join(lines) + "\n"


def _of_measures(preview: Preview, understood: Understood, session: Session) -> Iterator[str]:
    """The measures that figures go into, where a person says it."""
    survey = survey_of(understood, measures=preview.choices.measures)
    settled = choices_of(session, survey)
    if settled:
        yield from ("", "[into]")
    for line, measures in settled.items():
        choice = choice_of(session, line, survey.measures)
        name = choice if isinstance(choice, str) else choice.name if choice else _proposed(line, measures)
        yield _line(label_of(session, line), name, choice is None)


def _proposed(line: Line, measures: tuple[Measure, ...]) -> str:
    proposed = likely(line, measures)
    return next((measure.name for measure in measures if measure.id == proposed), ADD)


def _of_the_file(preview: Preview, understood: Understood) -> Iterator[str]:
    look, choices = preview.look, preview.choices
    asked = {question.kind for question in understood.questions}
    yield _line("decimal", understood.decimal, "decimal" in asked)
    if understood.day_form:
        yield _line("day_form", understood.day_form, "day_form" in asked)
    yield _line("period", choices.period)
    if choices.since and choices.until:
        yield f"since = {choices.since}\nuntil = {choices.until}"
    elif "undated" in asked:
        yield "# since = 2026-01-01\n# until = 2026-06-30"
    again = next(iter(preview.kept.values()), None)
    yield _line("again", again or "replace", again is None)
    if look.heading_rows:
        yield f"heading_rows = {look.heading_rows}"
    if look.sheet:
        yield _line("sheet", look.sheet)
    if not look.quotes:
        yield "quotes = false"


def _of_columns(look: Look, roles: Roles) -> Iterator[str]:
    for role in ROLES:
        column = getattr(roles, role)
        if role == "answers":
            headings = dict.fromkeys(look.names[i] for i in column)
            yield f"answers = [{', '.join(map(_quoted, headings))}]"
        elif column is not None:
            yield f"{role} = {_quoted(look.names[column])}"


def _line(key: str, value: str, is_open: bool = False) -> str:
    bare = key if re.fullmatch(r"[a-z_]+", key) else _quoted(key)
    return f"{'# ' if is_open else ''}{bare} = {_quoted(value)}"


def _quoted(text: str) -> str:
    """A text as TOML has it, which is JSON but for one sign."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
