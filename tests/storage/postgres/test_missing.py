"""Without the extra the program does all but this, and says what is missing."""

from __future__ import annotations

import subprocess
import sys

WITHOUT = """
import sys
sys.modules["psycopg"] = None
from cxworkshop.cli import main
sys.exit(main(["--language", sys.argv[1], *sys.argv[2:]]))
"""


def said(*words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    return done.stderr


def test_what_is_missing_is_said_with_what_installs_it() -> None:
    for language, words in (("en", "extra “postgres”"), ("fi", "lisäosa ”postgres”")):
        for asked in (("store", "init"), ("store", "check")):
            told = said(language, *asked, "postgresql://anna:S3cret@127.0.0.1:1/x")
            assert words in told
            assert "pip install 'cxworkshop[postgres]'" in told
            assert "make postgres" in told
            assert "S3cret" not in told
