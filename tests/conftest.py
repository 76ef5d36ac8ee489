"""What most tests begin with: the demo company in English, as it stood in its first round, and what is
expected of it."""

import json
import os
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import hypothesis
import pytest

from cxworkshop import method
from cxworkshop.method.demo import demo_session
from cxworkshop.model.session import Session

os.environ["CXWORKSHOP_SETTINGS"] = os.devnull  # nobody's own settings change what is tested
os.environ["CXWORKSHOP_STATE"] = str(
    Path(gettempdir()) / "cxworkshop-tests"
)  # nor do our mistakes reach anybody's log
hypothesis.settings.register_profile(
    "unhurried", deadline=None
)  # a busy machine is no fault of what is tried
hypothesis.settings.load_profile("unhurried")


@pytest.fixture(scope="session")
def demo() -> Session:
    return demo_session("en")


@pytest.fixture(scope="session")
def demo_round1(demo: Session) -> Session:
    return demo.as_of(1)


@pytest.fixture(scope="session")
def expected() -> dict[str, Any]:
    """The results that the demo's file holds beside the demo: `round1`, `round2`, `comparison`."""
    held: dict[str, Any] = json.loads(
        (Path(method.__file__).parent / "content" / "demo.json").read_text("utf-8")
    )
    return dict(held["expected"])
