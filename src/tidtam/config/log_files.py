"""Where the output of started processes goes when nobody watches a terminal."""

from pathlib import Path
from typing import BinaryIO

_LARGEST = 10 * 1024 * 1024


def open_log(folder: Path, name: str) -> BinaryIO:
    """Append to `<name>.log`; what grew too long is kept once as `<name>.log.1`."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.log"
    if file.exists() and file.stat().st_size > _LARGEST:
        file.replace(folder / f"{name}.log.1")
    return file.open("ab")


def last_lines(file: Path, start: int = 0, count: int = 15) -> str:
    with file.open("rb") as log:
        log.seek(start)
        return "\n".join(log.read().decode(errors="replace").splitlines()[-count:])
