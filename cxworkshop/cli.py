"""The command line: parses the arguments, runs the verb and returns the exit code.

Imports only what `--version` and `--help` need; verbs import the rest when they run.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, NoReturn

from cxworkshop import __version__, language, printing, verbs
from cxworkshop.errors import ChangedOutside, CxError, NotSaved, WrongUse, shortage
from cxworkshop.language import LANGUAGES, N_, Words, _, say
from cxworkshop.settings import THEMES, settings


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


GLOBAL = (
    Option("--sessions", N_("DIR"), N_("the folder of the sessions")),
    Option(
        "--language",
        "en|fi",
        N_("the language of the program, and of a document it writes"),
        lambda: LANGUAGES,
    ),
    Option("--theme", N_("NAME"), N_("the colours of the screens: dark or light"), lambda: THEMES),
)
ON = Option("--on", N_("DATE"), N_("the day everything is judged on; today when it is left out"))
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
    "list": Verb(
        "",
        N_("lists your workshops"),
        verbs.list_workshops,
        (Option("--json", "", N_("for other programs")),),
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
    "write": Verb(
        N_("SESSION"),
        N_("writes a document"),
        verbs.write,
        (
            Option("--document", N_("NAME"), N_("which one: plan"), verbs.documents),
            Option("--owner", N_("NAME"), N_("whose page, by name; all writes one for everybody")),
            Option(
                "--format", "md|html", N_("in which form: Markdown, or a page for a browser"), verbs.forms
            ),
            Option(
                "--output",
                N_("FILE"),
                N_("where to; - prints it; a folder beside the session when it is left out"),
            ),
            ON,
            Option("--replace", "", N_("writes over a file that is there")),
        ),
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
    "schema": Verb("", N_("prints the JSON Schema of a session file"), verbs.schema),
}

SCREENS = ("open", "new", "demo")
"""Verbs whose screen shows what is wrong in the settings."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; returns the exit code: 0 done, 1 the answer is no, 2 wrong use or unreadable
    input, 3 could not be written, 128+n ended by signal n."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = _exit_code(words)
        printing.flush()
        return code
    except NotSaved as error:  # the output itself
        return _print_error(error, verbs.NOT_WRITTEN)
    except KeyboardInterrupt:
        return 130


def _exit_code(words: list[str]) -> int:
    try:
        language.use(_language_code(words))
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):  # characters that the terminal lacks
                stream.reconfigure(errors="replace")
        return _run(words)
    except (NotSaved, ChangedOutside) as error:
        return _print_error(error, verbs.NOT_WRITTEN)
    except CxError as error:
        return _print_error(error, verbs.WRONG)
    except (MemoryError, OSError, RuntimeError) as error:
        if not (why := shortage(error)):
            raise
        return _print_error(NotSaved(say("This could not be done: {why}.", why=why)), verbs.NOT_WRITTEN)


def _run(words: list[str]) -> int:
    name = _verb_name(words)
    if name is None:
        return LIBRARY.run(_Parser("cxworkshop", LIBRARY, VERBS).parse(words))
    if name not in VERBS:
        raise WrongUse(_unknown_word(say("There is no verb {word}.", word=name), name, VERBS))
    words.remove(name)
    if name not in SCREENS:
        for trouble in settings().troubles:
            printing.print_error(trouble)
    return VERBS[name].run(_Parser(name, VERBS[name]).parse(words))


ARGPARSE = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("expected one argument"),
    N_("ignored explicit argument %r"),
)
"""Words of argparse that this command line shows."""
vars(argparse)["_"] = _  # gettext's own knows neither our catalogue nor --language


