"""The command line: parses the arguments, runs the verb and returns the exit code.

Imports only what `--version` and `--help` need; verbs import the rest when they run.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from typing import NoReturn

from cxworkshop import __version__, language, printing, verbs
from cxworkshop.errors import ChangedOutside, CxError, NotSaved, ReaderGone, WrongUse, shortage
from cxworkshop.language import LANGUAGES, N_, _, say
from cxworkshop.settings import settings
from cxworkshop.verbs.arguments import unknown_word
from cxworkshop.verbs.completing import complete
from cxworkshop.verbs.table import GLOBAL, LIBRARY, SCREENS, VERBS, Verb

READER_GONE = 128 + 13
"""As of a program that SIGPIPE has ended, which not every system has."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command line; returns the exit code: 0 done, 1 the answer is no, 2 wrong use or unreadable
    input, 3 could not be written, 128+n ended by signal n."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if "_ARGCOMPLETE" in os.environ:  # a shell asks, and whoever pressed tab waits for no screen
        language.use(_language_code([]))
        return complete()
    try:
        code = _exit_code(words)
        printing.flush()
        return code
    except ReaderGone:
        return READER_GONE
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
    except ReaderGone:
        return READER_GONE
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
        raise WrongUse(unknown_word(say("There is no verb {word}.", word=name), name, VERBS))
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
            "\n".join(f"  {other:<10} {_(others[other].help)}" for other in others) if others else None
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
        if self.verb.takes.endswith("…"):  # words may stand before, between and behind the flags
            arguments.named += [word for word in rest if not word.startswith("-")]
            rest = [word for word in rest if word.startswith("-")]
        if rest:
            word = rest[0].partition("=")[0]
            raise WrongUse(
                unknown_word(
                    say("{verb} knows nothing of {word}.", verb=self.name, word=word),
                    word,
                    (flag.flag for flag in self.flags),
                )
            )
        is_alone = getattr(arguments, self.verb.alone.removeprefix("--"), False)
        if self.verb.takes and not arguments.named and not is_alone:
            raise WrongUse(
                say("{verb} needs to know which: {what}.", verb=self.name, what=_(self.verb.takes))
            )
        for flag in self.flags:
            word, choices = getattr(arguments, flag.flag.removeprefix("--")), tuple(flag.choices())
            if word and choices and word not in choices:
                raise WrongUse(
                    unknown_word(say("{flag} cannot be {word}.", flag=flag.flag, word=word), word, choices)
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
                    unknown_word(
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


def _print_error(error: CxError, code: int) -> int:
    printing.print_error(error.words)
    return code
