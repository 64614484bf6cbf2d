"""`tidtam demo_seed`: what a demonstration needs; what is there already stays, so that it can be cut short."""

import json
import os
import subprocess  # nosec B404 - runs this Python with fixed arguments
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.sandbox.demo.actions import (
    connect_library,
    enter_contacts,
    enter_persons,
    file_named_requests,
    file_requests,
    file_requests_with_steps_inside,
    fill_register,
    keep_experts,
    library_url,
)
from tidtam.sandbox.demo.actions.department import (
    employ_staff,
    employees_of,
    file_matters,
    file_named_matters,
    matters_for,
)
from tidtam.sandbox.demo.actions.department.growing import AT_FIRST, grow_later
from tidtam.sandbox.demo.persons import demo_persons
from tidtam.tracking.forecast.actions import count_every_process
from tidtam.tracking.statistics.actions import publish_figures

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
        file_requests_with_steps_inside()
        for done in file_requests(requests):
            if done % 50 == 0:
                self.stdout.write(f"Demonstration: {done} of {requests} requests are filed.")
                self.stdout.flush()
        fill_register()
        keep_experts()
        self._fill_department(requests)
        for process in count_every_process(SYSTEM):
            self.stdout.write(f"Demonstration: estimates for {process.key} are counted.")
        with acting_as(SYSTEM):
            publish_figures(SYSTEM)
        self._register_outside()

    def _fill_department(self, requests: int) -> None:
        """The first of its matters now, so that the first page is not kept waiting; the worker makes the others."""
        matters = matters_for(requests)
        first = min(matters, AT_FIRST)
        employ_staff(employees_of(first))
        file_named_matters()
        for _number in file_matters(range(first)):
            pass
        grow_later(done=first, of=matters)
        self.stdout.write(f"Demonstration: {first} matters of the department are filed, {matters} will be in a while.")

    def _register_outside(self) -> None:
        """With ThaiD and Digital ID, and the library by what Tidtam knows it by; all at a time."""
        if "TIDTAM_SANDBOX_DATABASE_URL" not in os.environ:
            return
        persons = demo_persons()
        facts: dict[str, Any] = {
            "thaid_seed": [person.as_thaid_holder() for person in persons if person.national_id],
            "digital_id_seed": [person.as_digital_id_holder() for person in persons if person.digital_id],
        }
        url = library_url(settings.ENVIRONMENT.sandbox_url)
        if made := connect_library(url):
            known_as = {"client_id": str(made.service.pk), "client_secret": made.secret, "url": url}
            facts["service_register"] = known_as
        with ThreadPoolExecutor() as together:
            for _done in together.map(_hand_over, facts, facts.values()):
                pass


def _hand_over(command: str, facts: Any) -> None:
    subprocess.run(  # noqa: S603  # nosec B603 - one of the commands above
        [sys.executable, "-m", "tidtam.config.outside", command, "-"],
        input=json.dumps(facts),
        text=True,
        check=True,
        stdout=subprocess.DEVNULL,
    )
