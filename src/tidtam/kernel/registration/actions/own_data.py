"""What members do with their own: mend what they stated, and take their consent back."""

import json
from dataclasses import asdict
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, NotAllowed, acting_as, platform_for
from tidtam.kernel.audit.actions import record
from tidtam.kernel.identity.actions import lock_account
from tidtam.kernel.identity.actions.sessions import end_other_sessions
from tidtam.kernel.identity.models import Account
from tidtam.kernel.people.private_text import seal
from tidtam.kernel.registration.models import Consent, Statement, Withdrawal
from tidtam.kernel.registration.policies import consents_in_scope, statements_in_scope
from tidtam.kernel.registration.queries import StatedFacts


def change_statement(actor: Actor, account_id: UUID, *, facts: StatedFacts) -> None:
    """Nobody has vouched for it, so its owner changes it alone."""
    with transaction.atomic():
        own = statements_in_scope(Statement.objects.select_for_update(), actor)
        row = own.filter(account=account_id).first()
        if row is None or account_id != actor.account_id:
            raise NotAllowed(_("You can change only what you stated yourself when registering."))
        row.sealed = seal(row.person_id, json.dumps(asdict(facts), ensure_ascii=False))
        row.stated_at = actor.now()
        row.save(update_fields=["sealed", "stated_at"])
        record(actor, "statement.changed", "account", account_id, person_id=row.person_id)


def withdraw_consent(actor: Actor, consent_id: UUID) -> None:
    """What was stated goes, and the account is locked: without consent nothing of it may be used. Once is enough."""
    with transaction.atomic():
        consent = consents_in_scope(Consent.objects.all(), actor).filter(pk=consent_id).first()
        if consent is None or consent.account_id != actor.account_id:
            raise NotAllowed(_("Only the person who gave a consent can take it back."))
        account = Account.objects.select_for_update(of=("self",)).get(pk=consent.account_id)
        _row, is_new = Withdrawal.objects.get_or_create(
            consent=consent,
            defaults={"account": account, "person_id": consent.person_id, "withdrawn_at": actor.now()},
        )
        if not is_new:
            return
        details = {"version": consent.version}
        record(actor, "consent.withdrawn", "account", account.pk, person_id=consent.person_id, details=details)
        with acting_as(platform_for(actor)) as platform:
            Statement.objects.filter(account=account).delete()
            lock_account(platform, account)
            end_other_sessions(platform, account, keep=None)
