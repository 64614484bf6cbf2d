"""Who joins the process, and what each tells of itself."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol

from tidtam.sandbox.civil_registry.apps import CivilRegistrySandboxConfig
from tidtam.sandbox.digital_id.apps import DigitalIdSandboxConfig
from tidtam.sandbox.dpis.apps import DpisSandboxConfig
from tidtam.sandbox.service.apps import ServiceSandboxConfig
from tidtam.sandbox.thaid.apps import ThaidSandboxConfig


class JoinedSandbox(Protocol):
    """The AppConfig of a sandbox. Its package has a `urls` module, which names its `app_name`."""

    name: str
    label: str
    verbose_name: Any
    place: str
    """Where its addresses begin, such as "digital-id/"; all of its cookies are bound to it or named after it."""
    start: str
    """The name of its first page."""
    middleware: tuple[str, ...]
    """Stands innermost around every request; it leaves the paths of others alone."""

    @staticmethod
    def form_targets() -> Sequence[str]:
        """Origins outside to which its forms may lead. Asked while the settings are read; a mistake in the
        sandbox's own settings is told here, as ImproperlyConfigured."""

    def make_ready(self) -> None:
        """Before the process serves, when the tables are there; at every start."""

    def latest_received(self) -> Sequence[tuple[datetime, str, str]]:
        """The newest of what it was sent: when, what, and with which answer. Nothing secret or personal."""


SANDBOXES: tuple[type[JoinedSandbox], ...] = (
    ThaidSandboxConfig,
    DigitalIdSandboxConfig,
    CivilRegistrySandboxConfig,
    DpisSandboxConfig,
    ServiceSandboxConfig,
)
