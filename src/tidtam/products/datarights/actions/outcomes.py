"""What was granted is carried out by the platform."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, NotAllowed
from tidtam.kernel.audit.actions import record
from tidtam.kernel.people.actions import VerifiedClaims, update_from_verified_source
from tidtam.kernel.people.choices import Precision
from tidtam.products.datarights.choices import Cause, RequestKind
from tidtam.products.datarights.items import BIRTH_DATE, is_name
from tidtam.products.datarights.models import DataRequest
from tidtam.products.datarights.policies import can_carry_out
from tidtam.products.datarights.queries import asked_words
from tidtam.thai.dates import parse_partial_date

from .erasing import AFTER_DECISION, order_erasure

_SOURCE = "correction"


def carry_out_request(actor: Actor, request: DataRequest) -> None:
    """Once. What other offices keep they have corrected themselves by now."""
    if not can_carry_out(actor):
        raise NotAllowed(_("This is done by the platform itself."))
    with transaction.atomic():
        request = DataRequest.objects.select_for_update(of=("self",)).select_related("person").get(pk=request.pk)
        if request.carried_out_at is not None:
            return
        if request.kind == RequestKind.DELETION:
            order_erasure(
                actor,
                request.person,
                account_id=request.account_id,
                cause=Cause.REQUEST,
                case_id=request.case_id,
                after=AFTER_DECISION,
            )
        else:
            _correct(actor, request)
        request.carried_out_at = actor.now()
        request.save(update_fields=["carried_out_at"])
        record(
            actor,
            f"personal_data.{request.kind}_carried_out",
            "data_request",
            request.pk,
            person_id=request.person_id,
            organization_path=request.organization_path,
        )


def _correct(actor: Actor, request: DataRequest) -> None:
    right = asked_words(request).get("right", "")
    if is_name(request.item):
        name: dict[str, Any] = {request.item: right}
        claims = VerifiedClaims(source=_SOURCE, **name)
    elif request.item == BIRTH_DATE:
        born = parse_partial_date(right, short_year=False)
        precision = Precision.DAY if born.day else Precision.MONTH if born.month else Precision.YEAR
        claims = VerifiedClaims(source=_SOURCE, birth_date=born.earliest, birth_precision=precision)
    else:
        return
    update_from_verified_source(actor, request.person, claims)
