from django.db import connection, transaction
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, NotAllowed

from .calendar import numbered_days
from .models import CalendarDay, Publication, Tally
from .publishing import figures
from .queries import RECOUNT

_COMPACT = """
WITH busy AS (SELECT DISTINCT organization_id FROM tracking_statistics_tally WHERE NOT is_sum),
     gone AS (DELETE FROM tracking_statistics_tally AS tally USING busy
              WHERE tally.organization_id = busy.organization_id RETURNING tally.*)
INSERT INTO tracking_statistics_tally (organization_id, version_id, measure, step, day, days, change, is_sum)
SELECT organization_id, version_id, measure, step, day, days, sum(change), true FROM gone
GROUP BY 1, 2, 3, 4, 5, 6 HAVING sum(change) <> 0
"""
_FILL = f"""
INSERT INTO tracking_statistics_tally (organization_id, version_id, measure, step, day, days, change, is_sum)
SELECT organization_id, version_id, measure, step, day, days, number, true FROM ({RECOUNT}) AS anew
"""  # noqa: S608  # nosec B608 - nothing in it comes from outside


def compact(actor: Actor) -> None:
    """Let one row stand for all of its key, in every office where something happened; the sums stay what they are."""
    _must_be_system(actor)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_COMPACT)


def recount(actor: Actor) -> None:
    """Count everything anew. Matters can be read meanwhile; changing them waits."""
    _must_be_system(actor)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE tracking_case IN SHARE MODE")
        Tally.objects.all().delete()
        cursor.execute(_FILL)


def keep_calendar(actor: Actor) -> bool:
    """Take over holidays that the cabinet has decided since; what they change is counted anew."""
    _must_be_system(actor)
    known = dict(CalendarDay.objects.values_list("day", "number"))
    changed = [CalendarDay(day=day, number=number) for day, number in numbered_days() if known.get(day) != number]
    if not changed:
        return False
    with transaction.atomic():
        CalendarDay.objects.bulk_create(
            changed, update_conflicts=True, update_fields=["number"], unique_fields=["day"], batch_size=5_000
        )
        recount(actor)
    return True


def publish_figures(actor: Actor) -> Publication:
    """Today's public figures; what was published once this day stays."""
    _must_be_system(actor)
    today = actor.today()
    known = Publication.objects.filter(as_of=today).first()
    return known or Publication.objects.create(as_of=today, years=figures(today), published_at=actor.now())


def _must_be_system(actor: Actor) -> None:
    if not actor.is_system:
        raise NotAllowed(_("Only the platform itself counts."))
