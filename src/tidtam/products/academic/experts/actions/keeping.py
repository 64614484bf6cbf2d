"""What every write here needs: the row locked, the version compared, files kept, a trail that names nobody."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection
from django.http import Http404
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, NotAllowed, Outdated
from tidtam.kernel.audit import actions as audit
from tidtam.kernel.files.actions import end_file, store_file
from tidtam.kernel.files.queries import get_file
from tidtam.products.academic.experts import policies
from tidtam.products.academic.experts.models import Committee, Expert

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

EXPERT, COMMITTEE = "expert", "expert_committee"


def one_at_a_time(number: UUID) -> None:
    """Whoever does the same with the same id waits for the end of this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number.int % 2**63])


def locked_expert(actor: Actor, expert: Expert) -> Expert:
    rows = policies.scope(Expert.objects.select_related("organization"), actor)
    found = rows.select_for_update(of=("self",)).filter(pk=expert.pk).first()
    if found is None:
        raise Http404
    return found


def locked_committee(actor: Actor, committee: Committee) -> Committee:
    rows = policies.committee_scope(Committee.objects.select_related("organization", "case__process"), actor)
    found = rows.select_for_update(of=("self",)).filter(pk=committee.pk).first()
    if found is None:
        raise Http404
    return found


def must(allowed: bool) -> None:
    if not allowed:
        raise NotAllowed(_("This cannot be done as things stand now. Open the page again to see what happened."))


def must_be_current(thing: Expert | Committee, version: int) -> None:
    if thing.version != version:
        raise Outdated(
            _(
                "Somebody else changed this while you were working on it. What you typed is still here: "
                "compare it with what stands there now, then save again."
            )
        )


def keep_file(
    actor: Actor,
    upload: "UploadedFile[bytes] | None",
    *,
    owner: Expert | Committee,
    before: UUID | None = None,
) -> UUID | None:
    """The id of the file from now on; a new one ends the one before. It is about no person, so that none finds it."""
    if upload is None:
        return before
    kind = EXPERT if isinstance(owner, Expert) else COMMITTEE
    stored = store_file(
        actor, upload=upload, owner_kind=kind, owner_id=owner.pk, organization_path=owner.organization.path
    )
    if before is not None:
        end_file(actor, get_file(actor, before))
    return stored.pk


def save_committee(actor: Actor, committee: Committee, deed: str, *, member_id: UUID | None = None) -> None:
    """The trail names neither the applicant nor an expert: it is read by more people than may know."""
    committee.version += 1
    committee.changed_at = actor.now()
    committee.save()
    audit.record(
        actor,
        f"expert_committee.{deed}",
        COMMITTEE,
        committee.pk,
        organization_path=committee.organization.path,
        details={"member": member_id} if member_id else {},
    )
