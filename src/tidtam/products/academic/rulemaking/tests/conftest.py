import pytest

from tidtam.products.academic.dossier.tests.factories import Offices
from tidtam.tracking.tests.conftest import browse

__all__ = ["browse"]


@pytest.fixture
def offices(db: None) -> Offices:
    return Offices()
