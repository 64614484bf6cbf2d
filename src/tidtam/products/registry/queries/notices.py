from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from tidtam.kernel.actor import Actor
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.queries import institutions
from tidtam.products.registry.choices import OPEN_NOTICES, CorrectionState
from tidtam.products.registry.models import ChangeNotice, Correction, CorrectionPoint, Entry
from tidtam.products.registry.policies import correction_scope, notice_scope

NEWEST_FIRST = ("-filed_at", "-id")
NEWEST_LETTER_FIRST = ("-written_at", "-id")


def notices(actor: Actor, *, is_open: bool) -> QuerySet[ChangeNotice]:
    """What still has to be decided, or what was."""
    found = notice_scope(ChangeNotice.objects.select_related("organization", "receiving"), actor)
    undecided = Q(state__in=OPEN_NOTICES)
    return found.filter(undecided if is_open else ~undecided)


def get_notice(actor: Actor, notice_id: UUID) -> ChangeNotice:
    found = notice_scope(ChangeNotice.objects.select_related("organization", "receiving"), actor)
    notice = found.filter(pk=notice_id).first()
    if notice is None:
        raise Http404
    return notice


def possible_receivers(actor: Actor, entry: Entry) -> list[Organization]:
    return list(institutions().exclude(pk=entry.organization_id))


def corrections(actor: Actor, *, is_open: bool) -> QuerySet[Correction]:
    found = correction_scope(Correction.objects.select_related("organization"), actor)
    closed = Q(state=CorrectionState.CLOSED)
    return found.filter(~closed if is_open else closed)


def get_correction(actor: Actor, correction_id: UUID) -> Correction:
    found = correction_scope(Correction.objects.select_related("organization"), actor)
    correction = found.filter(pk=correction_id).first()
    if correction is None:
        raise Http404
    return correction


def points_of(actor: Actor, correction: Correction) -> list[CorrectionPoint]:
    found = CorrectionPoint.objects.filter(
        correction__in=correction_scope(Correction.objects.filter(pk=correction.pk), actor)
    )
    return list(found.order_by("number"))
