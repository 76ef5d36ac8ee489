"""Counts large files by DuckDB: one scan, in bounded memory, that can be stopped. Nothing is fetched, and
nothing is kept on the disk. Imported only where it is installed."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from cxworkshop.errors import NotSaved, Unreadable
from cxworkshop.importing.survey.shapes import Item, Look, Reason, Roles, SourceFile, Tally
from cxworkshop.importing.survey.sources import ESCAPED, FETCHED, csv_rows, engine, unglobbed
from cxworkshop.importing.survey.statement import BY_DAYS, DAY_ALONE, day_part, statement
from cxworkshop.importing.survey.tally import (
    EVERY,
    LARGEST,
    Cancelled,
    Going,
    check_size,
    digest_of,
    items_in_row,
    items_of,
    whole_day,
)
from cxworkshop.importing.survey.words import TESTS, TOTAL
from cxworkshop.language import say
from cxworkshop.method.surveys import plain
from cxworkshop.storage.file.disk_errors import why_not_written

BROKEN = 60_000
"""Broken cells of a text file that the engine keeps: a row that lacks four has four. Beyond them there are
"more" broken rows than are counted; no good one is lost."""
BUFFER = 2_100_000
"""Bytes that the engine takes at once, a little more than its longest line: with its usual 32 MB what it
keeps of broken rows holds a hundred mebibytes more."""
LOOKS = 0.1
"""Seconds between two looks at whether to go on."""
_SWALLOWED = r"""
select count(*) from reject_errors
where error_type in ('LINE SIZE OVER MAXIMUM', 'UNQUOTED VALUE')
   or regexp_matches(trim(csv_line, chr(10) || chr(13)), '[\r\n]')
"""
"""A row with a mark out of place may have taken others with it; what the engine says of it does not tell."""
_BROKEN = r"""
select case when bool_or(error_type in ('MISSING COLUMNS', 'TOO MANY COLUMNS')) then 'MISSHAPEN'
            else min(error_type) end
