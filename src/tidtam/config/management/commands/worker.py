"""`tidtam worker`: runs the jobs that pages deferred, and the periodic ones."""

from typing import Any, cast

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector

from tidtam.config.database import refuse_unfitting_database


class Command(BaseCommand):
    help = "Runs jobs until it is stopped."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--concurrency", type=int, default=2, help="how many jobs at once")

    def handle(self, *_: Any, **options: Any) -> None:
        refuse_unfitting_database(connection)
        connection.close()
        connector = cast(DjangoConnector, app.connector)
        with app.replace_connector(connector.get_worker_connector()) as worker:
            worker.run_worker(concurrency=options["concurrency"], install_signal_handlers=True)
