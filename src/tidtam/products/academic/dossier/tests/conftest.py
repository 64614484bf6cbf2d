import pytest

from tidtam.tracking.tests.conftest import browse

from .factories import Offices

__all__ = ["browse"]


@pytest.fixture
def offices(db: None) -> Offices:
    return Offices()
