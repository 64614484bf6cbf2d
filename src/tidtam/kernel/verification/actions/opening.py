"""A request begins and ends here, whichever way it goes."""

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor, NotAllowed, Outdated, Refused, new_id
from tidtam.kernel.audit.actions import record
from tidtam.kernel.identity.models import Account
from tidtam.kernel.notifications.actions import notify
from tidtam.kernel.notifications.kinds import NoticeKind
from tidtam.kernel.notifications.texts import Context
from tidtam.kernel.people.models import Person
from tidtam.kernel.verification.choices import State
from tidtam.kernel.verification.models import VerificationRequest
from tidtam.kernel.verification.policies import can_begin
from tidtam.kernel.verification.queries import OWNER_KIND


def own_account(actor: Actor) -> tuple[Account, Person]:
    account = Account.objects.select_related("person").filter(pk=actor.account_id or new_id()).first()
    if not can_begin(actor) or account is None or account.person is None:
        raise NotAllowed(_("Only the owner of an account can have it verified."))
    return account, account.person


def store_new(actor: Actor, request: VerificationRequest) -> VerificationRequest:
    request.begun_at = actor.now()
    try:
        with transaction.atomic():
            request.save(force_insert=True)
    except IntegrityError:
        raise Refused(_("You have begun already; go on there, or cancel it first."), code="open_request") from None
    leave_trail(actor, "verification.begun", request, way=request.way)
    return request


def take(request: VerificationRequest, version: int | None = None) -> VerificationRequest:
    """The row itself, locked until the action is done."""
    locked = VerificationRequest.objects.select_for_update(of=("self",)).select_related("organization")
    row = locked.get(pk=request.pk)
    if version is not None and row.version != version:
        raise Outdated(_("This request has changed meanwhile. Look at it once more."))
    return row


def keep(request: VerificationRequest) -> None:
    request.version += 1
    request.save()


def end(actor: Actor, request: VerificationRequest, state: State, ending: str = "") -> None:
    """Nothing that was typed from the card outlives the request. Who ended it and how, the caller records."""
    request.state, request.ending, request.ended_at = state, ending, actor.now()
    request.sealed_card, request.card_until, request.next_try_at = "", None, None
    keep(request)


def tell(actor: Actor, request: VerificationRequest, kind: NoticeKind, context: Context | None = None) -> None:
    """The account is told, whichever person it belongs to by now."""
    account = Account.objects.only("person_id").get(pk=request.account_id)
    notify(
        actor,
        person_id=account.person_id,
        kind=kind.key,
        subject_kind=OWNER_KIND,
        subject_id=request.pk,
        url=reverse("verify_request"),
        context=context,
    )


def leave_trail(actor: Actor, verb: str, request: VerificationRequest, **details: object) -> None:
    record(
        actor,
        verb,
        OWNER_KIND,
        request.pk,
        person_id=request.person_id,
        organization_path=request.organization.path if request.organization else "",
        details=details,
    )
