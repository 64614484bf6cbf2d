import pytest

from tidtam.tracking.tests.conftest import browse

from .factories import Desk

__all__ = ["browse"]


@pytest.fixture
def desk(db: None) -> Desk:
    return Desk()
