"""What most tests begin with: the demo company in English, as it stood in its first round, and what is
expected of it."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import gettempdir
from typing import Any

import hypothesis
import pytest

from cxworkshop import method, settings
from cxworkshop.commands import rebind
from cxworkshop.method.demo import demo_session
from cxworkshop.method.limits import put_in_force
from cxworkshop.model.session import Session
from tests import postgres_server

os.environ["CXWORKSHOP_SETTINGS"] = os.devnull  # nobody's own settings change what is tested
for told in ("COLUMNS", "LINES"):  # a terminal has the size it has
    os.environ.pop(told, None)
# nor do our mistakes reach anybody's log, nor another worker's
os.environ["CXWORKSHOP_STATE"] = str(
    Path(gettempdir()) / f"cxworkshop-tests{os.environ.get('PYTEST_XDIST_WORKER', '')}"
)
# nor what a test shows to the room anybody's second terminal
os.environ["CXWORKSHOP_RUNTIME"] = f"{os.environ['CXWORKSHOP_STATE']}-run"
# nor anybody's work in a store
os.environ["CXWORKSHOP_STORES"] = f"{os.environ['CXWORKSHOP_STATE']}-stores"
# nor are two rooms that are opened at once after the same port
_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
os.environ["CXWORKSHOP_PORT"] = str(9100 + 20 * int(_WORKER))
hypothesis.settings.register_profile(  # a busy machine is no fault of what is tried
    "unhurried", deadline=None, max_examples=int(os.environ.get("EXAMPLES", "50"))
)
hypothesis.settings.load_profile("unhurried")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Half as many again as there are processors: a test of the whole program mostly waits for its
    screen."""
    return (os.cpu_count() or 1) * 3 // 2


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What waits longest begins first, so that no worker is left alone with it; what is compared with one
    long preparation stays with one worker."""
    items.sort(key=lambda item: not {"terminal", "test_killed.py"} & set(item.path.parts))
    if "PYTEST_XDIST_WORKER" in os.environ:
        for item in items:
            if "slowly" in getattr(item, "fixturenames", ()):
                item.add_marker(pytest.mark.xdist_group("slowly"))


@pytest.fixture(autouse=True)
def nothing_settled() -> Iterator[None]:
    """What a test settles holds for no other one."""
    yield
    if settings.settings() != settings.Settings():
        settings.forget()
        put_in_force({})
        rebind({})


@pytest.fixture(scope="session")
def demo() -> Session:
    return demo_session("en")


@pytest.fixture(scope="session")
def demo_round1(demo: Session) -> Session:
    return demo.as_of(1)


@pytest.fixture(scope="session")
def postgres_running() -> Iterator[postgres_server.Server]:
    """A server for all tests of a worker."""
    postgres_server.require()
    server = postgres_server.Server()
    try:
        server.start()
        server.prepare()
        yield server
    finally:
        server.close()


@pytest.fixture
def postgres(postgres_running: postgres_server.Server) -> Callable[[str], str]:
    """An empty database with the schema: the address by which somebody connects to it. Anna, bo and dora are
    of one team, north, carl is of another, south; admin is the owner. Only dora is asked for a password."""
    database = postgres_running.database()
    return lambda user: postgres_running.address(user, database)


@pytest.fixture(scope="session")
def expected() -> dict[str, Any]:
    """The results that the demo's file holds beside the demo: `round1`, `round2`, `comparison`."""
    held: dict[str, Any] = json.loads(
        (Path(method.__file__).parent / "content" / "demo.json").read_text("utf-8")
    )
    return dict(held["expected"])
