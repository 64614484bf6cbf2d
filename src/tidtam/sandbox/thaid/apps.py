import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.apps import AppConfig
from django.core.exceptions import ImproperlyConfigured

OWN_PERSONS = Path(__file__).parent / "data" / "persons.json"


class ThaidSandboxConfig(AppConfig):
    name = "tidtam.sandbox.thaid"
    label = "thaid_sandbox"
    verbose_name = "ThaiD"
    place = ""  # it had the process to itself
    start = "help"
    middleware: tuple[str, ...] = (
        "tidtam.sandbox.thaid.middleware.ReceivedMiddleware",
        "tidtam.sandbox.thaid.middleware.FaultMiddleware",
    )

    @staticmethod
    def form_targets() -> Sequence[str]:
        from .environment import read_environment

        return read_environment().form_targets

    def make_ready(self) -> None:
        from tidtam.kernel.actor import Refused

        from .actions.seed import seed_holders
        from .queries import signing_keys
        from .signing import make_key

        if not signing_keys():
            make_key()
        try:
            seed_holders(json.loads(OWN_PERSONS.read_text("utf-8")))
        except Refused as refused:
            raise ImproperlyConfigured(str(refused)) from refused

    def latest_received(self) -> Sequence[tuple[datetime, str, str]]:
        from .queries import received_requests

        return [
            (request.at, f"{request.method} {request.path}", f"{request.status} {request.answer}".strip())
            for request in received_requests()[:5]
        ]
