"""The Thai catalogues: find, read and compile them."""

import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PLACE = Path("locale/th/LC_MESSAGES/django.po")


def find_catalogues(package: Path) -> list[Path]:
    return sorted(package.rglob(str(PLACE)))


def owner_of(path: Path, package: Path) -> Path:
    """The app a file belongs to: the nearest folder above it with a catalogue or an apps.py."""
    for folder in path.parents:
        if folder.parent == package or (folder / PLACE).exists() or (folder / "apps.py").exists():
            return folder
        if folder == package:
            break
    return package


def read_catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale="th", abort_invalid=True)


def compile_catalogues(package: Path) -> Iterator[Path]:
    """Compile each catalogue that changed since, and tell which."""
    for source in find_catalogues(package):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        compiled = BytesIO()
        write_mo(compiled, read_catalogue(source))
        # Under another name first: a server that is starting never reads half a catalogue.
        unfinished = target.with_suffix(f".{os.getpid()}")
        unfinished.write_bytes(compiled.getvalue())
        unfinished.replace(target)
        yield source
