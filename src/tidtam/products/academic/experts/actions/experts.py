from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.transaction import atomic
from django.http import Http404
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused
from tidtam.kernel.audit import actions as audit
from tidtam.kernel.orgs.models import Organization
from tidtam.products.academic.experts import policies
from tidtam.products.academic.experts.facts import ExpertFacts
from tidtam.products.academic.experts.models import Expert

from .keeping import EXPERT, keep_file, locked_expert, must_be_current, one_at_a_time

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

Uploads = Mapping[str, "UploadedFile[bytes] | None"]
FILES = ("status_file", "approval_file")


def enter_expert(
    actor: Actor, *, expert_id: UUID, organization: Organization, facts: ExpertFacts, uploads: Uploads | None = None
) -> Expert:
    """Take an expert up. The id comes with the form: sent twice, the expert is entered once."""
    if not policies.can_keep(actor, organization):
        raise NotAllowed(_("You keep records of experts for your own office only."))
    with atomic():
        one_at_a_time(expert_id)
        known = Expert.objects.filter(pk=expert_id).select_related("organization").first()
        if known is not None:
            if known.changed_by != actor.account_id:
                raise Http404
            return known
        expert = Expert(id=expert_id, organization=organization, version=0)
        _write(actor, expert, facts, uploads or {})
        _save(actor, expert, "entered", is_new=True)
    return expert


def change_expert(
    actor: Actor, expert: Expert, *, facts: ExpertFacts, version: int, uploads: Uploads | None = None
) -> Expert:
    with atomic():
        expert = locked_expert(actor, expert)
        if not policies.can_keep(actor, expert.organization):
            raise NotAllowed(_("Another office keeps this record; ask it to change what is wrong."))
        must_be_current(expert, version)
        _write(actor, expert, facts, uploads or {})
        _save(actor, expert, "changed")
    return expert


def _write(actor: Actor, expert: Expert, facts: ExpertFacts, uploads: Uploads) -> None:
    if not facts.given_name:
        raise Refused(_("Enter the given name."), code="required", field="given_name")
    _must_be_possible(actor, facts)
    for name in ExpertFacts.__dataclass_fields__:
        setattr(expert, name, getattr(facts, name))
    expert.position = facts.appointments[-1]["position"] if facts.appointments else ""
    codes = (appointment.get("field_code", "") for appointment in facts.appointments)
    expert.field_codes = list(dict.fromkeys(code for code in codes if code))
    for name in FILES:
        setattr(expert, name, keep_file(actor, uploads.get(name), owner=expert, before=getattr(expert, name)))


def _must_be_possible(actor: Actor, facts: ExpertFacts) -> None:
    for name in ("status_changed_on", "listed_on", "approved_on"):
        day = getattr(facts, name)
        if day is not None and day > actor.today():
            raise Refused(_("This day is still to come; enter one that has been."), code="future", field=name)


def _save(actor: Actor, expert: Expert, deed: str, *, is_new: bool = False) -> None:
    expert.version += 1
    expert.changed_at, expert.changed_by = actor.now(), actor.account_id
    expert.save(force_insert=is_new)
    audit.record(
        actor,
        f"expert.{deed}",
        EXPERT,
        expert.pk,
        person_id=expert.person_id,
        organization_path=expert.organization.path,
    )
