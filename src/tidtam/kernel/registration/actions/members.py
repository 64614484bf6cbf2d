"""A finished registration becomes a person, an account for 60 days, a statement and a consent, all or nothing."""

import json
from datetime import timedelta

from django.contrib.sessions.backends.base import SessionBase
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused, acting_as, platform_for
from tidtam.kernel.audit.actions import record
from tidtam.kernel.identity.actions import create_account
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.session_state import browser_mark
from tidtam.kernel.people.actions import enter_person_as_stated, set_contact_address
from tidtam.kernel.people.choices import AddressKind
from tidtam.kernel.people.models import Person
from tidtam.kernel.people.private_text import seal
from tidtam.kernel.registration.drafts import DraftState, Stated
from tidtam.kernel.registration.models import Statement
from tidtam.kernel.registration.own_draft import acting_in
from tidtam.kernel.registration.policies import can_register
from tidtam.kernel.registration.sealing import open_draft
from tidtam.thai.dates import PartialDate

from .consents import keep_consent
from .drafts import take_draft

TEMPORARY_FOR = timedelta(days=60)


def register_member(
    actor: Actor, session: SessionBase, stated: Stated, *, username: str, password: str, language: str
) -> Account:
    """The account works at once, until the 60th day from now. The draft is used up: a second click makes nothing."""
    if not can_register(actor):
        raise NotAllowed(_("You are signed in, so you have an account already."))
    if not password:
        raise Refused(_("Choose a password."), code="password_empty", field="password")
    with acting_in(actor, browser_mark(session) or ""):
        draft = take_draft(actor, session)
        if not DraftState.from_text(open_draft(draft)).has_proven(stated.email):
            raise Refused(_("Confirm your e-mail address with the code first."), code="email_unproven")
        draft.delete()
        with acting_as(platform_for(actor)) as platform:
            return _enter(platform, stated, username=username, password=password, language=language)


def _enter(platform: Actor, stated: Stated, *, username: str, password: str, language: str) -> Account:
    person = enter_person_as_stated(
        platform,
        kind=stated.kind,
        born=PartialDate(stated.birth_year, stated.birth_month, stated.birth_day),
        **stated.names,
    )
    account = create_account(
        platform,
        person=person,
        username=username,
        password=password,
        email=stated.email,
        language=language,
        temporary_until=platform.today() + TEMPORARY_FOR,
    )
    _keep_addresses(platform, person, stated)
    _keep_statement(platform, account, person, stated)
    keep_consent(platform, account, person, stated.consent_version, language)
    record(platform, "account.registered", "account", account.pk, person_id=person.pk)
    return account


def _keep_addresses(platform: Actor, person: Person, stated: Stated) -> None:
    set_contact_address(platform, person, kind=AddressKind.EMAIL, value=stated.email, verified_at=platform.now())
    if stated.mobile:
        set_contact_address(platform, person, kind=AddressKind.MOBILE, value=stated.mobile)


def _keep_statement(platform: Actor, account: Account, person: Person, stated: Stated) -> None:
    said = {name: getattr(stated, name) for name in ("sex", "personnel_kind", "unit", "position")}
    Statement.objects.create(
        account=account,
        person=person,
        sealed=seal(person.pk, json.dumps(said, ensure_ascii=False)),
        stated_at=platform.now(),
    )
