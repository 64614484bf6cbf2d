from datetime import timedelta

import pytest
from django.core.cache import cache

from tidtam.kernel.actor import clock_at
from tidtam.kernel.identity import middleware
from tidtam.tracking.tests.factories import DAY, World, at

from .calling import Program, program_of


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day on which the actors of `World` act."""
    monkeypatch.setattr(middleware, "clock", clock_at(at(DAY + timedelta(days=100))))


@pytest.fixture
def world(db: None) -> World:
    cache.clear()
    return World()


@pytest.fixture
def ministry(world: World) -> Program:
    """A program of the ministry that may do everything."""
    return program_of(world.ministry, "ministry_case_officer")


@pytest.fixture
def university(world: World) -> Program:
    return program_of(world.university, "institution_officer")


@pytest.fixture
def other_university(world: World) -> Program:
    return program_of(world.other_university, "institution_officer")
