"""What was handed in to verify somebody is not kept longer than it can be asked for; nor once the person is erased."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor, NotAllowed
from tidtam.kernel.files.actions import forget_files
from tidtam.kernel.files.models import StoredFile
from tidtam.kernel.verification.choices import State
from tidtam.kernel.verification.models import VerificationRequest
from tidtam.kernel.verification.queries import OWNER_KIND

from .opening import end, leave_trail

_AT_ONCE = 100


def forget_documents(actor: Actor, ended_before: datetime) -> int:
    """Some of those decided, cancelled or never handed in by then; the number of them. The evidence stays."""
    _must_be_platform(actor)
    over = Q(ended_at__lt=ended_before) | Q(state=State.COLLECTING, begun_at__lt=ended_before)
    with transaction.atomic():
        rows = VerificationRequest.objects.select_for_update(of=("self",), skip_locked=True)
        rows = rows.select_related("organization").filter(over, sealed_facts__isnull=False)
        return _forget(actor, rows.order_by("ended_at", "pk")[:_AT_ONCE])


def forget_requests(actor: Actor, account_id: UUID) -> int:
    """Everything that was typed or handed in with this account; what is still open ends."""
    _must_be_platform(actor)
    with transaction.atomic():
        rows = VerificationRequest.objects.select_for_update(of=("self",)).select_related("organization")
        said = Q(sealed_facts__isnull=False) | ~Q(sealed_card="") | Q(ended_at=None)
        return _forget(actor, rows.filter(said, account=account_id))


def _forget(actor: Actor, requests: Iterable[VerificationRequest]) -> int:
    rows = list(requests)
    for row in rows:
        if row.is_open:
            end(actor, row, State.CANCELLED)
            leave_trail(actor, "verification.cancelled", row)
        row.sealed_facts = row.sealed_reason = None
        row.save(update_fields=["sealed_facts", "sealed_reason"])
    forget_files(actor, StoredFile.objects.filter(owner_kind=OWNER_KIND, owner_id__in=[row.pk for row in rows]))
    return len(rows)


def _must_be_platform(actor: Actor) -> None:
    if not actor.is_system:
        raise NotAllowed(_("What was handed in is forgotten by the platform, when its time is over."))
