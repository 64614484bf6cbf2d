from collections.abc import Callable

import pytest
from pytest_django import Settings

from tidtam.kernel.actor import VISITOR, Actor
from tidtam.tracking.tests.browsing import Browser
from tidtam.tracking.tests.factories import World


@pytest.fixture
def world(db: None) -> World:
    return World()


@pytest.fixture
def browse(settings: Settings) -> Callable[..., Browser]:
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, "tidtam.tracking.tests.browsing.ActAs"]

    def make(actor: Actor = VISITOR, language: str = "en") -> Browser:
        return Browser(actor, language)

    return make
