"""What every write of the register needs: the row locked, the version compared, the trail left, others told."""

from collections.abc import Mapping
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import connection
from django.db.models import Model, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from tidtam.kernel.access.queries import accounts_in_charge
from tidtam.kernel.actor import Actor, NotAllowed, Outdated, Refused
from tidtam.kernel.audit import actions as audit
from tidtam.kernel.files.actions import store_file
from tidtam.kernel.notifications.actions import notify
from tidtam.kernel.notifications.texts import Value
from tidtam.kernel.orgs.models import Organization
from tidtam.products.registry import content as contents
from tidtam.products.registry import policies
from tidtam.products.registry.choices import CorrectionState
from tidtam.products.registry.content import Content
from tidtam.products.registry.facts import HOLDER, levels_of
from tidtam.products.registry.models import ChangeNotice, Correction, Entry
from tidtam.products.registry.queries.papers import OWNER_OF_FILES

Row = TypeVar("Row", bound=Model)


def one_at_a_time(number: UUID) -> None:
    """Whoever does the same with the same id waits for the end of this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number.int % 2**63])


def locked(queryset: QuerySet[Row], number: UUID) -> Row:
    """The row as it is now, kept until the transaction ends; out of scope there is none."""
    found = queryset.select_for_update(of=("self",)).filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def locked_entry(actor: Actor, entry_id: UUID) -> Entry:
    return locked(policies.scope(Entry.objects.select_related("organization", "person"), actor), entry_id)


def must(allowed: bool) -> None:
    if not allowed:
        raise NotAllowed(_("This cannot be done with it as it stands now. Open it again to see what happened."))


def must_be_current(thing: Entry | ChangeNotice | Correction, version: int) -> None:
    if thing.version != version:
        raise Outdated(
            _(
                "Somebody else changed this while you were working on it. What you typed is still here: "
                "compare it with what stands there now, then save again."
            )
        )


def must_have_closed_corrections(entry: Entry) -> None:
    """The ministry decides on nothing of somebody about whom it still asks."""
    if Correction.objects.filter(entry=entry).exclude(state=CorrectionState.CLOSED).exists():
        raise Refused(_("The points of the correction letter are not closed yet. Judge them first."), code="correction")


def must_not_lie_ahead(actor: Actor, day: date, field: str) -> None:
    if day > actor.today():
        raise Refused(_("The date of a letter cannot lie in the future."), code="future", field=field)


def write_content(entry: Entry, content: Content) -> None:
    """The sealed words, and what lists have to know of them."""
    entry.sealed = contents.seal(entry.person_id, content)
    mark(entry, content)


def mark(entry: Entry, content: Content) -> None:
    levels = levels_of(content.facts)
    entry.position = levels[-1].value if levels else ""
    entry.standing = content.text(f"{HOLDER}.standing")
    entry.missing = len(content.missing())
    entry.unexplained = len(content.gaps()) + len(content.unexplained())


def save_entry(actor: Actor, entry: Entry, verb: str, **details: object) -> None:
    entry.version += 1
    entry.changed_at, entry.changed_by = actor.now(), actor.recorded_as
    entry.save()
    trail(actor, verb, entry, **details)


def trail(actor: Actor, verb: str, entry: Entry, **details: object) -> None:
    audit.record(
        actor,
        f"registry_entry.{verb}",
        "registry_entry",
        entry.pk,
        person_id=entry.person_id,
        organization_path=entry.organization.path,
        details=details,
    )


def keep_file(
    actor: Actor,
    upload: "UploadedFile[bytes] | None",
    owner_id: UUID,
    *,
    organization: Organization,
    person_id: UUID,
) -> UUID | None:
    """A letter or evidence, kept by the institution that sends it, about the holder."""
    if upload is None:
        return None
    file = store_file(
        actor,
        upload=upload,
        owner_kind=OWNER_OF_FILES,
        owner_id=owner_id,
        organization_path=organization.path,
        person_id=person_id,
    )
    return file.pk


def tell(
    actor: Actor,
    kind: str,
    *,
    role: str,
    organization: Organization,
    person_id: UUID,
    subject_id: UUID,
    url: str,
    context: Mapping[str, Value],
) -> None:
    """Whoever acts in this role over the institution, but for the holder themself."""
    for account in accounts_in_charge(organization.path, [role], actor.today(), apart_from=person_id):
        notify(
            actor,
            account_id=account,
            kind=kind,
            subject_kind="registry_entry",
            subject_id=subject_id,
            url=url,
            context=dict(context),
        )
