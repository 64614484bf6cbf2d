"""`tidtam prepare`: everything between an empty database and one that serves; again does no harm."""

import hashlib
import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor

from tidtam.config.database import (
    examine_server,
    examine_web_role,
    migrate_database,
    prepare_database,
    refuse_unfitting_database,
)
from tidtam.config.environment import EnvironmentMistake
from tidtam.kernel.keys import KeyMistake, keyring

_DEMONSTRATION = Path(__file__).parents[3] / "sandbox" / "demo"
_LOCK = 7_469_643  # one preparation at a time in one database; any number that nobody else uses


class Command(BaseCommand):
    help = "Prepares the database (roles, tables, demonstration data) and the static files."
    requires_system_checks = []  # nothing of the database stands yet

    def handle(self, *_: Any, **__: Any) -> None:
        try:
            keyring()
            self._collect_static_files()
            owner = connections["owner"]
            with owner.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
            self._refuse(examine_server(owner))
            prepare_database(owner)
            refuse_unfitting_database(owner)
            self._migrate(owner)
            self._refuse(examine_web_role(connections["default"]))
            call_command("fields", "seed", stdout=self.stdout)
            call_command("process", "load", stdout=self.stdout)
            if settings.ENVIRONMENT.is_demonstration:
                self._fill(owner)
        except KeyMistake as mistake:
            raise EnvironmentMistake(str(mistake)) from None
        except OperationalError as error:
            raise EnvironmentMistake(f"The database does not answer: {error}".strip()) from None
        finally:
            connections.close_all()

    def _refuse(self, mistakes: list[str]) -> None:
        if mistakes:
            raise EnvironmentMistake("\n".join(mistakes))

    def _migrate(self, owner: BaseDatabaseWrapper) -> None:
        executor = MigrationExecutor(owner)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if not plan:
            return
        self.stdout.write(f"Making the tables ({len(plan)} migrations) …")
        migrate_database(owner)

    def _fill(self, owner: BaseDatabaseWrapper) -> None:
        """Once, and again when the sandboxes moved or the demonstration's people or matters changed; cut off, it goes
        on at the next start."""
        sandbox = os.environ.get("TIDTAM_SANDBOX_DATABASE_URL", ""), settings.ENVIRONMENT.sandbox_url
        digest = hashlib.sha256(" ".join(sandbox).encode())
        for file in sorted(path for path in _DEMONSTRATION.rglob("*") if path.suffix in {".py", ".toml", ".json"}):
            digest.update(file.read_bytes())
        with owner.cursor() as cursor:
            cursor.execute("SELECT filled_with FROM installation")
            if cursor.fetchone() == (digest.hexdigest(),):
                return
            call_command("demo_seed", requests=settings.ENVIRONMENT.demo_requests, stdout=self.stdout)
            cursor.execute("UPDATE installation SET filled_with = %s", [digest.hexdigest()])

    def _collect_static_files(self) -> None:
        """Only when one changed: compressing them takes seconds."""
        files = {name: storage.path(name) for finder in get_finders() for name, storage in finder.list([])}
        digest = hashlib.sha256(settings.STATIC_URL.encode())
        for name, path in sorted(files.items()):
            digest.update(name.encode() + hashlib.sha256(Path(path).read_bytes()).digest())
        stamp = Path(settings.STATIC_ROOT) / ".stamp"
        if stamp.exists() and stamp.read_text() == digest.hexdigest():
            return
        self.stdout.write(f"Collecting {len(files)} static files …")
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(digest.hexdigest())
