"""Compare the catalogues with the texts in use, and the Thai with the English."""

import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Message

from .catalogues import PLACE, find_catalogues, owner_of, read_catalogue
from .extraction import Text, find_texts

Key = tuple[str, str]
"""Context and English text."""

SHARED = ("web", "thai")
"""Every app may use the texts of these floors."""
STANDS_ALONE = (
    "config/outside",
    "sandbox/civil_registry",
    "sandbox/digital_id",
    "sandbox/dpis",
    "sandbox/service",
    "sandbox/thaid",
)
"""In the sandboxes' own process, without the catalogues of the house."""
OVERRIDES = "overrides:"
"""A comment in a catalogue: this text is used by the library named after it, and ours replaces its Thai."""

_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[a-z]|\{\w*\}")
_THAI = re.compile("[\u0e00-\u0e7f]")


def find_problems(package: Path) -> Iterator[str]:
    texts = list(find_texts(package))
    catalogues = {path.parents[3]: list(_messages(path)) for path in find_catalogues(package)}
    for folder, messages in catalogues.items():
        place = (folder / PLACE).relative_to(package)
        for message in messages:
            yield from (f"{place}: {problem}: {_shown(message)}" for problem in _wrong_with(message))
    yield from _missing(package, texts, catalogues)
    yield from _unused(package, texts, catalogues)
    yield from _contradicting(package, catalogues)


def _messages(path: Path) -> Iterator[Message]:
    return (message for message in read_catalogue(path) if message.id)


def _key(message: Message) -> Key:
    return message.context or "", _ids(message)[0]


def _ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _translations(message: Message) -> tuple[str, ...]:
    return (message.string or "",) if isinstance(message.string, str | None) else tuple(message.string)


def _shown(message: Message) -> str:
    return repr(_ids(message)[0])


def _wrong_with(message: Message) -> Iterator[str]:
    thai = _translations(message)
    if message.fuzzy:
        yield "marked fuzzy"
    if any(_THAI.search(text) for text in _ids(message)):
        yield "the source text is not English"
    if not all(text.strip() for text in thai):
        yield "no Thai"
        return
    expected = sorted(_PLACEHOLDER.findall(_ids(message)[-1]))
    if any(sorted(_PLACEHOLDER.findall(text)) != expected for text in thai):
        yield f"the Thai does not have the same places to fill ({', '.join(expected) or 'none'})"


def _missing(package: Path, texts: list[Text], catalogues: dict[Path, list[Message]]) -> Iterator[str]:
    by_key = {folder: {_key(message): message for message in messages} for folder, messages in catalogues.items()}
    shared = [package / name for name in SHARED]
    for text in texts:
        owner = owner_of(text.file, package)
        readable = [owner] if _stands_alone(owner, package) else [owner, *shared]
        key = text.context, text.message
        found = [by_key[folder][key] for folder in readable if key in by_key.get(folder, {})]
        place = f"{text.file.relative_to(package)}:{text.line}"
        if not found:
            yield f"{place}: no Thai for {text.message!r}"
        elif text.plural and not any(text.plural in _ids(message) for message in found):
            yield f"{place}: the catalogue lacks the plural of {text.message!r}"


def _stands_alone(folder: Path, package: Path) -> bool:
    return folder.relative_to(package).as_posix() in STANDS_ALONE


def _unused(package: Path, texts: list[Text], catalogues: dict[Path, list[Message]]) -> Iterator[str]:
    used_in: dict[Path, set[Key]] = {}
    everywhere: set[Key] = set()
    for text in texts:
        used_in.setdefault(owner_of(text.file, package), set()).add((text.context, text.message))
        everywhere.add((text.context, text.message))
    for folder, messages in catalogues.items():
        shared = folder.relative_to(package).as_posix() in SHARED
        used = everywhere if shared else used_in.get(folder, set())
        for message in messages:
            overrides = any(comment.lower().startswith(OVERRIDES) for comment in message.user_comments)
            if _key(message) not in used and not overrides:
                yield f"{(folder / PLACE).relative_to(package)}: no longer used: {_shown(message)}"


def _contradicting(package: Path, catalogues: dict[Path, list[Message]]) -> Iterator[str]:
    """Django joins the catalogues into one: where two differ, the order of the apps would decide."""
    first: dict[Key, tuple[Path, tuple[str, ...]]] = {}
    for folder, messages in catalogues.items():
        if _stands_alone(folder, package):
            continue
        for message in messages:
            other, thai = first.setdefault(_key(message), (folder, _translations(message)))
            if thai != _translations(message):
                names = " and ".join(sorted(path.relative_to(package).as_posix() for path in (other, folder)))
                yield f"{names}: two translations (give one a context): {_shown(message)}"
