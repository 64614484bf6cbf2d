"""Drafts on their way to publication. Publishing itself, and what is set, is the dossier's."""

from collections import Counter
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused
from tidtam.kernel.orgs.models import Organization
from tidtam.products.academic.dossier.actions import publish_rule_set
from tidtam.products.academic.dossier.models import PublishedRuleSet
from tidtam.products.academic.dossier.policies import can_set_rules
from tidtam.products.academic.dossier.queries import replay
from tidtam.products.academic.rulebook.rule_sets import RuleSet, read_rule_set

from .jobs import order_replay
from .models import FILE_NAME_LENGTH, RuleSetDraft
from .policies import can_change
from .queries import draft_in_hand

MOST_DRAFTS = 20
FORGOTTEN_AFTER = timedelta(days=30)
GIVEN_UP_AFTER = timedelta(hours=1)
"""A replay that has not come by then was lost, and may be asked for anew."""
MOST_NAMED = 200
"""So many dossiers a replay names; all of them it counts."""


def save_draft(actor: Actor, organization: Organization, text: str, *, file_name: str = "") -> RuleSetDraft:
    """Keep a set that was found right until it is published. The same text again is the same draft."""
    if actor.account_id is None or not can_set_rules(actor, organization.path):
        raise NotAllowed(_("You do not hold a role that sets the rules of this office."))
    rule_set = read_rule_set(text.encode())
    own = RuleSetDraft.objects.filter(account_id=actor.account_id)
    same = own.filter(text=text, organization=organization).first()
    if same is not None:
        return same
    if own.count() >= MOST_DRAFTS:
        message = _("You have %(count)s drafts. Publish or discard one of them first.")
        raise Refused(message % {"count": MOST_DRAFTS}, code="too_many")
    return RuleSetDraft.objects.create(
        organization=organization,
        account_id=actor.account_id,
        file_name=(file_name or f"{rule_set.key}.toml")[-FILE_NAME_LENGTH:],
        text=text,
        saved_at=actor.now(),
    )


def discard_draft(actor: Actor, draft: RuleSetDraft) -> None:
    _locked(actor, draft).delete()


def publish_draft(
    actor: Actor, draft: RuleSetDraft, *, in_force_from: date, expected_fingerprint: str
) -> PublishedRuleSet:
    """Publish what the administrator has seen, from today or a later day."""
    locked = _locked(actor, draft)
    if locked.fingerprint != expected_fingerprint:
        raise Refused(_("The draft was changed meanwhile. Look at it again before you publish it."), code="changed")
    if in_force_from < actor.today():
        message = _("Give today or a later day: dossiers that were begun before keep what they were begun under.")
        raise Refused(message, code="past", field="in_force_from")
    published = publish_rule_set(actor, locked.organization, locked.text.encode(), in_force_from=in_force_from)
    locked.delete()
    return published


def ask_for_replay(actor: Actor, draft: RuleSetDraft) -> None:
    """However many dossiers there are, it is counted by the worker; asked again meanwhile, it is counted once."""
    locked = _locked(actor, draft)
    asked = locked.replay_asked_at
    if asked is not None and locked.replay is None and actor.now() < asked + GIVEN_UP_AFTER:
        return
    locked.replay_asked_at, locked.replay = actor.now(), None
    locked.save(update_fields=["replay_asked_at", "replay"])
    order_replay(locked.pk)


def replay_draft(actor: Actor, draft_id: UUID) -> None:
    """Changes no dossier."""
    if not actor.is_system:
        raise NotAllowed(_("Rules are replayed by the platform."))
    draft = draft_in_hand(actor, draft_id)
    if draft is not None:
        counted = _replayed(actor, draft.organization, read_rule_set(draft.text.encode()))
        # Meanwhile the draft may have been published, discarded or asked about anew; then nobody waits for this.
        asked = RuleSetDraft.objects.filter(pk=draft_id, replay_asked_at=draft.replay_asked_at)
        asked.update(replay=counted)


def _replayed(actor: Actor, organization: Organization, rule_set: RuleSet) -> dict[str, Any]:
    looked_at = changed = 0
    appeared: Counter[str] = Counter()
    gone: Counter[str] = Counter()
    named: list[dict[str, Any]] = []
    for one in replay(actor, rule_set, below=organization.path):
        looked_at += 1
        if not one.is_changed:
            continue
        changed += 1
        more, fewer = ({finding.rule for finding in findings} for findings in (one.appeared, one.gone))
        appeared.update(more)
        gone.update(fewer)
        if len(named) < MOST_NAMED:
            named.append({"id": str(one.dossier_id), "appeared": sorted(more), "gone": sorted(fewer)})
    rules = {rule: [appeared[rule], gone[rule]] for rule in sorted({*appeared, *gone})}
    return {"looked_at": looked_at, "changed": changed, "rules": rules, "dossiers": named}


def forget_drafts(actor: Actor) -> int:
    """Drafts that nobody came back to."""
    if not actor.is_system:
        raise NotAllowed(_("Old drafts are cleared away by the platform."))
    deleted, _by_model = RuleSetDraft.objects.filter(saved_at__lt=actor.now() - FORGOTTEN_AFTER).delete()
    return deleted


def _locked(actor: Actor, draft: RuleSetDraft) -> RuleSetDraft:
    rows = RuleSetDraft.objects.select_related("organization").select_for_update(of=("self",))
    locked = rows.filter(pk=draft.pk).first()
    if locked is None:
        raise Refused(_("The draft is no longer there: it was published or discarded meanwhile."), code="gone")
    if not can_change(actor, locked):
        raise NotAllowed(_("Only whoever uploaded a draft changes or publishes it."))
    return locked
