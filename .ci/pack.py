"""Makes the folder that starts without installing, and packs it: `dist/cxworkshop-VERSION-SYSTEM-MACHINE`.

PyInstaller puts Python, the program and its libraries into one folder. It packs for the system it runs on and
for none other, so this is run once on each, in an environment that has PyInstaller and cxworkshop[documents]:
`make pack`, or `python .ci/pack.py` where there is no make.

- Windows: `cxworkshop.exe`, a program of the console, in a zip. It is not signed: see docs/folder.md.
- macOS: for the kind of processor that Python was made for, in a tar, because a zip would lose its links.
  Signed by nobody, only sealed ("ad hoc"), without which an Apple processor starts nothing.
- Linux: needs the C library (glibc) of the machine it was packed on or a newer one; pack on the oldest.
"""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import sys
import tempfile
from pathlib import Path

import docx
import PyInstaller.__main__

from cxworkshop import __version__
from cxworkshop.documents.environment import our_environment
from cxworkshop.documents.firm.apart import CHILD

HOUSE = Path(__file__).resolve().parent.parent
LARGEST = 40_000_000
"""Bytes of what is packed."""
START = f"""\
import runpy, sys
from cxworkshop.cli import main
if sys.argv[1:] == {CHILD!r}:  # there is no other Python here to run it
    runpy.run_module(sys.argv[-1], run_name="__main__")
else:
    sys.exit(main())
"""
TOO_LARGE = ("typst", "duckdb")
"""Left out, with what the program then cannot do: PDF, 31 MB packed, and Parquet, 25. It says so in words."""
NOT_OURS = ("babel", "hypothesis", "numpy", "pip", "pyarrow", "pytest", "setuptools", "tkinter")
"""Libraries look for these and do without them."""
LIBRARIES = ("cxworkshop", "python-docx", "icalendar", "argcomplete")
"""Whose licences, and those of what they need, come along."""
OPTIONAL = {"python_calamine": "python-calamine", "psycopg": "psycopg", "psycopg_binary": "psycopg-binary"}
"""Modules, and the libraries they are of; what is installed comes along: workbooks, a store in PostgreSQL."""


def options(start: Path, work: Path) -> list[str]:
    """The command line of PyInstaller."""
    made = ["--noconfirm", "--clean", "--log-level", "WARN", "--console", "--name", "cxworkshop"]
    made += ["--distpath", str(work / "folder"), "--workpath", str(work), "--specpath", str(work)]
    # words go through pipes as UTF-8, whatever the code page of Windows or the locale
    made += ["--python-option", "X utf8_mode=1", "--paths", str(HOUSE)]
    # imported by their names: steps, pictures, documents, writers; Textual's widgets
    made += ["--collect-submodules", "cxworkshop", "--collect-submodules", "textual.widgets"]
    made += ["--collect-data", "cxworkshop", "--collect-data", "docx"]
    parts = Path(docx.__file__).parent / "parts" / "__init__.py"
    made += ["--add-data", f"{parts}{os.pathsep}docx/parts"]  # docx opens parts/../templates
    if sys.platform == "linux" and shutil.which("strip"):
        made.append("--strip")  # 40 MB less to unpack
    for library in (*TOO_LARGE, *NOT_OURS):
        made += ["--exclude-module", library]
    for library in LIBRARIES:
        made += ["--recursive-copy-metadata", library]
    for module, library in OPTIONAL.items():
        if importlib.util.find_spec(module):
            made += ["--hidden-import", module, "--copy-metadata", library]
    return [*made, str(start)]


def packed(folder: Path, name: str) -> Path:
    """The folder in one file: a zip for Windows, elsewhere what keeps links and rights."""
    (HOUSE / "dist").mkdir(exist_ok=True)
    form = "zip" if sys.platform == "win32" else "gztar"
    made = shutil.make_archive(str(HOUSE / "dist" / name), form, folder.parent, folder.name)
    return Path(made)


def main() -> None:
    system = {"win32": "windows", "darwin": "macos"}.get(sys.platform, sys.platform)
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        start = work / "cxworkshop_start.py"
        start.write_text(START, encoding="utf-8")
        templates = our_environment()
        for name in templates.list_templates(["j2"]):  # else one that a test compiles might be copied half
            templates.get_template(name)
        PyInstaller.__main__.run(options(start, work))
        folder = work / "folder" / "cxworkshop"
        shutil.copy(HOUSE / "LICENSE", folder)
        shutil.copy(HOUSE / "docs" / "folder.md", folder / "READ ME.txt")
        for source in (*folder.rglob("*.po"), *folder.rglob("*.cache")):
            source.unlink()  # what translators write, and templates compiled for another place
        file = packed(folder, f"cxworkshop-{__version__}-{system}-{platform.machine().lower()}")
    size = file.stat().st_size
    print(f"{os.path.relpath(file)}: {size / 1e6:.1f} MB")
    if size > LARGEST:
        sys.exit(f"It is larger than {LARGEST / 1e6:.0f} MB.")


if __name__ == "__main__":
    main()
