"""What may stand where somebody presses tab in a shell: argcomplete speaks with the shell, the table of verbs
says what there is. Nothing here is imported unless a shell asks."""

from __future__ import annotations

import os
from argparse import SUPPRESS, ArgumentParser, Namespace
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from cxworkshop.errors import CxError, WrongUse
from cxworkshop.language import _, say
from cxworkshop.printing import print_help
from cxworkshop.verbs.arguments import DONE, library_of, unknown_word

if TYPE_CHECKING:
    from cxworkshop.model.organisation import Person
    from cxworkshop.verbs.table import Option, Verb

SHELLS = ("bash", "zsh", "fish")


def completion(arguments: Namespace) -> int:
    """Prints what a shell reads once, to ask this program from then on. Raises WrongUse."""
    shell = arguments.named
    if shell not in SHELLS:
        raise WrongUse(unknown_word(say("There is no completion for {word}.", word=shell), shell, SHELLS))
    try:
        from argcomplete.shell_integration import shellcode
    except ImportError:
        raise WrongUse(
            say(
                "Completion needs a library that is not installed. It is the extra “completion” of "
                "cxworkshop. With pip: pip install {extra}; with pipx: pipx install --force {extra}; with "
                "uv: uv tool install {extra}; in a clone: make documents.",
                extra="'cxworkshop[completion]'",
            )
        ) from None
    print_help(f"{shellcode(['cxworkshop'], use_defaults=False, shell=shell).strip()}\n")
    return DONE


def complete() -> int:
    """Answers a shell that has set _ARGCOMPLETE; ends the program where argcomplete is installed."""
    try:
        from argcomplete import autocomplete
    except ImportError:
        return DONE
    autocomplete(_parser(), always_complete_options=False)
    return DONE


def _parser() -> ArgumentParser:
    """All verbs in one: the command line itself parses one verb, whose flags are all it builds."""
    from cxworkshop.verbs.table import GLOBAL, VERBS

    parser = ArgumentParser("cxworkshop")
    parser.add_argument("--version", action="store_true", help=_("says which version this is"))
    for flag in GLOBAL:
        _add_flag(parser, flag)
    verbs = parser.add_subparsers()
    for name, verb in VERBS.items():
        under = verbs.add_parser(name, help=_(verb.help))
        _add_arguments(under, verb)
        for flag in verb.options:
            _add_flag(under, flag)
        for flag in GLOBAL:  # may have been given before the verb
            _add_flag(under, flag, default=SUPPRESS)
    return parser


def _add_flag(parser: ArgumentParser, flag: Option, **how: Any) -> None:
    if not flag.value:
        how["action"] = "store_true"
    elif flag.words > 1:
        how["nargs"] = flag.words
    action = parser.add_argument(flag.flag, help=_(flag.help), **how)
    if flag.value:
        _complete_with(action, flag)


def _add_arguments(parser: ArgumentParser, verb: Verb) -> None:
    """What stands without a flag, such as SESSION FILE…; words after it are as many as one likes."""
    from argcomplete.completers import FilesCompleter

    for n, word in enumerate(verb.takes.rstrip("…").split()):
        many = verb.takes.endswith("…") and verb.takes.rstrip("…").endswith(word)
        action: Any = parser.add_argument(f"named{n or ''}", nargs="*" if many else "?")
        completers = {"SESSION": _workshops, "FILE": FilesCompleter(), "SHELL": lambda **_asked: SHELLS}
        action.completer = completers.get(word, _nothing)


def _complete_with(action: Any, flag: Option) -> None:
    from argcomplete.completers import DirectoriesCompleter, FilesCompleter

    by_flag = {"--document": _documents, "--owner": _people}
    by_value = {"DIR": DirectoriesCompleter(), "NEW DIR": DirectoriesCompleter(), "FILE": FilesCompleter()}
    action.completer = by_flag.get(flag.flag) or by_value.get(flag.value)
    if action.completer is None:
        action.completer = lambda **_asked: flag.choices()


# ---- what there is -----------------------------------------------------------------------------------------
def _nothing(**_asked: object) -> Iterable[str]:
    return ()


def _workshops(*, prefix: str, parsed_args: Namespace, **_asked: object) -> Iterable[str]:
    """The workshops in the folder of the sessions, or those of a store that this laptop knows, and the files
    of a path that is being written."""
    if os.sep in prefix or prefix.startswith("."):
        from argcomplete.completers import FilesCompleter

        return FilesCompleter(["json"])(prefix)
    try:
        return library_of(parsed_args).names_at_hand()
    except CxError:
        return ()


def _documents(*, parsed_args: Namespace, **_asked: object) -> Iterable[str]:
    from cxworkshop.documents import DOCUMENTS
    from cxworkshop.handing_out import EVERYBODY

    return (*DOCUMENTS, EVERYBODY) if hasattr(parsed_args, "owner") else DOCUMENTS


def _people(*, parsed_args: Namespace, **_asked: object) -> Iterable[str]:
    """The people of the workshop that has been named."""
    from cxworkshop.handing_out import EVERYBODY

    try:
        people = _people_of(parsed_args) if parsed_args.named else ()
    except CxError:
        people = ()
    return (*(person.name for person in people), EVERYBODY)


def _people_of(parsed_args: Namespace) -> Iterable[Person]:
    """As the file on this laptop has them: nobody who presses tab waits for a store. Raises Unreadable."""
    from cxworkshop.storage.file.session_file import SessionFile

    library, name = library_of(parsed_args), parsed_args.named
    if library.is_shared and name not in library.names_at_hand():
        return ()
    return SessionFile.read(library.resolve(name)).session.people
