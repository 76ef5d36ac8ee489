"""The clock that the program goes by, and how fast it runs in a rehearsal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from cxworkshop.method.paced_clock import PacedClock

NINE = datetime(2026, 11, 5, 9, 0, tzinfo=UTC)


def test_a_rehearsal_runs_on_from_where_it_is_and_never_jumps() -> None:
    times = [NINE]
    clock = PacedClock(lambda: times[-1])
    assert clock.now() == NINE
    clock.run(7)
    times.append(NINE + timedelta(minutes=10))
    assert clock.now() == NINE + timedelta(minutes=70)
    clock.run(1)
    assert clock.now() == NINE + timedelta(minutes=70)
    times.append(NINE + timedelta(minutes=15))
    assert clock.now() == NINE + timedelta(minutes=75)
