"""Where contents lie: outside the database, sealed in pieces, so that a large file never stands in memory whole.

Every file has a key of its own, used once: pieces are numbered by their nonce, and the last one says that it is the
last, so that a piece missing, doubled or moved does not open. The file's id is associated data.
"""

import os
import re
import secrets
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import BinaryIO, Protocol
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

PIECE = 64 * 1024
_TAG = 16
_COUNTER_BYTES = 11
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class ContentDamaged(Exception):
    """What lies in the store is not what was put there."""


class FileStore(Protocol):
    def write(self, file_id: UUID, pieces: Iterable[bytes]) -> None:
        """Durable when it returns."""
        ...

    def open(self, file_id: UUID) -> BinaryIO: ...

    def remove(self, file_id: UUID) -> None: ...

    def written_before(self, moment: datetime) -> Iterator[UUID]: ...


class FolderStore:
    """Files in one folder, each under its id."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, file_id: UUID, pieces: Iterable[bytes]) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(self._path(file_id), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as target:
            for piece in pieces:
                target.write(piece)
            target.flush()
            os.fsync(target.fileno())
        self._sync_folder()

    def open(self, file_id: UUID) -> BinaryIO:
        return self._path(file_id).open("rb")

    def remove(self, file_id: UUID) -> None:
        self._path(file_id).unlink(missing_ok=True)

    def written_before(self, moment: datetime) -> Iterator[UUID]:
        if not self.folder.is_dir():
            return
        for entry in os.scandir(self.folder):
            if _ID.fullmatch(entry.name) and datetime.fromtimestamp(entry.stat().st_mtime, UTC) < moment:
                yield UUID(entry.name)

    def _path(self, file_id: UUID) -> Path:
        return self.folder / str(UUID(str(file_id)))

    def _sync_folder(self) -> None:
        descriptor = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@cache
def _folder_store(folder: Path) -> FolderStore:
    return FolderStore(folder)


def file_store() -> FileStore:
    return _folder_store(settings.ENVIRONMENT.data / "files")


def new_content_key() -> bytes:
    return secrets.token_bytes(32)


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(_COUNTER_BYTES) + bytes([is_last])


def sealed_pieces(data: bytes | memoryview, key: bytes, file_id: UUID) -> Iterator[bytes]:
    cipher = AESGCM(key)
    starts = range(0, len(data), PIECE) or range(1)
    for number, start in enumerate(starts):
        is_last = number == len(starts) - 1
        yield cipher.encrypt(_nonce(number, is_last), bytes(data[start : start + PIECE]), file_id.bytes)


def opened_pieces(source: BinaryIO, key: bytes, file_id: UUID, size: int) -> Iterator[bytes]:
    """The content piece by piece; nothing is given out that was not checked."""
    cipher = AESGCM(key)
    pieces = max(1, -(-size // PIECE))
    with source:
        for number in range(pieces):
            sealed = source.read(PIECE + _TAG)
            try:
                yield cipher.decrypt(_nonce(number, number == pieces - 1), sealed, file_id.bytes)
            except (InvalidTag, ValueError):
                raise ContentDamaged(f"the content of file {file_id} was altered or cut") from None
        if source.read(1):
            raise ContentDamaged(f"the content of file {file_id} has something added to it")
