"""The verbs between rounds: revisit closes a round and opens the next, compare lays two beside each other."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import datetime
from typing import TYPE_CHECKING

from cxworkshop import language
from cxworkshop.errors import ReadOnly, WrongUse
from cxworkshop.language import Words, _, say, say_n, speaking
from cxworkshop.printing import print_error, print_json, print_line
from cxworkshop.storage.mirrors import name_of
from cxworkshop.verbs.arguments import DONE, NO, Named, day_of, named_in

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cxworkshop.method.checks.finding import Finding
    from cxworkshop.method.revisit import Comparison
    from cxworkshop.model.session import Session


def compare(arguments: Namespace) -> int:
    from cxworkshop.documents.compared_json import as_json
    from cxworkshop.method.revisit import compare as compare_rounds

    session = named_in(arguments).read().session
    before, after = _rounds(arguments, session)
    with speaking(language.language(), session.organisation.sector):
        found = compare_rounds(session, before, after, day_of(arguments))
        if arguments.json:
            print_json(as_json(session, found))
        else:
            _print_comparison(session.as_of(after), found)
    return DONE


def _print_comparison(session: Session, found: Comparison) -> None:
    from cxworkshop.documents.compared import sections

    print_line(say("Round {before} and round {after}", before=found.before, after=found.after))
    print_line(found.sentence)
    for heading, lines in sections(session, found):
        print_line("")
        _print_part(heading, lines)


def _rounds(arguments: Namespace, session: Session) -> tuple[int, int]:
    """The two rounds that are meant: the last two without a word. Raises WrongUse."""
    known = [round_.number for round_ in session.rounds]
    if len(known) < 2:
        raise WrongUse(say("There is one round only: revisit begins the next, and then they are compared."))
    if not arguments.rounds:
        return known[-2], known[-1]
    wanted = [int(word) if word.isdecimal() else 0 for word in arguments.rounds]
    for word, number in zip(arguments.rounds, wanted, strict=True):
        if number not in known:
            raise WrongUse(
                say(
                    "There is no round {word}. There is: {words}.",
                    word=word,
                    words=", ".join(map(str, known)),
                )
            )
    if wanted[0] == wanted[1]:
        raise WrongUse(say("A round is compared with another one: name two."))
    return min(wanted), max(wanted)


def revisit(arguments: Namespace) -> int:
    from cxworkshop.method.readiness import why_no_reason
    from cxworkshop.method.revisit import (
        carried,
        has_just_begun,
        missing_at_the_end,
        next_round,
        told_at_the_end,
        why_not_closed,
    )

    named, day = named_in(arguments), day_of(arguments)
    file = named.read()
    session = file.session
    if file.faults:
        raise ReadOnly(say("{file}: {why}", file=name_of(file.path), why=file.read_only))
    with speaking(language.language(), session.organisation.sector):
        if has_just_begun(session, day):
            print_line(say("Round {n} has just begun: there is nothing to close.", n=session.round.number))
            return NO
        if why := why_not_closed(session, day):
            raise WrongUse(why)
        missing = missing_at_the_end(session, day)
        if arguments.why and (fault := why_no_reason(arguments.why)):
            raise WrongUse(fault)
        _print_part(_("Still missing in this round"), told_at_the_end(session, day))
        for heading, lines in carried(next_round(session, day)).parts:
            _print_part(heading, lines)
        if not (arguments.yes or _asked(session)):
            print_line(_("Nothing was changed."))
            return NO
        reason = arguments.why or ("" if arguments.yes else _reason(missing))
        if missing and not reason:
            print_error(say("The round is closed without a reason for what is missing; --why gives one."))
        return _close(named, day, reason)


def _print_part(heading: str, lines: Sequence[Words]) -> None:
    if lines:
        print_line(heading)
        for words in lines:
            print_line(f"  {words}")


def _asked(session: Session) -> bool:
    if sys.stdin is None or not sys.stdin.isatty():
        print_error(say("Nobody can be asked here: --yes closes the round."))
        return False
    n = session.round.number
    print_line(
        say("Close round {n} and begin round {next}? y closes, anything else leaves it.", n=n, next=n + 1)
    )
    return sys.stdin.readline().strip().casefold() in {"y", "yes", "k", "kyllä"}


def _reason(missing: Sequence[Finding]) -> str:
    """Why the round is closed though something is missing, as it is typed; empty where nothing is said."""
    from cxworkshop.method.checks.finding import without_repeats
    from cxworkshop.method.readiness import why_no_reason

    if not missing:
        return ""
    n = len(without_repeats(missing))
    print_line(say_n("{n} must is open. Why close?", "{n} musts are open. Why close?", n))
    reason = sys.stdin.readline().strip()
    return "" if why_no_reason(reason) else reason


def _close(named: Named, day: date, reason: str) -> int:
    from cxworkshop.editing.climb import overridden
    from cxworkshop.editing.revisiting import next_round
    from cxworkshop.method.revisit import missing_at_the_end

    with named.opened() as now:
        session = now.session
        number = session.round.number
        at = datetime.combine(day, datetime.now().astimezone().timetz())
        why = overridden(session, missing_at_the_end(session, day), reason, at) if reason else None
        now.apply(next_round(session, day, why))
        now.save()
    print_line(say("Round {n} is closed. Round {next} has begun.", n=number, next=number + 1))
    return DONE
