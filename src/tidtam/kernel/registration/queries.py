import json
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.db.models import Exists, OuterRef, Q

from tidtam.kernel.actor import Actor
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.session_state import browser_mark
from tidtam.kernel.people.choices import AddressKind
from tidtam.kernel.people.models import ContactAddress
from tidtam.kernel.people.private_text import unseal

from .consents import ConsentText, text_on
from .drafts import DraftState
from .models import Consent, Draft, Reminder, Statement, Withdrawal
from .own_draft import acting_in
from .policies import consents_in_scope, statements_in_scope
from .sealing import open_draft

REMINDED_AT = (14, 3, 0)
"""Days before the last one on which the owner of a temporary account is told."""
_MOST_ANSWERED = 5
"""A mobile number may belong to a family; to no crowd."""


def draft_of(actor: Actor, session: SessionBase) -> DraftState | None:
    """What this browser has typed so far; nothing after a day."""
    mark = browser_mark(session)
    if mark is None:
        return None
    with acting_in(actor, mark):
        draft = Draft.objects.filter(browser_hash=mark, expires_at__gt=actor.now()).first()
        return DraftState.from_text(open_draft(draft)) if draft else None


@dataclass(frozen=True)
class StatedFacts:
    """What a member said of themselves; nobody has vouched for it."""

    sex: str
    personnel_kind: str
    unit: str
    position: str


def statement_of(actor: Actor, account_id: UUID) -> StatedFacts | None:
    """None for whoever did not register here, and after erasure."""
    row = statements_in_scope(Statement.objects.all(), actor).filter(account=account_id).first()
    text = unseal(row.person_id, row.sealed) if row else None
    return StatedFacts(**json.loads(text)) if text else None


def standing_consent(actor: Actor) -> Consent | None:
    """What the member agreed to last and did not take back since."""
    own = consents_in_scope(Consent.objects.filter(account=actor.account_id), actor).order_by("given_at", "pk").last()
    return None if own is None or Withdrawal.objects.filter(consent=own).exists() else own


def consent_to_renew(platform: Actor, account: Account) -> ConsentText | None:
    """The text to agree to anew before the account is opened again; None for whoever took no consent back."""
    given = consents_in_scope(Consent.objects.filter(account=account), platform).order_by("given_at", "pk").last()
    is_withdrawn = given is not None and Withdrawal.objects.filter(consent=given).exists()
    return text_on(platform.today()) if is_withdrawn else None


def is_registered_email(actor: Actor, email: str) -> bool:
    return Account.objects.filter(email=email).exists()


def accounts_reached_at(actor: Actor, address: str) -> list[Account]:
    """The usable accounts that have this e-mail address or mobile number on file."""
    kind = AddressKind.EMAIL if "@" in address else AddressKind.MOBILE
    persons = ContactAddress.objects.filter(kind=kind, value=address, ended_at=None).values("person")
    reached = Q(person__in=persons)
    if kind == AddressKind.EMAIL:
        reached |= Q(email=address)
    found = Account.objects.filter(reached)
    return list(found.filter(locked_at=None, ended_at=None).order_by("pk")[:_MOST_ANSWERED])


def email_on_file(actor: Actor, account: Account) -> str:
    """Where the account's owner is written to; nothing where none is known."""
    row = ContactAddress.objects.filter(person=account.person_id, kind=AddressKind.EMAIL, ended_at=None).first()
    return account.email or (row.value if row else "")


@dataclass(frozen=True)
class DueReminder:
    account: Account
    last_day: date
    days_before: int


def due_reminders(actor: Actor, size: int) -> list[DueReminder]:
    """The next reminders that are due and were not sent: for each account the latest only, even after long silence."""
    today = actor.today()
    due: list[DueReminder] = []
    for days, nearer in zip(REMINDED_AT, (*REMINDED_AT[1:], -1), strict=True):
        sent = Reminder.objects.filter(account=OuterRef("pk"), last_day=OuterRef("temporary_until"), days_before=days)
        accounts = Account.objects.filter(
            ~Exists(sent),
            temporary_until__gt=today + timedelta(days=nearer),
            temporary_until__lte=today + timedelta(days=days),
            locked_at=None,
            ended_at=None,
        )
        rows = accounts.order_by("pk")[: size - len(due)]
        due += [DueReminder(row, row.temporary_until, days) for row in rows if row.temporary_until]
    return due
