import pytest

from .factories import Offices


@pytest.fixture
def offices(db: None) -> Offices:
    return Offices()