from reject_errors where not regexp_full_match(csv_line, '\s*')
group by scan_id, line
"""


_OF_A_ROW = ("segment", "event", "status")


class _Open(Exception):
    """A quotation mark that is not closed has swallowed rows."""


class _Source(NamedTuple):
    """What the engine reads: a path, lines above the rows, and what was set aside on the way there."""

    path: Path
    skip: int
    aside: Counter[Reason]


def by_engine(look: Look, roles: Roles, going: Going = lambda _rows: True) -> Tally:
    """Counts a text or Parquet file. Raises Cancelled and Unreadable."""
    with ThreadPoolExecutor(2) as pool:
        digest = pool.submit(digest_of, look.path)
        if look.form == "parquet" or _is_plain(look):
            try:
                skip = look.skip + look.heading_rows
                counted = _counted(look, roles, _Source(look.path, skip, Counter()), pool, going)
                return _with_digest(counted, digest.result())
            except (_Open, duckdb.InvalidInputException):  # or line ends of two kinds
                if look.form == "parquet":
                    raise Unreadable(say("It is no Parquet file that can be read.")) from None
        with _copied(look, going) as source:
            return _with_digest(_counted(look, roles, source, pool, going), digest.result())


def _with_digest(counted: Tally, digest: str) -> Tally:
    return counted._replace(files=tuple(file._replace(digest=digest) for file in counted.files))


def _is_plain(look: Look) -> bool:
    """Whether the engine can read the file itself."""
    return look.encoding in ("utf-8", "utf-8-sig") and not any("\n" in name for name in look.names)


@contextmanager
def _copied(look: Look, going: Going) -> Iterator[_Source]:
    """A passing copy of the sound rows, in UTF-8 and with one kind of line ends: the engine would fetch an
    extension for other encodings. Only its owner can read it."""
    aside: Counter[Reason] = Counter()
    try:
        with tempfile.TemporaryDirectory(prefix="cxworkshop-") as folder:
            copy = Path(folder) / "answers.csv"
            with (
                look.path.open(encoding=look.encoding, errors=ESCAPED) as lines,
                copy.open("w", encoding="utf-8", errors=ESCAPED, newline="") as file,
            ):
                for number, row in enumerate(csv_rows(lines, look), 1):
                    if row.fault:
                        aside[row.fault] += 1
                    else:
                        file.write(row.text)
                    if number % EVERY == 0 and not going(number):
                        raise Cancelled
            yield _Source(copy, 0, aside)
    except OSError as error:
        raise NotSaved(say("No copy could be made to read: {why}.", why=why_not_written(error))) from error


def _counted(look: Look, roles: Roles, source: _Source, pool: ThreadPoolExecutor, going: Going) -> Tally:
    with engine() as connection:
        connection.execute("set enable_progress_bar = false")
        rows = _run(connection, _statement(look, roles, source), pool, going)
        counted = _read(rows, look, roles)
        aside, or_more = Counter[Reason](), False
        if look.form == "csv":
            is_open = connection.execute(_SWALLOWED).fetchall() != [(0,)]
            aside, or_more = _rejects(connection)
            if source.path == look.path and (is_open or (or_more and _has_marks(look))):
                raise _Open
    aside += source.aside + counted.aside
    total = counted.rows + sum(aside.values()) - sum(counted.aside.values())
    return counted._replace(aside=aside, or_more=or_more, files=(SourceFile(look.path.name, "", total),))


def _has_marks(look: Look) -> bool:
    """Whether a file has any quotation mark that could be open among the rows of which the engine told
    nothing."""
    with look.path.open("rb") as file:
        return look.quotes and any(b'"' in part for part in iter(lambda: file.read(1 << 20), b""))


# ---- asking ------------------------------------------------------------------------------------------------
def _statement(look: Look, roles: Roles, source: _Source) -> str:
    by_role = {role: getattr(roles, role) for role in ("touchpoint", "question", *_OF_A_ROW)}
    keys = {role: f"c{column}" for role, column in by_role.items() if column is not None}
    if len(roles.answers) == 1:
        keys["answer"] = f"c{roles.answers[0]}"
    else:  # side by side, which is fast
        numbers = ", ".join(map(str, range(len(roles.answers))))
        keys["item"] = f"unnest(array[{numbers}])"
        keys["answer"] = f"unnest(array[{', '.join(f'c{i}' for i in roles.answers)}])"
    keys["day"] = "''" if roles.day is None else f"c{roles.day}"
    if _has_times(look, roles.day):
        keys["day"] = day_part(keys["day"])  # else there would be as many days as answers
    if roles.counted_by is not None:
        keys["counted_before"] = f"c{roles.counted_by}"
    keys["is_total"] = f"regexp_full_match(c0, {_literal(f'(?i){TOTAL}')})"
    counts, values = {"times": "count(*)", "answer_rows": "count(*)"}, {}
    if roles.times is not None:
        digits = f"regexp_extract(trim(c{roles.times}), '^([0-9]{{1,15}})([.,]0{{1,2}})?$', 1)"
        keys["is_counted"] = f"coalesce({digits}, '') != ''"
        values, counts["times"] = {"times": f"try_cast({digits} as bigint)"}, "sum(times)"
    return statement(_table(look, source), keys, counts, values)


def _has_times(look: Look, column: int | None) -> bool:
    """Whether days have a time behind them, as far as the first rows tell."""
    if column is None:
        return False
    return any(len(cell) > DAY_ALONE for row in look.sample for cell in row[column : column + 1])


def _table(look: Look, source: _Source) -> str:
    """The columns of the source as texts under names of our own: two may bear the same one."""
    if look.form == "parquet":
        names = ", ".join(f"cast({_name(name)} as varchar) as c{i}" for i, name in enumerate(look.names))
        return f"(select {names} from read_parquet({_literal(unglobbed(source.path))})) as answers"  # noqa: S608
    typed = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(len(look.names)))
    quote = "'\"'" if look.quotes else "''"
    return (
        f"read_csv({_literal(unglobbed(source.path))}, header=false, skip={source.skip}, auto_detect=false,"
        f" delim={_literal(look.delimiter)}, quote={quote}, escape={quote}, columns={{{typed}}},"
        f" strict_mode=true, null_padding=false, store_rejects=true, rejects_limit={BROKEN},"
        f" buffer_size={BUFFER})"
    )


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _name(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _run(
    connection: duckdb.DuckDBPyConnection, sql: str, pool: ThreadPoolExecutor, going: Going
) -> Iterator[dict[str, Any]]:
    """The rows of the result by name; asks meanwhile whether to go on, and stops the engine when not."""

    def fetched() -> tuple[list[str], list[tuple[Any, ...]]]:
        answer = connection.execute(sql)
        names = [column[0] for column in answer.description or ()]
        rows: list[tuple[Any, ...]] = []
        while part := answer.fetchmany(FETCHED):
            rows += part
            check_size(len(rows))
        return names, rows

    running = pool.submit(fetched)
    try:
        while not wait([running], LOOKS).done:
            if not going(0):
                raise Cancelled
    except BaseException:  # also a key that interrupts the program
        connection.interrupt()
        wait([running])
        raise
    try:
        names, rows = running.result()
    except duckdb.InvalidInputException:  # Python may read it
        raise
    except duckdb.OutOfMemoryException:
        check_size(LARGEST + 1)
        raise
    except duckdb.Error as error:
        why = str(error).split("\n", 1)[0]
        raise Unreadable(say("It could not be counted: {why}", why=why)) from error
    return (dict(zip(names, row, strict=True)) for row in rows)


# ---- reading what it says ----------------------------------------------------------------------------------
def _read(rows: Iterator[dict[str, Any]], look: Look, roles: Roles) -> Tally:
    """The tally, with the rows of the file that are no broken ones."""
    answers: Counter[tuple[Item, str, str]] = Counter()
    cover: Counter[tuple[Item, str, str, str]] = Counter()
    aside: Counter[Reason] = Counter()
    items = () if roles.is_long else items_of(look, roles)
    read = 0
    for row in rows:
        by_days = row["counted_by"] == BY_DAYS
        read += row["answer_rows"] if by_days else 0
        touchpoint, question, answer, segment, event = (
            _text(row.get(key)) for key in ("touchpoint", "question", "answer", "segment", "event")
        )
        if why := _aside(row):
            aside[why] += row["answer_rows"] if by_days else 0
        elif plain(row.get("counted_before") or "") in ("", row["counted_by"]):
            item = (items or items_in_row(look, roles, touchpoint, question))[row.get("item") or 0]
            if by_days:
                answers[item, answer, whole_day(_text(row.get("day")))] += int(row["times"])
            else:
                cover[item, answer, segment, event] += int(row["times"])
    width = len(roles.answers)
    for why in aside:
        aside[why] //= width
    return Tally(answers, cover, aside, (SourceFile(look.path.name, "", read // width),))


@lru_cache(maxsize=1 << 16)
def _text(value: str | None) -> str:
    """A cell as Python reads it: line breaks of one kind."""
    return (value or "").replace("\r\n", "\n").replace("\r", "\n").strip()


def _aside(row: Mapping[str, Any]) -> Reason | None:
    """Why rows are not counted, in the order in which Python asks."""
    if row["is_total"]:
        return "total"
    if not row.get("is_counted", True):
        return "no_count"
    return "test" if plain(row.get("status") or "") in TESTS else None


def _rejects(connection: duckdb.DuckDBPyConnection) -> tuple[Counter[Reason], bool]:
    """Broken rows by their reason, and whether there may be more."""
    faults = connection.execute(_BROKEN).fetchall()
    kept = connection.execute("select count(*) from reject_errors").fetchone()
    aside: Counter[Reason] = Counter()
    for (fault,) in faults:
        aside["unreadable" if fault == "INVALID ENCODING" else "misshapen"] += 1
    return aside, kept is not None and kept[0] >= BROKEN
