from collections.abc import Sequence
from datetime import datetime

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DpisSandboxConfig(AppConfig):
    name = "tidtam.sandbox.dpis"
    label = "dpis_sandbox"
    verbose_name = _("HR system (DPIS)")
    place = "dpis/"
    start = "dpis:start"
    middleware: tuple[str, ...] = ()

    @staticmethod
    def form_targets() -> Sequence[str]:
        return ()

    def make_ready(self) -> None:
        """Its staff is a file; there is nothing to make."""

    def latest_received(self) -> Sequence[tuple[datetime, str, str]]:
        from .queries import received

        return [(one.at, one.what, one.answer) for one in received()[:5]]
