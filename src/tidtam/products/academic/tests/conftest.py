import pytest

from tidtam.products.academic.tests.factories import World


@pytest.fixture
def world(db: None) -> World:
    return World()
