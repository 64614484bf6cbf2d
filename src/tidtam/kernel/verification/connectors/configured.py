"""The sources that this office has set up, in the order in which they are asked."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.conf import settings

from .choices import Source
from .civil_registry import CivilRegistry
from .directory import Directory, DirectoryNames
from .directory_line import DirectoryLine
from .hr_drop import HrDrop
from .hr_service import HrService
from .protocol import Connector


@cache
def configured() -> tuple[Connector, ...]:
    makers: dict[Source, Callable[[], Connector | None]] = {
        Source.CIVIL_REGISTRY: _civil_registry,
        Source.DIRECTORY: directory,
        Source.HR_SYSTEM: _hr_system,
    }
    made = (makers[Source(name)]() for name in settings.ENVIRONMENT.sources.order)
    return tuple(connector for connector in made if connector is not None)


def is_configured(source: Source) -> bool:
    return any(connector.key is source for connector in configured())


def _civil_registry() -> Connector | None:
    sources = settings.ENVIRONMENT.sources
    return CivilRegistry(sources.registry_url, seconds=sources.seconds) if sources.registry_url else None


def directory() -> Directory | None:
    """Itself, because it can also confirm a person by their password there."""
    sources = settings.ENVIRONMENT.sources
    if not sources.directory_url:
        return None
    line = DirectoryLine(
        sources.directory_url,
        bind_dn=sources.directory_bind_dn,
        password=sources.directory_password,
        ca_file=sources.directory_ca,
    )
    names = DirectoryNames(**sources.directory_names)
    return Directory(line, base=sources.directory_base, names=names, seconds=sources.seconds)


def _hr_system() -> Connector | None:
    sources = settings.ENVIRONMENT.sources
    if sources.hr_folder:
        return HrDrop(Path(sources.hr_folder), days=sources.hr_days, seconds=sources.seconds)
    if sources.hr_url:
        return HrService(sources.hr_url, token=sources.hr_token, seconds=sources.seconds)
    return None
