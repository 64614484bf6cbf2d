"""Reading the trail for sealing and checking. Row-level security decides that only the platform sees all of it."""

from collections.abc import Iterator
from typing import Any

from django.db import connection
from django.db.models import Count

from tidtam.kernel.audit.models import AuditRecord, Seal
from tidtam.kernel.audit.seals import COLUMNS

_AT_ONCE = 2_000


def rows_between(era: str, begin: int, end: int) -> Iterator[tuple[Any, ...]]:
    """The records whose transactions lie in this range, in the order of their ids; never all in memory."""
    found = AuditRecord.objects.filter(era=era, xid__gte=begin, xid__lt=end).order_by("id")
    return found.values_list(*COLUMNS).iterator(chunk_size=_AT_ONCE)


def horizon() -> int:
    """Every transaction below this number is over: what it recorded is there to be read, or never will be."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return int(cursor.fetchone()[0])


def eras() -> list[str]:
    """All lives of this database that left records; one look into the index each."""
    found: list[str] = []
    rows = AuditRecord.objects.order_by("era").values_list("era", flat=True)
    while (era := rows.filter(era__gt=found[-1] if found else "").first()) is not None:
        found.append(era)
    return found


def running_era() -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (pg_control_system()).system_identifier || '/' || left(pg_walfile_name(pg_current_wal_lsn()), 8)"
        )
        return str(cursor.fetchone()[0])


def seals_by_key() -> dict[str, int]:
    return dict(Seal.objects.values_list("key_id").annotate(Count("number")).order_by())
