import dataclasses
from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _own_store(settings: Settings, tmp_path: Path) -> None:
    settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, data=tmp_path)
