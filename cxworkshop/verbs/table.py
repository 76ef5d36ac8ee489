"""The verbs of the command line with their flags, in the order in which help lists them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from typing import NamedTuple

from cxworkshop import verbs
from cxworkshop.language import LANGUAGES, N_
from cxworkshop.settings import THEMES


class Option(NamedTuple):
    """A flag: the name of its value, its help, and the values it is limited to, if any."""

    flag: str
    value: str
    help: str
    choices: Callable[[], Iterable[str]] = tuple
    words: int = 1
    """How many words the flag takes."""


class Verb(NamedTuple):
    """A verb: the name of its arguments, its help, the function that runs it, and its flags."""

    takes: str
    help: str
    run: Callable[[argparse.Namespace], int]
    options: tuple[Option, ...] = ()
    alone: str = ""
    """A flag with which it takes no arguments."""


GLOBAL = (
    Option("--sessions", N_("DIR"), N_("the folder of the sessions, or the address of a store")),
    Option(
        "--language",
        "en|fi",
        N_("the language of the program, and of a document it writes"),
        lambda: LANGUAGES,
    ),
    Option("--theme", N_("NAME"), N_("the colours of the screens: dark or light"), lambda: THEMES),
)
ON = Option("--on", N_("DATE"), N_("the day everything is judged on; today when it is left out"))
TEMPLATES = Option(
    "--templates",
    N_("DIR"),
    N_("the folder of a firm's own templates and look; that of the settings otherwise"),
)
LIBRARY = Verb("", N_("Without a verb: the library of your workshops."), verbs.library)
VERBS = {
    "open": Verb(N_("SESSION"), N_("opens a workshop"), verbs.open_workshop),
    "new": Verb(
        "", N_("begins a new workshop"), verbs.new, (Option("--title", N_("TITLE"), N_("what it is called")),)
    ),
    "demo": Verb(
        "",
        N_("opens a throw-away copy of the demo workshop"),
        verbs.demo,
        (Option("--copy", "", N_("puts a copy into the folder of the sessions instead, and prints where")),),
    ),
    "room": Verb(
        N_("SESSION"),
        N_("shows in this terminal, or on the projector, what the room sees of a workshop open in another"),
        verbs.room,
    ),
    "list": Verb(
        "",
        N_("lists your workshops"),
        verbs.list_workshops,
        (
            Option("--figures", "", N_("the figures of all of them together instead")),
            Option("--json", "", N_("for other programs")),
        ),
    ),
    "due": Verb(
        "",
        N_("says what is due in all your workshops, and whom to call"),
        verbs.due,
        (Option("--json", "", N_("for other programs")), ON),
    ),
    "check": Verb(
        N_("FILE…"),
        N_("says whether files are sound, every mistake with its place, and what is not ready"),
        verbs.check,
        (Option("--ready", "", N_("what is not ready counts as a no")), ON),
    ),
    "merge": Verb(
        N_("SESSION SESSION…"),
        N_("makes two versions of a workshop one; what both changed is kept twice, to be settled"),
        verbs.merge,
        (
            Option("--base", N_("FILE"), N_("the older version of both; it is looked for when left out")),
            Option(
                "--output", N_("FILE"), N_("a new file for the result; the first one when it is left out")
            ),
            Option(
                "--git", "", N_("as git calls it: the older version, ours, theirs; ours becomes the result")
            ),
        ),
    ),
    "write": Verb(
        N_("SESSION"),
        N_("writes a document"),
        verbs.write,
        (
            Option("--document", N_("NAME"), N_("which one: plan; all writes every one")),
            Option("--owner", N_("NAME"), N_("whose page, by name; all writes one for everybody")),
            Option(
                "--format",
                "md|html|…",
                N_("in which form: md, html, docx, pdf, csv, ics or json"),
                verbs.forms,
            ),
            Option(
                "--output",
                N_("FILE"),
                N_("where to; - prints it; a folder beside the session when it is left out"),
            ),
            ON,
            TEMPLATES,
            Option("--replace", "", N_("writes over a file that is there")),
        ),
    ),
    "checkin": Verb(
        N_("SESSION FILE…"),
        N_("takes back what was ticked and written at the actions of a document; shows it first"),
        verbs.checkin,
        (Option("--yes", "", N_("records it without asking")), ON),
    ),
    "import": Verb(
        N_("SESSION FILE…"),
        N_("takes in survey answers: CSV, workbooks, Parquet, JSON lines; shows first what it understood"),
        verbs.import_survey,
        (
            Option("--map", N_("FILE"), N_("the file of choices that it prints, with yours")),
            Option("--yes", "", N_("records it without asking, when nothing is open")),
            Option("--sql", "", N_("prints the statement that counts the answers in a warehouse")),
            ON,
        ),
        alone="--sql",
    ),
    "show": Verb(
        N_("SESSION"),
        N_("prints what the steps hold, what is computed and what is missing"),
        verbs.show,
        (
            Option("--step", N_("NAME"), N_("one step only"), verbs.steps),
            Option("--activity", N_("ID"), N_("one activity of the day only"), verbs.activities),
            ON,
        ),
    ),
    "compare": Verb(
        N_("SESSION"),
        N_("lays two rounds of a workshop beside each other: what is better, what is worse, what is chance"),
        verbs.compare,
        (
            Option("--rounds", N_("ROUND"), N_("which two; the last two when it is left out"), words=2),
            Option("--json", "", N_("for other programs")),
            ON,
        ),
    ),
    "revisit": Verb(
        N_("SESSION"),
        N_("closes the round and begins the next one, after it has shown what is carried"),
        verbs.revisit,
        (Option("--yes", "", N_("closes without asking")), ON),
    ),
    "restore": Verb(
        N_("SESSION N…"),
        N_("lists the older copies and versions of a workshop; with its number or name, brings one back"),
        verbs.restore,
    ),
    "templates": Verb(
        "",
        N_("lists the documents, and what a template of your own can use"),
        verbs.templates,
        (
            TEMPLATES,
            Option("--document", N_("NAME"), N_("what this one can print")),
            Option("--copy", N_("NEW DIR"), N_("copies our templates into a new folder, to begin with")),
        ),
    ),
    "store": Verb(
        N_("init|check|copy ADDRESS…"),
        N_("makes a database ready for the workshops of a firm, checks it, copies a folder in or out"),
        verbs.store,
        (
            Option(
                "--team",
                N_("NAME"),
                N_("the team, a role of the database: init makes it, copy gives it the workshops"),
            ),
        ),
    ),
    "schema": Verb("", N_("prints the JSON Schema of a session file"), verbs.schema),
    "completion": Verb(
        N_("SHELL"),
        N_("prints what bash, zsh or fish reads to complete verbs, flags and workshops"),
        verbs.completion,
    ),
}

SCREENS = ("open", "new", "demo")
"""Verbs whose screen shows what is wrong in the settings."""
