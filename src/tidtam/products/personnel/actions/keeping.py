"""What every write of a request needs: the row locked, the version compared, the trail left."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import IntegrityError, connection
from django.db.transaction import atomic
from django.http import Http404
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, NotAllowed, Outdated
from tidtam.kernel.audit import actions as audit
from tidtam.products.personnel import policies
from tidtam.products.personnel.models import PersonnelRequest


def one_at_a_time(number: UUID) -> None:
    """Whoever does the same with the same id waits for the end of this transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number.int % 2**63])


@contextmanager
def id_of_nobody_else() -> Iterator[None]:
    """An id that came with a form and stands for something the actor may not see is an id of nothing."""
    try:
        with atomic():
            yield
    except IntegrityError:
        raise Http404 from None


def locked(actor: Actor, request: PersonnelRequest) -> PersonnelRequest:
    found = (
        policies.scope(PersonnelRequest.objects.select_related("organization", "case__process", "person"), actor)
        .select_for_update(of=("self",))
        .filter(id=request.id)
        .first()
    )
    if found is None:
        raise Http404
    return found


def must(allowed: bool) -> None:
    if not allowed:
        raise NotAllowed(
            _("This cannot be done with the request as it stands now. Open it again to see what happened.")
        )


def must_be_current(request: PersonnelRequest, version: int) -> None:
    if request.version != version:
        raise Outdated(
            _(
                "Somebody else changed this request while you were working on it. What you typed is still here: "
                "compare it with the request as it is now, then save again."
            )
        )


def save(actor: Actor, request: PersonnelRequest, verb: str) -> None:
    request.version += 1
    request.changed_at = actor.now()
    request.save()
    audit.record(
        actor,
        f"personnel_request.{verb}",
        "personnel_request",
        request.id,
        person_id=request.person_id,
        organization_path=request.organization.path,
        details={"kind": request.kind},
    )
