import pytest

from .factories import World


@pytest.fixture
def world(db: None) -> World:
    return World()
