"""The folder of the sessions: lists, names, finds, archives the files in it; the library and the verbs use
it.

`list` and the library begin here, so this module does not import TinyDB and reads one line a file.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from cxworkshop.errors import NewerVersion, NotSaved, Unreadable, WrongUse
from cxworkshop.language import say
from cxworkshop.language.harmless import file_name
from cxworkshop.storage.file.card import read_card
from cxworkshop.storage.file.disk_errors import unreadable, why_not_written
from cxworkshop.storage.file.header import read_header
from cxworkshop.storage.mirrors import is_mirror
from cxworkshop.storage.mistyped import refuse_an_address
from cxworkshop.storage.outside import is_folder, make_own_folder
from cxworkshop.storage.summary import Summary, last_edited_first

HERE = Path("sessions")
"""The folder where a checkout keeps its sessions."""
ARCHIVE = "archive"
"""The folder, inside that of the sessions, for archived sessions."""
COPIES = "-copies"
"""The end of the name of the folder with the older copies of a session."""
COMPANIONS = (COPIES, "-documents")
"""The folders that belong to a session."""


def summaries(folder: Path) -> list[Summary]:
    """Every session file of a folder, last edited first; what cannot be read stands last, with the reason.
    Raises Unreadable when the folder cannot be read."""
    return sorted((summary(path) for path in paths(folder)), key=last_edited_first)


def summary(path: Path) -> Summary:
    """The summary of one file."""
    try:
        header = read_header(path)
    except NewerVersion as error:
        return Summary(
            path.stem, path, error.words, is_newer=True, version=error.version, program=error.program
        )
    except Unreadable as error:
        return Summary(path.stem, path, error.words)
    values, flaw = read_card(header)
    return Summary(path.stem, path, flaw=flaw, **values)


def paths(folder: Path) -> list[Path]:
    """The files of a folder that may be sessions, and whatever else has such a name; a folder that is not
    there has none. Raises Unreadable when it cannot be read."""
    return sorted(path for path, _written in _files(folder))


def paths_last_written_first(folder: Path) -> list[Path]:
    """As `paths`, the last written first, for a listing that loads in batches."""
    return [path for path, _written in sorted(_files(folder), key=lambda file: file[1], reverse=True)]


def _files(folder: Path) -> list[tuple[Path, float]]:
    """The files and when they were written. One look at the folder: asking pathlib of each costs five times
    as much."""
    try:
        with os.scandir(folder) as entries:
            return [
                (folder / entry.name, _last_written(entry))
                for entry in entries
                if entry.name.endswith(".json") and not entry.name.startswith(".")
            ]
    except OSError as error:
        if isinstance(error, FileNotFoundError) and not os.path.lexists(folder):
            return []
        raise unreadable(error, folder) from None


def _last_written(entry: os.DirEntry[str]) -> float:
    """When a file was written; 0 for a link that leads to none."""
    try:
        return entry.stat().st_mtime
    except OSError:
        return 0.0


def documents_folder(session: Path) -> Path:
    """Where the documents written of a session are: beside it, or among those of the user where that would
    be out of sight."""
    name = session.stem + COMPANIONS[1]
    return own_folder() / name if is_mirror(session) else session.with_name(name)


def archive(path: Path) -> Path:
    """Moves a session's file into the archive beside it; its new path. Raises NotSaved, or ReadOnly while
    it is open."""
    return _moved(path, path.parent / ARCHIVE / path.name)


def unarchive(path: Path, to: Path) -> Path:
    """Moves an archived file back, to a free name when its own is taken; its new path. Raises NotSaved."""
    return _moved(path, to)


def _moved(path: Path, to: Path) -> Path:
    """Moves a session's file and what lies beside it under its name. Raises ReadOnly while somebody has it
    open."""
    from cxworkshop.storage.file.lock import acquire  # only a move pays for it

    lock = acquire(path)
    try:
        make_own_folder(to.parent)
        free = free_path(to.parent, to.stem)
        path.rename(free)
        for ending in COMPANIONS:
            beside = path.with_name(path.stem + ending)
            if beside.is_dir():
                beside.rename(free.with_name(free.stem + ending))
    except NotSaved:
        raise
    except OSError as error:
        raise NotSaved(
            say("{file} could not be moved: {why}.", file=path.name, why=why_not_written(error))
        ) from error
    finally:
        if lock is not None:
            lock.release()
    return free


def default_folder(setting: str = "") -> Path:
    """The folder of the sessions: CXWORKSHOP_SESSIONS, else the setting, else `sessions` when it is in the
    working directory, else a folder in the user's documents."""
    if named := os.environ.get("CXWORKSHOP_SESSIONS") or setting:
        return path_from(named).absolute()
    if is_folder(HERE):
        return HERE.absolute()
    return own_folder()


