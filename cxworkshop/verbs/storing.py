"""The verb for a store in a database: made ready, checked, and copied from and into a folder."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING

from cxworkshop.errors import WrongUse
from cxworkshop.language import N_, Words, _, plural, say
from cxworkshop.printing import print_error, print_line, print_lines
from cxworkshop.verbs.arguments import DONE, NO, unknown_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cxworkshop.storage.postgres.address import Address
    from cxworkshop.storage.postgres.copying import Copied


def store(arguments: Namespace) -> int:
    """NO when a check has found something wrong, or a copy has left something out."""
    word, *named = arguments.named
    if word not in _DOES:
        raise WrongUse(unknown_word(say("There is no verb {word}.", word=f"store {word}"), word, _DOES))
    takes, does = _DOES[word]
    if len(named) != takes.count(" ") + 1:
        raise WrongUse(say("{verb} needs to know which: {what}.", verb=f"store {word}", what=_(takes)))
    return does(named, arguments.team or "")


def _init(named: list[str], team: str) -> int:
    from cxworkshop.storage.postgres.connecting import connect, translated
    from cxworkshop.storage.postgres.preparing import VERSION, add_team, grants, prepare

    address, is_new = _address(named[0]), False
    with translated(address.name), connect(address) as connection:
        connection.take_time()
        with connection.transaction():  # the team as well, or nothing
            before = prepare(connection, address.name)
            is_new = bool(team) and add_team(connection, team)
        if not before:
            words = say("{store} is ready for workshops, version {n}.", store=address.name, n=VERSION)
        elif before == VERSION:
            words = say("{store} was ready already, version {n}.", store=address.name, n=VERSION)
        else:
            words = say(
                "{store} is brought from version {before} to {n}.",
                store=address.name,
                before=before,
                n=VERSION,
            )
        print_line(words)
        if not team:
            print_line(say("What a team needs, north in this example; --team north does it for you:"))
            print_lines(["", "  create role north nologin;", *_indented(grants().replace("{team}", "north"))])
        elif is_new:
            print_line(say("The team {team} is made.", team=team))
        else:
            print_line(say("The role {team} has the rights of a team.", team=team))
    print_lines([say("What somebody in a team needs, here anna; psql asks for the password:"), ""])
    print_lines([f"  create role anna login in role {_identifier(team or 'north')};", "  \\password anna"])
    return DONE


def _indented(text: str) -> Iterator[str]:
    return (f"  {line}" for line in text.splitlines() if not line.startswith("--"))


def _identifier(name: str) -> str:
    quoted = name.replace('"', '""')
    return name if name.isidentifier() and name.islower() else f'"{quoted}"'


def _check(named: list[str], _team: str) -> int:
    from cxworkshop.storage.postgres.checking import check
    from cxworkshop.storage.postgres.connecting import translated

    address, is_right = _address(named[0], warns=False), True
    with translated(address.name):
        for line in check(address):
            print_line(line.words if line.is_right else f"! {line.words}")
            is_right = is_right and line.is_right
    return DONE if is_right else NO


def _copy(named: list[str], team: str) -> int:
    from cxworkshop.library import is_address
    from cxworkshop.storage.file.folder import path_from

    into = is_address(named[1])
    if into == is_address(named[0]):
        raise WrongUse(say("One of the two is a folder, the other one the address of a store."))
    address = _address(named[1 if into else 0])
    folder = path_from(named[0 if into else 1]).absolute()
    from cxworkshop.storage.postgres.copying import copy_in, copy_out
    from cxworkshop.storage.postgres.store import PostgresStore

    kept = PostgresStore(address.text, team)
    left = _told(copy_in(folder, kept) if into else copy_out(kept, folder))
    if into:
        print_error(
            say(
                "Older copies, drafts, documents and private notes do not go along: they stay in {folder}.",
                folder=folder,
            )
        )
    else:
        print_error(say("The history of {store} does not go along: it stays there.", store=address.name))
    return NO if left else DONE


def _told(copied: Iterable[Copied]) -> int:
    """Prints what became of each; how many were left out."""
    done = same = left = 0
    for each in copied:
        if each.to:
            done += 1
            print_line(f"{each.name} → {each.to}")
            if each.has_names:
                print_error(
                    say(
                        "{name} has blind answers with names, now on both sides: a seal takes them from the "
                        "side where it is made. Go on with one, and remove the other.",
                        name=each.name,
                    )
                )
        elif each.why:
            left += 1
            print_error(say("{name} is not copied: {why}.", name=each.name, why=_unended(each.why)))
        else:
            same += 1
    print_error(_count(done, same))
    return left


def _unended(words: Words) -> str:
    return str(words).rstrip(".")


def _count(done: int, same: int) -> Words:
    copied = plural("{n} workshop copied", "{n} workshops copied", done)
    return say("{copied}; {n} there already.", copied=copied, n=same)


def _address(text: str, *, warns: bool = True) -> Address:
    """The address that is named. What is typed is seen by others on the same machine, and kept by a shell."""
    from cxworkshop.storage.postgres.address import address, password_words

    read = address(text)
    if read.has_password and warns:
        print_error(password_words())
    return read


_DOES = {
    "init": (N_("ADDRESS"), _init),
    "check": (N_("ADDRESS"), _check),
    "copy": (N_("FOLDER ADDRESS"), _copy),
}
"""What each word after `store` takes and does; a copy takes folder and address in either order."""
