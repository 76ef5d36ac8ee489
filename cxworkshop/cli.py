"""The command line: reads what was asked for, has the verb do it, and ends with an exit code that tells what
happened.

Nothing is imported here that `--version` and `--help` do not need.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import NamedTuple, NoReturn

from cxworkshop import __version__, language, verbs
from cxworkshop.errors import ChangedOutside, CxError, NotSaved, WrongUse
from cxworkshop.language import LANGUAGES, N_, Words, _, say
from cxworkshop.settings import THEMES, settings


class Option(NamedTuple):
    """A flag: what follows it, what it does, and the only words that may follow it when there are only
    some."""

    flag: str
    value: str
    help: str
    words: Callable[[], Iterable[str]] = tuple


class Verb(NamedTuple):
    """Something that can be asked for: what it is done to, what it does, who does it, and its flags."""

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
            Option("--format", "md", N_("in which form: md"), lambda: ("md",)),
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
        N_("prints what the steps hold"),
        verbs.show,
        (Option("--step", N_("NAME"), N_("one step only"), verbs.steps), ON),
    ),
    "restore": Verb(
        N_("SESSION N…"),
        N_("lists the older copies of a workshop; with a number, brings that one back under a new name"),
        verbs.restore,
    ),
    "schema": Verb("", N_("prints the JSON Schema of a session file"), verbs.schema),
}

SCREENS = ("open", "new", "demo")
"""Verbs whose screen says itself what is wrong in the settings."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Does what the arguments ask for; the exit code: 0 done, 1 the answer is no, 2 wrong use, 3 could not be
    written."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    language.use(_language_of(given))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a sign that the terminal lacks is no reason to stop
            stream.reconfigure(errors="replace")
    try:
        code = _run(given)
        sys.stdout.flush()
        return code
    except (NotSaved, ChangedOutside) as error:
        return _refused(error, verbs.NOT_WRITTEN)
    except CxError as error:
        return _refused(error, verbs.WRONG)
    except KeyboardInterrupt:
        return 130
    except (
        BrokenPipeError
    ):  # whoever read along has seen enough; the interpreter's own last flush must not complain
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141


def _run(given: list[str]) -> int:
    name = _verb_in(given)
    if name is None:
        return LIBRARY.run(_Parser("cxworkshop", LIBRARY, VERBS).parse(given))
    if name not in VERBS:
        raise WrongUse(_unknown(say("There is no verb {word}.", word=name), name, VERBS))
    given.remove(name)
    if name not in SCREENS:
        for trouble in settings().troubles:
            sys.stderr.write(f"cxworkshop: {verbs.plain(trouble)}\n")
    return VERBS[name].run(_Parser(name, VERBS[name]).parse(given))


ARGPARSE = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("expected one argument"),
    N_("ignored explicit argument %r"),
)
"""What argparse says itself where this command line uses it."""
vars(argparse)["_"] = (
    _  # it calls gettext's own by that name, which knows neither our catalogue nor --language
)


class _Layout(argparse.RawDescriptionHelpFormatter):
    """As wide as argparse makes it; to find that out, argparse loads all that shutil packs and copies
    with."""

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
    """Where the system knows no width, or one of nothing, it is 80."""
    told = os.environ.get("COLUMNS", "")
    with suppress(
        AttributeError, OSError, ValueError
    ):  # no output at all, no terminal, or a stream that is closed
        return int(told if told.isdecimal() else 0) or os.get_terminal_size(sys.stdout.fileno()).columns or 80
    return 80


class _Parser(argparse.ArgumentParser):
    """Reads the flags of one verb. The global ones stand before or after it, because the verb is taken out
    first."""

    def __init__(self, called: str, verb: Verb, others: dict[str, Verb] | None = None) -> None:
        told = "\n".join(f"  {name:<8} {_(other.help)}" for name, other in others.items()) if others else None
        prog = "cxworkshop" if others else f"cxworkshop {called}"
        super().__init__(
            prog,
            description=_(verb.help),
            epilog=told,
            formatter_class=_Layout,
            allow_abbrev=False,
            add_help=False,
        )
        self.called, self.verb, self.flags = called, verb, (*GLOBAL, *verb.options)
        if verb.takes:
            named = self.add_argument_group(_("positional arguments"))
            named.add_argument(
                "named", metavar=_(verb.takes).rstrip("…"), nargs="*" if verb.takes.endswith("…") else "?"
            )
        options = self.add_argument_group(_("options"))
        options.add_argument("-h", "--help", action="help", help=_("show this help message and exit"))
        for flag in self.flags:
            if flag.value:
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

    def parse(self, given: list[str]) -> argparse.Namespace:
        """What was asked for. Raises WrongUse with the nearest word there is."""
        asked, rest = self.parse_known_args(given)
        if rest:
            word = rest[0].partition("=")[0]
            raise WrongUse(
                _unknown(
                    say("{verb} knows nothing of {word}.", verb=self.called, word=word),
                    word,
                    (one.flag for one in self.flags),
                )
            )
        if self.verb.takes and not asked.named:
            raise WrongUse(
                say("{verb} needs to know which: {what}.", verb=self.called, what=_(self.verb.takes))
            )
        for flag in self.flags:
            word, known = getattr(asked, flag.flag.removeprefix("--")), tuple(flag.words())
            if word and known and word not in known:
                raise WrongUse(
                    _unknown(say("{flag} cannot be {word}.", flag=flag.flag, word=word), word, known)
                )
        return asked

    def error(self, message: str) -> NoReturn:
        raise WrongUse(say("{verb}: {why}.", verb=self.called, why=message))


def _verb_in(given: list[str]) -> str | None:
    """The first word that is no flag and does not follow a global one. Before it only global flags may
    stand."""
    words = iter(given)
    valued = {option.flag for option in GLOBAL}
    strange = ""
    for word in words:
        if word in valued:
            next(words, None)
        elif not word.startswith("-"):
            if strange:
                raise WrongUse(
                    _unknown(
                        say("{verb} knows nothing of {word}.", verb="cxworkshop", word=strange),
                        strange,
                        valued,
                    )
                )
            return word
        elif word.partition("=")[0] not in valued:
            strange = word
    return None


def _language_of(given: list[str]) -> str:
    """The interface's language: the flag, else the environment, else the settings. Found before all else, to
    say in it what is wrong."""
    found = os.environ.get("CXWORKSHOP_LANGUAGE", "")
    for word, after in zip(given, [*given[1:], ""], strict=False):
        if word.startswith("--language"):
            found = word.partition("=")[2] or after
    if found not in LANGUAGES and "--version" not in given:
        found = settings().language
    return found if found in LANGUAGES else language.from_environment()


def _unknown(what: Words, word: str, words: Iterable[str]) -> Words:
    from cxworkshop.storage.file.folder import nearest  # only a mistake pays for it

    known = tuple(words)
    if near := nearest(word, known):
        return say("{what} Did you mean {near}?", what=what, near=near)
    return say("{what} There is: {words}.", what=what, words=", ".join(known))


def _refused(error: CxError, code: int) -> int:
    sys.stderr.write(f"cxworkshop: {verbs.plain(error)}\n")
    return code
