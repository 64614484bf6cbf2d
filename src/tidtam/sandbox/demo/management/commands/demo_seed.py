"""`tidtam demo_seed`: what a demonstration needs; what is there already stays, so that it can be cut short."""

import json
import os
import subprocess  # nosec B404 - runs this Python with fixed arguments
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from tidtam.kernel.actor import SYSTEM
from tidtam.sandbox.demo.actions import enter_contacts, enter_persons, file_named_requests, file_requests
from tidtam.sandbox.demo.persons import demo_persons
from tidtam.tracking.forecast.actions import count_every_process

REQUESTS = 300


class Command(BaseCommand):
    help = "Fills a demonstration with its offices, persons and requests."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--requests", type=int, default=REQUESTS, help="how many requests in all states")

    def handle(self, *_: Any, **options: Any) -> None:
        requests: int = options["requests"]
        if made := enter_persons():
            self.stdout.write(f"Demonstration: {made} accounts made.")
        enter_contacts()
        file_named_requests()
        for done in file_requests(requests):
            if done % 50 == 0:
                self.stdout.write(f"Demonstration: {done} of {requests} requests are filed.")
                self.stdout.flush()
        for process in count_every_process(SYSTEM):
            self.stdout.write(f"Demonstration: estimates for {process.key} are counted.")
        self._register_with_thaid()

    def _register_with_thaid(self) -> None:
        if "TIDTAM_SANDBOX_DATABASE_URL" not in os.environ:
            return
        holders = [person.as_thaid_holder() for person in demo_persons() if person.national_id]
        subprocess.run(  # nosec B603
            [sys.executable, "-m", "tidtam.sandbox.thaid", "seed", "-"],
            input=json.dumps(holders),
            text=True,
            check=True,
            stdout=subprocess.DEVNULL,
        )
