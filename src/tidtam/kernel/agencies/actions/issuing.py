"""The central group issues a token, prints it once, and revokes it. An agency has one open token at most."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused
from tidtam.kernel.agencies.choices import LIVES_DAYS, TOKEN_LIVES, Answer
from tidtam.kernel.agencies.models import LONGEST_REASON, AgencyToken, TokenRequest
from tidtam.kernel.agencies.notices import ISSUED_ANEW
from tidtam.kernel.agencies.policies import can_have_officer, can_issue
from tidtam.kernel.agencies.queries import open_requests_of, open_token
from tidtam.kernel.agencies.written_token import new_token
from tidtam.kernel.audit.actions import record
from tidtam.kernel.keys import digest_of
from tidtam.kernel.notifications.actions import notify
from tidtam.kernel.orgs.models import Organization


@dataclass(frozen=True)
class NewToken:
    token: AgencyToken
    secret: str
    """Shown once; afterwards it stands in the letter only."""


def issue_token(
    actor: Actor,
    agency: Organization,
    *,
    reason: str = "",
    letter_no: str = "",
    lives: timedelta = TOKEN_LIVES,
) -> NewToken:
    """A token for whoever the agency chooses. The one before stops counting in the same act, and whoever asked for
    another is answered.
    """
    if not timedelta(days=1) <= lives <= timedelta(days=max(LIVES_DAYS)):
        raise Refused(_("A token lives from 1 to 90 days."), code="lives", field="lives_days")
    with transaction.atomic():
        office = _locked_office(actor, agency)
        if not can_have_officer(office):
            raise Refused(_("This agency has ended, or is of a kind that has no service point."), code="unfitting")
        former = open_token(actor, office)
        if former is not None:
            if not reason.strip():
                raise Refused(
                    _("Say why the present token is replaced; it stops counting at once."),
                    code="required",
                    field="reason",
                )
            _revoke(actor, former, office, reason)
        secret = new_token()
        token = AgencyToken.objects.create(
            organization=office,
            digest=digest_of(secret),
            letter_no=letter_no.strip(),
            issued_at=actor.now(),
            issued_by_id=actor.account_id,
            expires_at=actor.now() + lives,
        )
        _record(actor, "agency_token.issued", token, office, {"expires_at": token.expires_at.isoformat()})
        for asked in open_requests_of(actor, office).select_for_update(of=("self",)):
            _answer(actor, asked, token, office)
    return NewToken(token, secret)


def revoke_token(actor: Actor, token: AgencyToken, *, reason: str) -> AgencyToken:
    """It makes nobody anything from now on. One that was used, or revoked before, stays as it is."""
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise Refused(_("Give the reason, in 300 characters at most."), code="required", field="reason")
    with transaction.atomic():
        office = _locked_office(actor, token.organization)
        locked = AgencyToken.objects.select_for_update().get(pk=token.pk)
        if locked.spent_at is not None:
            raise Refused(_("This token was used already. To change the officer, issue a new one."), code="spent")
        if locked.revoked_at is None:
            _revoke(actor, locked, office, reason)
    return locked


def record_letter(actor: Actor, token: AgencyToken, secret: str) -> None:
    """The letter is printed from the page that shows the token, by whoever has it in front of them."""
    with transaction.atomic():
        office = _locked_office(actor, token.organization)
        locked = AgencyToken.objects.get(pk=token.pk)
        if locked.digest != digest_of(secret) or locked.spent_at or locked.revoked_at:
            raise Refused(
                _("The letter can be printed only while the page shows the token. Issue a new one."), code="gone"
            )
        _record(actor, "agency_token.letter_printed", locked, office)


def _locked_office(actor: Actor, agency: Organization) -> Organization:
    """The office's row is the lock: whoever issues, revokes or uses a token of it comes one after the other."""
    office = Organization.objects.select_for_update(no_key=True).get(pk=agency.pk)
    if not can_issue(actor, office):
        raise NotAllowed(_("The central group issues tokens for the agencies that it serves."))
    return office


def _revoke(actor: Actor, token: AgencyToken, office: Organization, reason: str) -> None:
    token.revoked_at, token.revoked_by_id, token.revoke_reason = actor.now(), actor.account_id, reason.strip()
    token.save(update_fields=["revoked_at", "revoked_by", "revoke_reason"])
    _record(actor, "agency_token.revoked", token, office)


def _answer(actor: Actor, asked: TokenRequest, token: AgencyToken, office: Organization) -> None:
    asked.answered_at, asked.answered_by_id = actor.now(), actor.account_id
    asked.answer, asked.token = Answer.ISSUED, token
    asked.save(update_fields=["answered_at", "answered_by", "answer", "token"])
    notify(
        actor,
        person_id=asked.person_id,
        kind=ISSUED_ANEW.key,
        subject_kind="agency_token_request",
        subject_id=asked.pk,
        url=reverse("agencies:ask"),
        context={"agency": {"th": office.name_th, "en": office.name_en}},
    )


def _record(
    actor: Actor, verb: str, token: AgencyToken, office: Organization, details: dict[str, object] | None = None
) -> None:
    record(actor, verb, "agency_token", token.pk, organization_path=office.path, details=details or {})
