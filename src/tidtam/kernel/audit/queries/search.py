"""What auditors look for, and what a person learns of who looked at their data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tidtam.kernel.actor import BANGKOK, Actor
from tidtam.kernel.audit import wording
from tidtam.kernel.audit.choices import LOOKING, Channel
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.audit.policies import can_search, scope, scope_of_subject
from tidtam.web.navigation import role_label


@dataclass(frozen=True)
class Filters:
    who: str = ""
    whose: str = ""
    verb: str = ""
    object_kind: str = ""
    object_id: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Described:
    """A record in words."""

    record: AuditRecord
    who: str
    roles: list[str]
    verb: wording.Text
    thing: wording.Text
    whose: str
    organization: str
    channel: wording.Text

    @property
    def facts(self) -> list[tuple[wording.Text, object]]:
        """Everything the record holds, for the one who looks closer."""
        record = self.record
        facts: list[tuple[wording.Text, object]] = [
            (_("With what"), f"{self.thing} {record.object_id}"),
            (_("Organisation"), self.organization),
            (pgettext_lazy("audit", "Acting as"), "; ".join(self.roles)),
            (_("Account"), record.actor_account),
            (_("Connected service"), record.actor_client),
            (_("Network address"), record.address),
            (pgettext_lazy("audit", "Request"), record.request_id),
            *record.details.items(),
            (_("Number of the record"), record.pk),
        ]
        return [(label, value) for label, value in facts if value not in (None, "")]


def search(actor: Actor, filters: Filters) -> QuerySet[AuditRecord]:
    if not can_search(actor):
        raise Http404
    found = scope(AuditRecord.objects.all(), actor)
    if filters.who:
        persons = persons_called(actor, filters.who)
        found = found.filter(Q(actor_person__in=persons) | Q(actor_account__in=_accounts_called(filters.who)))
    if filters.whose:
        found = found.filter(person_id__in=persons_called(actor, filters.whose))
    if filters.verb:
        found = found.filter(verb=filters.verb)
    if filters.object_kind:
        found = found.filter(object_kind=filters.object_kind)
    if filters.object_id:
        found = found.filter(object_id=filters.object_id)
    if filters.since:
        found = found.filter(at__gte=_midnight(filters.since))
    if filters.until:
        found = found.filter(at__lt=_midnight(filters.until + timedelta(days=1)))
    return found


def views_of(actor: Actor) -> QuerySet[AuditRecord]:
    """Who looked at the actor's own data."""
    return scope_of_subject(AuditRecord.objects.filter(verb__in=LOOKING), actor)


def persons_called(actor: Actor, text: str) -> set[UUID]:
    """By their id, their number or their name."""
    try:
        return {UUID(text.strip())}
    except ValueError:
        return wording.find_persons(actor, text)


def describe(actor: Actor, records: Iterable[AuditRecord]) -> list[Described]:
    """The records in words: the same few queries, however many they are."""
    rows = list(records)
    held = {record.pk: [role.partition("@")[::2] for role in record.actor_roles] for record in rows}
    persons = {str(person) for row in rows for person in (row.actor_person, row.person_id) if person}
    paths = {path for roles in held.values() for _name, path in roles} | {row.organization_path for row in rows}
    person_names = wording.names(actor, "person", persons)
    office_names = wording.names(actor, "organization", paths - {""})
    account_names = _account_names({row.actor_account for row in rows if row.actor_account})
    return [
        Described(
            record=row,
            who=_called(person_names, row.actor_person) or account_names.get(row.actor_account, ""),
            roles=[_role(role, path, office_names) for role, path in held[row.pk]],
            verb=wording.verb_label(row.verb),
            thing=wording.thing_label(row.object_kind),
            whose=_called(person_names, row.person_id),
            organization=office_names.get(row.organization_path, row.organization_path),
            channel=dict(Channel.choices).get(row.channel, row.channel),
        )
        for row in rows
    ]


def _called(names: Mapping[str, str], person_id: UUID | None) -> str:
    return names.get(str(person_id), str(person_id)) if person_id else ""


def _role(role: str, path: str, office_names: Mapping[str, str]) -> str:
    return f"{role_label(role)}, {office_names.get(path, path)}"


def _account_names(ids: set[UUID]) -> dict[UUID | None, str]:
    accounts = get_user_model()._default_manager.filter(pk__in=ids)
    return {account.pk: account.get_username() or str(account.pk) for account in accounts} if ids else {}


def _accounts_called(text: str) -> list[UUID]:
    users = get_user_model()
    named = users._default_manager.filter(**{f"{users.USERNAME_FIELD}__iexact": text.strip()})
    return list(named.values_list("pk", flat=True))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), BANGKOK)