class _HelpFormatter(argparse.RawDescriptionHelpFormatter):
    """As wide as argparse makes it, without importing shutil to find the width."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, _("usage: ") if prefix is None else prefix)


def _columns() -> int:
    """The width of the terminal in columns; 80 where it is unknown."""
    columns = os.environ.get("COLUMNS", "")
    try:
        return (
            int(columns if columns.isdecimal() else 0)
            or os.get_terminal_size(sys.stdout.fileno()).columns
            or 80
        )
    except (AttributeError, OSError, ValueError):  # no output, no terminal, or a closed stream
        return 80


class _Parser(argparse.ArgumentParser):
    """Parses the arguments of one verb. Global flags may stand before or after it: the verb is removed
    first."""

    def __init__(self, name: str, verb: Verb, others: dict[str, Verb] | None = None) -> None:
        verbs_help = (
            "\n".join(f"  {other:<8} {_(others[other].help)}" for other in others) if others else None
        )
        prog = "cxworkshop" if others else f"cxworkshop {name}"
        super().__init__(
            prog,
            description=_(verb.help),
            epilog=verbs_help,
            formatter_class=_HelpFormatter,
            allow_abbrev=False,
            add_help=False,
        )
        self.name, self.verb, self.flags = name, verb, (*GLOBAL, *verb.options)
        if verb.takes:
            named = self.add_argument_group(_("positional arguments"))
            named.add_argument(
                "named", metavar=_(verb.takes).rstrip("…"), nargs="*" if verb.takes.endswith("…") else "?"
            )
        options = self.add_argument_group(_("options"))
        options.add_argument("-h", "--help", action="help", help=_("show this help message and exit"))
        for flag in self.flags:
            if flag.words > 1:
                options.add_argument(flag.flag, nargs=flag.words, metavar=_(flag.value), help=_(flag.help))
            elif flag.value:
                options.add_argument(flag.flag, metavar=_(flag.value), help=_(flag.help))
            else:
                options.add_argument(flag.flag, action="store_true", help=_(flag.help))
        if others:
            options.add_argument(
                "--version",
                action="version",
                version=f"cxworkshop {__version__}",
                help=_("says which version this is"),
            )

    def parse(self, words: list[str]) -> argparse.Namespace:
        """The arguments by name. Raises WrongUse with the nearest known word."""
        arguments, rest = self.parse_known_args(words)
        if rest:
            word = rest[0].partition("=")[0]
            raise WrongUse(
                _unknown_word(
                    say("{verb} knows nothing of {word}.", verb=self.name, word=word),
                    word,
                    (flag.flag for flag in self.flags),
                )
            )
        if self.verb.takes and not arguments.named:
            raise WrongUse(
                say("{verb} needs to know which: {what}.", verb=self.name, what=_(self.verb.takes))
            )
        for flag in self.flags:
            word, choices = getattr(arguments, flag.flag.removeprefix("--")), tuple(flag.choices())
            if word and choices and word not in choices:
                raise WrongUse(
                    _unknown_word(say("{flag} cannot be {word}.", flag=flag.flag, word=word), word, choices)
                )
        return arguments

    def _print_message(self, message: str, file: object = None) -> None:
        """argparse's own ignores an output that cannot be written."""
        printing.print_help(message)

    def error(self, message: str) -> NoReturn:
        raise WrongUse(say("{verb}: {why}.", verb=self.name, why=message))


def _verb_name(words: list[str]) -> str | None:
    """The first word that is neither a flag nor the value of a global one. Raises WrongUse when another flag
    stands before it."""
    remaining = iter(words)
    flags_with_value = {option.flag for option in GLOBAL}
    unknown_flag = ""
    for word in remaining:
        if word in flags_with_value:
            next(remaining, None)
        elif not word.startswith("-"):
            if unknown_flag:
                raise WrongUse(
                    _unknown_word(
                        say("{verb} knows nothing of {word}.", verb="cxworkshop", word=unknown_flag),
                        unknown_flag,
                        flags_with_value,
                    )
                )
            return word
        elif word.partition("=")[0] not in flags_with_value:
            unknown_flag = word
    return None


def _language_code(words: list[str]) -> str:
    """The language of the interface: from the flag, else the environment, else the settings. Read before
    the other arguments, so that their faults are said in it."""
    code = os.environ.get("CXWORKSHOP_LANGUAGE", "")
    for word, after in zip(words, [*words[1:], ""], strict=False):
        if word.startswith("--language"):
            code = word.partition("=")[2] or after
    if code not in LANGUAGES and "--version" not in words:
        code = settings().language
    return code if code in LANGUAGES else language.from_environment()


def _unknown_word(fault: Words, word: str, known: Iterable[str]) -> Words:
    """The fault, with the nearest known word, else with all of them."""
    from cxworkshop.storage.file.folder import nearest  # only a mistake pays for it

    known = tuple(known)
    if near := nearest(word, known):
        return say("{what} Did you mean {near}?", what=fault, near=near)
    return say("{what} There is: {words}.", what=fault, words=", ".join(known))


def _print_error(error: CxError, code: int) -> int:
    printing.print_error(error.words)
    return code
