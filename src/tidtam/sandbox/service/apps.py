import os
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServiceSandboxConfig(AppConfig):
    name = "tidtam.sandbox.service"
    label = "service_sandbox"
    verbose_name = _("Library (a service that signs in with Tidtam)")
    place = "service/"
    start = "service:start"
    middleware: tuple[str, ...] = ()

    @staticmethod
    def form_targets() -> Sequence[str]:
        from .environment import issuer

        parts = urlsplit(issuer())
        return (f"{parts.scheme}://{parts.netloc}",)

    def make_ready(self) -> None:
        """Nothing is made: the demonstration tells what Tidtam knows the library by."""
        # The library for the protocol speaks to https alone, unless told that nothing leaves this machine.
        os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"

    def latest_received(self) -> Sequence[tuple[datetime, str, str]]:
        from .queries import received

        return [(one.at, one.what, one.answer) for one in received()[:5]]
