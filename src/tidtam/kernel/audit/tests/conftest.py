import dataclasses
from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture
def data_folder(settings: Settings, tmp_path: Path) -> Path:
    settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, data=tmp_path)
    return tmp_path
