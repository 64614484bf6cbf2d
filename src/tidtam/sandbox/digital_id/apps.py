from collections.abc import Sequence
from datetime import datetime

from django.apps import AppConfig


class DigitalIdSandboxConfig(AppConfig):
    name = "tidtam.sandbox.digital_id"
    label = "digital_id_sandbox"
    verbose_name = "Digital ID"
    place = "digital-id/"
    start = "digital_id_sandbox:front"
    middleware: tuple[str, ...] = ("tidtam.sandbox.digital_id.middleware.DigitalIdMiddleware",)

    @staticmethod
    def form_targets() -> Sequence[str]:
        from .environment import read_environment

        return read_environment().form_targets

    def make_ready(self) -> None:
        from .actions.seed import seed_own_persons
        from .queries import signing_keys
        from .signing import make_key

        if not signing_keys():
            make_key()
        seed_own_persons()

    def latest_received(self) -> Sequence[tuple[datetime, str, str]]:
        from .queries import received_requests

        return [
            (request.at, f"{request.method} {request.path}", f"{request.status} {request.answer}".strip())
            for request in received_requests()[:5]
        ]