def own_folder() -> Path:
    """The folder of this program in the user's documents."""
    from platformdirs import user_documents_path  # only a program that is installed needs to ask

    return user_documents_path() / "cxworkshop"


def path_from(text: str) -> Path:
    """The path that somebody wrote; `~` is his home, and stays as it is where nobody has that name."""
    try:
        return Path(text).expanduser()
    except RuntimeError:
        return Path(text)


def path_named(text: str) -> Path:
    """The path that a verb was given. Raises WrongUse for what looks like an address."""
    refuse_an_address(text)
    return path_from(text)


def slug(text: str) -> str:
    """The file name of a title: its letters and digits, ä as a, joined by hyphens."""
    return file_name(text, empty="workshop")


def free_path(folder: Path, name: str) -> Path:
    """Where a new session may be written: `name.json`, or with a number added when that is taken."""
    path, number = folder / f"{name}.json", 1
    while os.path.lexists(path):
        number += 1
        path = folder / f"{name}-{number}.json"
    return path


def resolve(session: str, folder: Path) -> Path:
    """The file of a session named by a path, by a slug in the folder, or by the beginning of only one slug.
    Raises WrongUse, with the names that begin so or else the nearest, and Unreadable when nobody may look."""
    if (named := file_named(session)) is not None:
        return named
    if path_from(session).name == session and _is_there(
        path := folder / f"{session.removesuffix('.json')}.json"
    ):
        return path.absolute()
    stems = [path.stem for path in paths(folder)]
    return (folder / f"{name_meant(session, stems, folder)}.json").absolute()


def file_named(session: str) -> Path | None:
    """The file at a path that somebody wrote; None where there is none, or a folder that has the name of a
    workshop. Raises Unreadable when nobody may look."""
    named = path_from(session)
    is_name = named.name == session
    return named.absolute() if _is_there(named) and not (is_name and is_folder(named)) else None


def name_meant(session: str, names: Sequence[str], where: object) -> str:
    """The one of the names of workshops that somebody meant, or wrote the beginning of. Raises WrongUse, with
    the names that begin so or else the nearest."""
    if session in names:
        return session
    begun = _begun_by(session, names) if path_from(session).name == session else []
    if len(begun) == 1:
        return begun[0]
    if begun:
        raise WrongUse(
            say(
                "{name} begins more than one name in {folder}: {names}.",
                name=session,
                folder=where,
                names=", ".join(begun),
            )
        )
    if near := nearest(session, names):
        raise WrongUse(
            say(
                "There is no workshop {name} in {folder}. Did you mean {near}?",
                name=session,
                folder=where,
                near=near,
            )
        )
    raise WrongUse(say("There is no workshop {name} in {folder}.", name=session, folder=where))


def _begun_by(text: str, stems: Iterable[str]) -> list[str]:
    """The names that begin so, however a person writes them: “Lanka Oy” for lanka-oy-2026."""
    begins = file_name(text, empty="")
    return sorted(stem for stem in stems if begins and slug(stem).startswith(begins))


def _is_there(path: Path) -> bool:
    """Whether anything has that name, also what is no file: reading it says so."""
    try:
        path.lstat()
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EPERM, errno.EIO):
            raise unreadable(error, path) from None
        return False
    return True


def nearest(word: str, words: Iterable[str]) -> str:
    """The most similar of the words; empty when none is similar."""
    from difflib import get_close_matches  # only a mistake pays for it

    return next(iter(get_close_matches(word, list(words), 1)), "")
