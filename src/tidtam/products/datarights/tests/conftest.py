import dataclasses
from pathlib import Path

import pytest
from pytest_django import Settings

from .factories import World


@pytest.fixture(autouse=True)
def data_folder(settings: Settings, tmp_path: Path) -> Path:
    """The file of who was erased, and the papers, of this test alone."""
    settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, data=tmp_path)
    return tmp_path


@pytest.fixture
def world(db: None) -> World:
    return World()
