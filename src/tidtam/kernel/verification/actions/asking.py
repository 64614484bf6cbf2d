"""A person has a source asked about themselves, or thinks better of it."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused
from tidtam.kernel.files.actions import end_file
from tidtam.kernel.personal_data import Subject
from tidtam.kernel.verification.choices import OPEN, State, Way
from tidtam.kernel.verification.connectors import Stated
from tidtam.kernel.verification.jobs import order_asking
from tidtam.kernel.verification.limits import require_pause
from tidtam.kernel.verification.models import VerificationRequest
from tidtam.kernel.verification.policies import can_change
from tidtam.kernel.verification.queries import own_file, standing_of
from tidtam.kernel.verification.sealing import seal_card

from .opening import end, leave_trail, own_account, store_new, take

CARD_LIVES = timedelta(hours=23, minutes=50)
"""With the job that clears up every five minutes: a day at most."""


def begin_with_card(actor: Actor, *, card: Stated) -> VerificationRequest:
    """The sources are asked by a job, at once: none of them can hold up the pages of others."""
    account, person = own_account(actor)
    if standing_of(actor).masked:
        raise Refused(_("Your number was verified already."), code="verified")
    require_pause(actor)
    with transaction.atomic():
        request = VerificationRequest(account=account, person=person, way=Way.CARD, state=State.CHECKING)
        seal_card(request, card)
        request.card_until = actor.now() + CARD_LIVES
        store_new(actor, request)
        order_asking(request.pk)
    return request


def begin_with_staff_lists(actor: Actor) -> VerificationRequest:
    """For whom was verified before: whether directory or HR system know them as personnel."""
    account, person = own_account(actor)
    standing = standing_of(actor)
    if not standing.masked or not standing.is_thai:
        raise Refused(_("Your number has to be verified first."), code="unverified")
    if standing.badge is not None:
        raise Refused(_("You are known as personnel of the ministry already."), code="verified")
    with transaction.atomic():
        request = VerificationRequest(account=account, person=person, way=Way.STAFF_LISTS, state=State.CHECKING)
        store_new(actor, request)
        order_asking(request.pk)
    return request


def cancel_request(actor: Actor, request: VerificationRequest) -> VerificationRequest:
    """Another way can be chosen at once. What was typed from the card is gone, and the file no longer part of it."""
    with transaction.atomic():
        row = take(request)
        if not can_change(actor, row):
            raise NotAllowed(_("Only whoever asked can cancel."))
        if row.is_open:
            _cancel(actor, row)
    return row


def cancel_requests(actor: Actor, lesser: Subject, into: Subject) -> None:
    """With the account that is joined to another one ends what was asked for it: the other one is verified."""
    for request in VerificationRequest.objects.filter(account=lesser.account_id, account__isnull=False, state__in=OPEN):
        row = take(request)
        if row.is_open:
            _cancel(actor, row)


def _cancel(actor: Actor, row: VerificationRequest) -> None:
    if (file := own_file(actor, row)) is not None:
        end_file(actor, file)
    end(actor, row, State.CANCELLED)
    leave_trail(actor, "verification.cancelled", row)
