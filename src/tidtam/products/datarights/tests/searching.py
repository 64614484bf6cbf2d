"""Whether something can be read anywhere: in any column of any table, however it is written there, or in any file."""

import json
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterator
from pathlib import Path

from django.contrib.sessions.models import Session
from django.db import connection

_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"


def tables_that_say(*texts: str) -> dict[str, list[str]]:
    """Table → which of the texts it says. Whoever asks must be the platform, before whom no row is hidden."""
    found: dict[str, list[str]] = {}
    written = {text: [f"%{_literally(way)}%" for way in _ways_to_write(text)] for text in texts}
    with connection.cursor() as cursor:
        cursor.execute(_TABLES)
        for (table,) in cursor.fetchall():
            # One answer for each text, in one reading of the table; without the signs with which JSON is escaped.
            sums = ", ".join("bool_or(line LIKE ANY(%s))" for _text in texts)
            lines = f"""SELECT replace(row::text, E'\\\\', '') AS line FROM "{table}" AS row"""  # noqa: S608
            cursor.execute(f"SELECT {sums} FROM ({lines}) AS read", [written[text] for text in texts])  # noqa: S608
            said = [text for text, is_said in zip(texts, cursor.fetchone(), strict=True) if is_said]
            if said:
                found[table] = said
    for session in Session.objects.all():
        decoded = json.dumps(session.get_decoded(), ensure_ascii=False, default=str)
        if said := [text for text in texts if text in decoded]:
            found.setdefault("sessions, opened", []).extend(said)
    return found


def files_that_say(folder: Path, *texts: str) -> list[str]:
    """The files below the folder in which one of the texts stands, or that are named by it."""
    sought = [way.encode() for text in texts for way in (text, *_as_base64(text))]
    return [
        str(file.relative_to(folder))
        for file in folder.rglob("*")
        if any(text in file.name for text in texts)
        or (file.is_file() and any(way in content for content in [file.read_bytes()] for way in sought))
    ]


def _ways_to_write(text: str) -> Iterator[str]:
    yield text
    yield json.dumps(text)[1:-1].replace("\\", "")
    yield text.encode().hex()
    yield from _as_base64(text)


def _as_base64(text: str) -> Iterator[str]:
    """Wherever in the coded bytes it begins, without the signs that its neighbours have a part in."""
    for encode in (b64encode, urlsafe_b64encode):
        for before in range(3):
            coded = encode(b"-" * before + text.encode()).decode().rstrip("=")
            yield coded[-(-before * 4 // 3) : -2]


def _literally(text: str) -> str:
    return text.replace("%", r"\%").replace("_", r"\_")
