"""What the benchmark of survey files runs, each in a process of its own: writes a file, scans it bare,
imports it whole, counts it with pandas. Prints seconds and the most memory held."""

from __future__ import annotations

import random
import resource
import sys
import time
from datetime import date
from pathlib import Path

TOUCHPOINTS = [f"Touchpoint {number}" for number in range(20)]
GROUPS, EVENTS = ("Families", "Businesses", "Pensioners"), ("order", "delivery", "return", "contact")
DAYS = [f"2026-{month:02}-{day:02}" for month in range(1, 10) for day in range(1, 29)]
TODAY = date(2026, 11, 29)
BROKEN_EVERY = 100


def write(path: Path, rows: int) -> None:
    """One row in a hundred is broken: too short, too long, or with a day or an answer that is none."""
    draw = random.Random(1).choice
    scores = [str(score) for score in range(11)]
    with path.open("w", encoding="utf-8") as file:
        file.write("respondent;touchpoint;nps;date;segment;event;comment\n")
        for number in range(rows):
            row = [
                str(number),
                draw(TOUCHPOINTS),
                draw(scores),
                draw(DAYS),
                draw(GROUPS),
                draw(EVENTS),
                "fine",
            ]
            if number % BROKEN_EVERY == 7:
                break_row(row, number // BROKEN_EVERY)
            file.write(";".join(row) + "\n")


def break_row(row: list[str], number: int) -> None:
    match number % 4:
        case 0:
            del row[3:]
        case 1:
            row.append("more")
        case 2:
            row[3] = "31.2.2026"
        case _:
            row[2] = "eleven"


def scan(path: Path) -> str:
    """The engine's own scan of every cell, and nothing else."""
    import duckdb

    columns = ", ".join(f"'c{number}': 'VARCHAR'" for number in range(7))
    cells = ", ".join(f"max(c{number})" for number in range(7))
    with duckdb.connect(config={"memory_limit": "768MiB"}) as engine:
        engine.execute("set enable_progress_bar = false")
        row = engine.execute(
            f"select count(*), {cells} from read_csv('{path}', header=false, skip=1, auto_detect=false,"
            f" delim=';', quote='\"', escape='\"', columns={{{columns}}}, store_rejects=true)"
        ).fetchone()
    return str(row and row[0])


def whole(path: Path) -> str:
    """Looked at, counted, digested and understood."""
    from cxworkshop.importing.survey.columns import roles_of
    from cxworkshop.importing.survey.look import look
    from cxworkshop.importing.survey.shapes import Choices
    from cxworkshop.importing.survey.tally import tally
    from cxworkshop.importing.survey.understand import understand

    seen = look(path)
    count = tally(seen, roles_of(seen))
    read = understand(count, Choices(), {name: name for name in TOUCHPOINTS}, TODAY)
    return str(read.used + sum(read.rejects.values()))


def pandas(path: Path) -> str:
    """The same counts."""
    import pandas as pd  # type: ignore[import-untyped, import-not-found, unused-ignore] # in no lock

    table = pd.read_csv(path, sep=";", dtype=str, on_bad_lines="skip")
    by_day = table.groupby(["touchpoint", "nps", "date"]).size()
    by_group = table.groupby(["touchpoint", "nps", "segment", "event"]).size()
    return str(len(by_day) + len(by_group))


def main() -> None:
    work, path = sys.argv[1], Path(sys.argv[2])
    if work == "write":
        write(path, int(sys.argv[3]))
        return
    began = time.perf_counter()
    result = {"scan": scan, "whole": whole, "pandas": pandas}[work](path)
    seconds = time.perf_counter() - began
    used = resource.getrusage(resource.RUSAGE_SELF)
    print(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, result)


if __name__ == "__main__":
    main()
