from collections.abc import Sequence
from datetime import datetime

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CivilRegistrySandboxConfig(AppConfig):
    name = "tidtam.sandbox.civil_registry"
    label = "civil_registry_sandbox"
    verbose_name = _("Civil registry")
    place = "civil-registry/"
    start = "civil_registry:start"
    middleware: tuple[str, ...] = ()

    @staticmethod
    def form_targets() -> Sequence[str]:
        return ()

    def make_ready(self) -> None:
        """Its cards are a file; there is nothing to make."""

    def latest_received(self) -> Sequence[tuple[datetime, str, str]]:
        from .queries import received

        return [(one.at, one.what, one.answer) for one in received()[:5]]
