"""A token is used: once, by one person, who is the agency's service-point officer from that moment."""

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from tidtam.kernel.access.actions import hand_over_role
from tidtam.kernel.access.models import RoleGrant
from tidtam.kernel.access.queries import accounts_in_charge
from tidtam.kernel.actor import Actor, NotAllowed, Refused
from tidtam.kernel.agencies.models import AgencyToken
from tidtam.kernel.agencies.notices import HANDED_OVER
from tidtam.kernel.agencies.policies import CENTRAL, OFFICER, can_enter_token, can_have_officer
from tidtam.kernel.agencies.queries import officer_of, token_written
from tidtam.kernel.agencies.written_token import read_token
from tidtam.kernel.audit.actions import record
from tidtam.kernel.notifications.actions import notify
from tidtam.kernel.orgs.models import Organization


def redeem_token(actor: Actor, token: str) -> RoleGrant:
    """The role, and with it the end of the role of whoever held it. A token that does not count is recorded."""
    if not can_enter_token(actor):
        raise NotAllowed(_("Sign in as a person to enter a token."))
    written = read_token(token)
    try:
        with transaction.atomic():
            return _redeem(actor, written)
    except Refused as refused:
        with transaction.atomic():
            record(actor, "agency_token.refused", "agency_token", "", details={"why": refused.code})
        raise


def _redeem(actor: Actor, written: str) -> RoleGrant:
    found = token_written(actor, written)
    if found is None:
        raise Refused(
            _("No token is written like this. Compare every group with the letter."), code="unknown", field="token"
        )
    # The office's row is the lock, then the token's: of two who enter it at once, the second finds it used.
    office = Organization.objects.select_for_update(no_key=True).get(pk=found.organization_id)
    token = AgencyToken.objects.select_for_update().get(pk=found.pk)
    _require_good(actor, token, office)
    token.spent_at, token.spent_by_id = actor.now(), actor.account_id
    token.save(update_fields=["spent_at", "spent_by"])
    letter = f" ({token.letter_no})" if token.letter_no else ""
    grant, former = hand_over_role(
        actor,
        role=OFFICER,
        organization=office,
        granted_by_id=token.issued_by_id,
        reason=_("Used the agency's token") + letter,
        end_reason=_("Another person used the agency's token") + letter,
    )
    details = {"token": token.pk, "to": grant.account_id, "from": ",".join(str(each.account_id) for each in former)}
    record(actor, "agency_token.redeemed", "agency_token", token.pk, organization_path=office.path)
    record(actor, "agency.handed_over", "agency", office.pk, organization_path=office.path, details=details)
    _tell_central_group(actor, office)
    return grant


def _require_good(actor: Actor, token: AgencyToken, office: Organization) -> None:
    """In words that say what is to be done, and not which agency it was for."""
    if token.spent_at is not None:
        raise _useless(_("This token was used already; a token counts once."), "spent")
    if token.revoked_at is not None:
        raise _useless(_("This token was revoked; another was issued in its place, or will be."), "revoked")
    if token.expires_at <= actor.now():
        raise _useless(_("The time in which this token could be used is over."), "expired")
    if not can_have_officer(office):
        raise _useless(_("The agency for which this token was issued is there no more."), "closed")
    held = officer_of(actor, office)
    if held is not None and held.account_id == actor.account_id:
        raise Refused(
            _("You are this agency's service-point officer already. The token stays good for somebody else."),
            code="already_officer",
            field="token",
        )


def _useless(what: str, code: str) -> Refused:
    ask = _("Ask the central group for a new one.")
    return Refused(f"{what} {ask}", code=code, field="token")


def _tell_central_group(actor: Actor, office: Organization) -> None:
    if actor.person_id is None:
        return
    for account_id in accounts_in_charge(office.path, [CENTRAL], actor.today(), apart_from=actor.person_id):
        notify(
            actor,
            account_id=account_id,
            kind=HANDED_OVER.key,
            subject_kind="agency",
            subject_id=office.pk,
            url=reverse("agencies:agency", args=[office.pk]),
            context={"agency": {"th": office.name_th, "en": office.name_en}, "officer": actor.name},
        )
