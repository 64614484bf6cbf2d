"""The texts on personal data to which people agree: one dated file each, in both languages, never changed later."""

import hashlib
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "data" / "consents"


@dataclass(frozen=True)
class Wording:
    title: str
    paragraphs: tuple[str, ...]

    @property
    def digest(self) -> str:
        return hashlib.sha256("\n".join((self.title, *self.paragraphs)).encode()).hexdigest()


@dataclass(frozen=True)
class ConsentText:
    version: str
    in_force_from: date
    th: Wording
    en: Wording

    def wording(self, language: str) -> Wording:
        return self.en if language == "en" else self.th


@cache
def all_texts() -> tuple[ConsentText, ...]:
    """From the oldest to the newest."""
    return tuple(sorted((_read(path) for path in _FOLDER.glob("*.toml")), key=lambda text: text.in_force_from))


def text_on(day: date) -> ConsentText:
    """The one in force on this day; before the first, that one."""
    texts = all_texts()
    return next((text for text in reversed(texts) if text.in_force_from <= day), texts[0])


def text_of(version: str) -> ConsentText | None:
    return next((text for text in all_texts() if text.version == version), None)


def _read(path: Path) -> ConsentText:
    data = tomllib.loads(path.read_text("utf-8"))
    return ConsentText(
        version=data["version"],
        in_force_from=data["in_force_from"],
        th=Wording(data["th"]["title"], tuple(data["th"]["paragraphs"])),
        en=Wording(data["en"]["title"], tuple(data["en"]["paragraphs"])),
    )
