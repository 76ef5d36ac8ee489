"""What most tests begin with: the demo company in English, and as it stood in its first round."""

import pytest

from cxworkshop.method.demo import demo_session
from cxworkshop.model.session import Session


@pytest.fixture(scope="session")
def demo() -> Session:
    return demo_session("en")


@pytest.fixture(scope="session")
def demo_round1(demo: Session) -> Session:
    return demo.as_of(1)
