"""The one counting statement, in SQL that DuckDB and PostgreSQL both take: for the engine here, and for a
warehouse, where the rows stay."""

from __future__ import annotations

from collections.abc import Mapping

from cxworkshop.language import N_, _

KEYS = ("touchpoint", "question", "answer", "day", "segment", "event")
"""What the different texts are grouped by, in the order of the result."""
BY_DAYS, BY_GROUPS = "days", "groups"
"""What a row of the result counts by: answers in a day, or in a customer group and a kind of event. So no day
of a small group is told."""
DAY_ALONE = 10
"""Characters of a day; what is longer has a time behind it."""
SHORTEST, SIGNS = 6, "0123456789.-/,"
"""Characters of the shortest day before a time, 1.2.26, and those that such a day is made of: the first word
of 3 February 2026 is none."""
_BESIDE = {BY_DAYS: ("day",), BY_GROUPS: ("segment", "event")}
_HOW_TO = (
    N_(
        "Run this where the answers lie and save its result as CSV with a heading: no row of a person leaves."
    ),
    N_("Put the names of your table and your columns in the innermost select; what you do not have is ''."),
    N_("Then: cxworkshop import SESSION RESULT.csv"),
)


def statement(
    source: str, keys: Mapping[str, str], counts: Mapping[str, str], values: Mapping[str, str] | None = None
) -> str:
    """Counts the different texts of a source.

    `keys`: what they are grouped by, `day` among them, each as it is in the source. `values`: what else is
    taken from it, to be added up. `counts`: by name, what is added up for the result.
    """
    always = [key for key in keys if not any(key in beside for beside in _BESIDE.values())]
    sets = ",\n  ".join(
        f"({', '.join((*always, *(key for key in beside if key in keys)))})" for beside in _BESIDE.values()
    )
    taken = {**keys, **(values or {})}
    inner = ",\n         ".join(f"{column} as {key}" for key, column in taken.items())
    added = ", ".join(f"{sum_of} as {name}" for name, sum_of in counts.items())
    return (
        f"select {', '.join(keys)}, {added},\n"  # noqa: S608 – names of ours and quoted texts
        f"       case when grouping(day) = 0 then '{BY_DAYS}' else '{BY_GROUPS}' end as counted_by\n"
        f"from (\n  select {inner}\n  from {source}\n) as texts\n"
        f"group by grouping sets (\n  {sets}\n)"
    )


def day_part(column: str) -> str:
    """A day without the time behind it; `whole_day` of `tally` says the same in Python."""
    bare = f"ltrim({column})"
    first = f"split_part(replace({bare}, 'T', ' '), ' ', 1)"
    is_long = f"length({bare}) > {DAY_ALONE} and length({first}) >= {SHORTEST}"
    is_day = f"{is_long} and translate({first}, '{SIGNS}', '') = ''"
    return f"case when {is_day} then {first} else {bare} end"


def warehouse_statement() -> str:
    """For a table `answers` whose columns are named as KEYS are; with comments that say what to do."""
    columns = {key: f"cast({key} as text)" for key in KEYS} | {"day": day_part("cast(day as text)")}
    how = "\n".join(f"-- {_(words)}" for words in _HOW_TO)
    return f"{how}\n{statement('answers', columns, {'count': 'count(*)'})};\n"
