import dataclasses
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings
from pytest_django import DjangoDbBlocker

from .staying import keep_languages, stay_signed_in
from .world import World


@pytest.fixture(scope="package")
def world(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """Made once for a folder, in a transaction that is never committed; each test and each request is undone."""
    environment = dataclasses.replace(settings.ENVIRONMENT, data=tmp_path_factory.mktemp("world"))
    with django_db_blocker.unblock(), override_settings(ENVIRONMENT=environment), transaction.atomic():
        made = World()
        keep_languages(made)
        yield made
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def undone(world: World) -> Iterator[None]:
    stay_signed_in(world)
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
