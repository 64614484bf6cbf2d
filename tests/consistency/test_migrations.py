"""Models and migrations say the same."""

import os
import subprocess
import sys

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.utils import translation

from tests.consistency.house import HOUSE, ROOT
from tidtam.config.outside.sandboxes import SANDBOXES

STANDS_ALONE = {sandbox.name.removeprefix("tidtam.") for sandbox in SANDBOXES}


def test_every_app_is_installed() -> None:
    installed = {config.name.removeprefix("tidtam.") for config in apps.get_app_configs()}
    assert set(HOUSE.apps.values()) - STANDS_ALONE <= installed


def test_every_change_of_a_model_has_its_migration() -> None:
    loader = MigrationLoader(None)
    with translation.override(None):  # migrations keep the source texts
        detector = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps))
        changes = detector.changes(graph=loader.graph)
    ours = {label: [migration.operations for migration in changes[label]] for label in changes if label in HOUSE.apps}
    assert ours == {}


def test_no_app_has_two_last_migrations() -> None:
    assert MigrationLoader(None).detect_conflicts() == {}


def test_the_sandboxes_have_their_migrations_too() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run"],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tidtam.config.outside.settings",
            "PYTHONPATH": "src",
            # Nobody connects: models are compared with files.
            "TIDTAM_SANDBOX_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
