"""Passkeys come and go; what they protect is the account's owner's alone."""

import logging
from uuid import UUID

from allauth.core import ratelimit
from allauth.mfa.models import Authenticator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused, acting_as, new_id
from tidtam.kernel.audit.actions import record
from tidtam.kernel.credentials.notices import tell
from tidtam.kernel.credentials.queries import passkeys_of
from tidtam.kernel.credentials.webauthn import Unfit, judge_new, judge_shown
from tidtam.kernel.identity.actions.second_factor import (
    finish_adding,
    make_room,
    method_of,
    prepare_to_add,
    remove_factors,
)
from tidtam.kernel.identity.actions.sign_in import sign_in_proven
from tidtam.kernel.identity.http import actor_of
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.policies import can_change_account

logger = logging.getLogger(__name__)

MOST_PASSKEYS = 10


def add_passkey(request: HttpRequest, actor: Actor, account: Account, *, name: str, answer: str) -> None:
    """From now on it signs in by itself, and stands for the second factor."""
    account = prepare_to_add(request, actor, account)
    kept = passkeys_of(actor)
    if len(kept) >= MOST_PASSKEYS:
        raise Refused(_("You have ten passkeys. Remove one that you no longer use."), code="too_many", field="name")
    if any(passkey.name == name for passkey in kept):
        raise Refused(_("You have a passkey of this name. Choose another name."), code="name_taken", field="name")
    try:
        made = judge_new(request.session, answer)
    except Unfit:
        raise _not_taken() from None
    if Authenticator.objects.filter(data__credential_id=made.credential_id).exists():
        raise _not_taken()
    make_room(request, account)
    passkey = Authenticator.objects.create(
        user=account,
        type=Authenticator.Type.WEBAUTHN,
        created_at=actor.now(),
        data={
            "reference": str(new_id()),
            "name": name,
            "credential_id": made.credential_id,
            "credential": made.answer,
            "count": 0,
        },
    )
    finish_adding(request, actor, account, passkey)
    record(actor, "account.passkey_added", "account", account.pk, person_id=account.person_id)
    tell(actor, account, "passkey_added")


def rename_passkey(actor: Actor, account: Account, reference: UUID, *, name: str) -> None:
    passkey = _owned(actor, account, reference)
    if any(other.name == name and other.reference != reference for other in passkeys_of(actor)):
        raise Refused(_("You have a passkey of this name. Choose another name."), code="name_taken", field="name")
    passkey.data["name"] = name
    passkey.save(update_fields=["data"])


def remove_passkey(actor: Actor, account: Account, reference: UUID) -> None:
    passkey = _owned(actor, account, reference)
    remove_factors(actor, account, Authenticator.objects.filter(pk=passkey.pk))
    record(actor, "account.passkey_removed", "account", account.pk, person_id=account.person_id)
    tell(actor, account, "passkey_removed")


def enter_with_passkey(request: HttpRequest, *, answer: str, next_page: str) -> HttpResponse:
    """Signs in whoever shows a passkey of theirs; one whose count runs backwards was copied, and is refused."""
    if not ratelimit.consume(request, action="passkey"):
        raise Refused(_("There were too many tries. Wait 15 minutes and try again."), code="too_many_tries")
    try:
        shown = judge_shown(request.session, answer)
    except Unfit:
        logger.info("sign-in by passkey: refused")
        raise _not_known() from None
    with acting_as(actor_of(request)):
        passkey = Authenticator.objects.select_for_update().filter(pk=shown.authenticator.pk).first()
        if passkey is None:
            raise _not_known()
        last: int = passkey.data["count"]
        if (last or shown.count) and shown.count <= last:
            logger.warning("sign-in by passkey: its count runs backwards")
            raise _not_known()
        passkey.data["count"] = shown.count
        passkey.last_used_at = actor_of(request).now()
        passkey.save(update_fields=["data", "last_used_at"])
    account = Account.objects.select_related("person").get(pk=passkey.user_id)
    return sign_in_proven(request, account, method_of(passkey), next_page)


def _owned(actor: Actor, account: Account, reference: UUID) -> Authenticator:
    if not can_change_account(actor, account):
        raise NotAllowed(_("Only the owner of an account may change its passkeys."))
    Account.objects.select_for_update(of=("self",)).get(pk=account.pk)
    kept = Authenticator.objects.filter(user=account, type=Authenticator.Type.WEBAUTHN)
    passkey = kept.filter(data__reference=str(reference)).first()
    if passkey is None:
        raise Http404
    return passkey


def _not_taken() -> Refused:
    return Refused(
        _("The passkey was not made, or not for this page. Try again, and confirm on your device when it asks."),
        code="passkey_unfit",
    )


def _not_known() -> Refused:
    return Refused(_("This passkey signs nobody in here. Try again, or sign in another way."), code="passkey_unknown")
