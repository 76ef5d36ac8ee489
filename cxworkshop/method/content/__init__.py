"""The texts of the method that belong to no single step, read from the TOML files beside this one.

Screens and documents take reasons, ground rules, starters and terms from here; `method.steps` and
`method.activities` read theirs with `read` and `bilingual`. A text may have other words in a sector
(`public.fi`, `third_sector.fi`); the third sector falls back to those of the public one.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from cxworkshop.language import Bilingual
from cxworkshop.language.sectors import FALLBACK

_HERE = Path(__file__).resolve().parent


class Statement(NamedTuple):
    """A statement that is scored blindly, 1–5."""

    key: str
    name: Bilingual
    statement: Bilingual


class StarterStage(NamedTuple):
    """A stage that a new workshop begins with."""

    id: str
    label: Bilingual
    decision_point: bool


class StarterTouchpoint(NamedTuple):
    """A touchpoint to choose when a workshop begins; `stage` is the id of a starter stage, `key` the same in
    every sector."""

    key: str
    name: Bilingual
    stage: str
    channel: str
    element: str


class StarterMeasure(NamedTuple):
    """A measure of the library. It `suits` elements of a touchpoint, or the "whole"; `is_benefit`: one of the
    four benefits of responsibility."""

    name: Bilingual
    metric: str
    unit: str
    direction: str
    category: str
    suits: tuple[str, ...]
    cadence_days: int
    definition: Bilingual
    is_benefit: bool


class Term(NamedTuple):
    """A term of the interface in both languages; `note` says where another word is used."""

    text: Bilingual
    note: str


class Suggestion(NamedTuple):
    """A suggested text for an enabler of one kind."""

    kind: str
    text: Bilingual


@cache
def read(name: str) -> dict[str, Any]:
    """The content of the file `name`.toml."""
    return tomllib.loads((_HERE / f"{name}.toml").read_text(encoding="utf-8"))


def bilingual(entry: dict[str, Any], sector: str | None = "private") -> Bilingual:
    """The text of an entry in the words of a sector."""
    sides = (entry[side] for side in FALLBACK.get(sector or "", ()) if side in entry)
    words = next(sides, entry)
    return Bilingual(en=words["en"], fi=words["fi"])


def _offered(kind: str, sector: str | None) -> list[dict[str, Any]]:
    def is_offered(row: dict[str, Any]) -> bool:
        only = row.get("only", own)
        return own in ([only] if isinstance(only, str) else only)

    own = sector or "private"
    return [row for row in read("libraries")[kind] if is_offered(row)]


@cache
def starter_stages(sector: str | None = "private") -> tuple[StarterStage, ...]:
    """The stages a new workshop begins with, in the customer's order."""
    return tuple(
        StarterStage(row["id"], bilingual(row, sector), row.get("decision_point", False))
        for row in _offered("stages", sector)
    )


@cache
def starter_touchpoints(sector: str | None = "private") -> tuple[StarterTouchpoint, ...]:
    """The touchpoints to choose from, in the order of the journey."""
    order = [stage.id for stage in starter_stages(sector)]
    starters = (
        StarterTouchpoint(row["en"], bilingual(row, sector), row["stage"], row["channel"], row["element"])
        for row in _offered("touchpoints", sector)
    )
    return tuple(sorted(starters, key=lambda starter: order.index(starter.stage)))


@cache
def starter_measures(sector: str | None = "private") -> tuple[StarterMeasure, ...]:
    """The library of measures, in its order."""
    plain = ("metric", "unit", "direction", "category", "cadence_days")
    return tuple(
        StarterMeasure(
            name=bilingual(row, sector),
            suits=tuple(row["suits"]),
            definition=bilingual(row["definition"], sector),
            is_benefit=row.get("is_benefit", False),
            **{field: row[field] for field in plain},
        )
        for row in _offered("measures", sector)
    )


@cache
def reason(code: str) -> Bilingual:
    """Why a responsibility has the status it has, by its code. Raises KeyError for an unknown code."""
    return bilingual(read("lists")["status_reasons"][code])


@cache
def ground_rules() -> tuple[Bilingual, ...]:
    """The six rules that the group accepts at the landing."""
    return tuple(bilingual(rule) for rule in read("lists")["ground_rules"])


@cache
def about() -> Bilingual:
    """What the method is and is not, in paragraphs separated by an empty line."""
    return bilingual(read("lists")["about"])


@cache
def blind_promise() -> Bilingual:
    """What people are told before they answer blindly: what is shown, and what is stored."""
    return bilingual(read("lists")["blind_promise"])


def vague_words(language: str | None) -> tuple[str, ...]:
    """Words that promise nothing, in lower case; Finnish ones are beginnings of words."""
    words = read("lists")["vague_words"]
    return tuple(words.get(language) or words["en"])


@cache
def five_functions(sector: str | None = "private") -> tuple[Statement, ...]:
    """The five functions around the customer, each with the statement that is scored, in a sector's words."""
    return _statements("five_functions", sector)


@cache
def values_check(sector: str | None = "private") -> tuple[Statement, ...]:
    """The six values, each with the statement that is scored, in a sector's words."""
    return _statements("values_check", sector)


def _statements(name: str, sector: str | None) -> tuple[Statement, ...]:
    return tuple(
        Statement(row["key"], bilingual(row["name"]), bilingual(row["statement"], sector))
        for row in read("lists")[name]
    )


@cache
def enabler_suggestions() -> tuple[Suggestion, ...]:
    """Texts to begin an enabler with."""
    return tuple(Suggestion(row["kind"], bilingual(row)) for row in read("lists")["enabler_suggestions"])


@cache
def reference_line(name: str, sector: str | None = "private") -> Bilingual:
    """A published finding to compare with, with source and date; empty where it says nothing to a sector.
    Raises KeyError for an unknown name."""
    return bilingual(read("lists")["reference_lines"][name], sector)


def customer_means(sector: str | None) -> Bilingual | None:
    """Who a customer is, where that is not plain; None in a private organisation."""
    meanings = read("lists")["customer_means"]
    return bilingual(meanings[sector]) if sector in meanings else None


@cache
def glossary(sector: str | None = "private") -> tuple[Term, ...]:
    """The terms of the interface in the words of a sector, in the order of the climb."""
    return tuple(Term(bilingual(row, sector), row.get("note", "")) for row in read("glossary")["terms"])
