"""A throw-away copy of the demo to rehearse with. Used by the library screen and the verb `demo`."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from pathlib import Path

from cxworkshop.language import language


def demo_copy() -> Path:
    """Writes the demo into a temporary folder, which is removed when the program ends; returns the path."""
    from cxworkshop.editing import create
    from cxworkshop.method.demo import demo_session

    folder = Path(tempfile.mkdtemp(prefix="cxworkshop-demo-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "demo.json"
    create(path, demo_session(language())).close()
    return path
