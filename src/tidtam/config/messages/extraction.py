"""Find the texts that code and templates ask a translation for."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract
from django.utils.translation.template import templatize

TEMPLATE_SUFFIXES = {".html", ".txt"}
_KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


@dataclass(frozen=True, slots=True)
class Text:
    """One text to translate, and where it stands."""

    file: Path
    line: int
    message: str
    plural: str = ""
    context: str = ""


def find_texts(package: Path) -> Iterator[Text]:
    for path in sorted(package.rglob("*.py")):
        if not {"tests", "migrations"} & set(path.relative_to(package).parts):
            yield from texts_of(path, path.read_bytes())
    for path in find_templates(package):
        yield from texts_of(path, _as_python(path).encode())


def find_templates(package: Path) -> list[Path]:
    return sorted(
        path
        for path in package.rglob("templates/**/*")
        if path.suffix in TEMPLATE_SUFFIXES and "tests" not in path.relative_to(package).parts
    )


def _as_python(template: Path) -> str:
    source = templatize(template.read_text("utf-8"), origin=str(template))
    # What stands between the texts is blanked out, its indentation is not: Python would stumble over it.
    return "\n".join(line.lstrip() for line in source.splitlines())


def texts_of(path: Path, source: bytes) -> Iterator[Text]:
    for line, found, _comments, context in extract("python", BytesIO(source), keywords=_KEYWORDS):
        parts = found if isinstance(found, tuple) else (found,)
        message, plural = (*parts, "")[:2]
        if message:
            yield Text(path, line, message, plural or "", context or "")
