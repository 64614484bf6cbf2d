"""Which entries exist for an actor, and what the actor may do with one."""

from django.db.models import Q, QuerySet

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import Actor
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.policies import within

from .choices import CorrectionState, EntryState, NoticeState
from .models import ChangeNotice, Correction, Entry, Holding, Justification, Recorder, RegistryImport

RECORDER = Role.INSTITUTION_OFFICER
APPROVER = Role.REGISTER_APPROVER


def scope(queryset: QuerySet[Entry], actor: Actor) -> QuerySet[Entry]:
    """To an institution's officers its own holders; to the ministry what was sent to it once.

    Nobody is an officer in an entry of their own.
    """
    if actor.is_system:
        return queryset
    own = within("organization__path", actor.paths(RECORDER))
    sent = within("organization__path", actor.paths(APPROVER)) & Q(submitted_at__isnull=False)
    found = queryset.filter(own | sent)
    return found.exclude(person__in=actor.persons)


def notice_scope(queryset: QuerySet[ChangeNotice], actor: Actor) -> QuerySet[ChangeNotice]:
    """Of both institutions of a transfer, and of the ministry."""
    if actor.is_system:
        return queryset
    paths = actor.paths(RECORDER, APPROVER)
    found = queryset.filter(within("organization__path", paths) | within("receiving__path", paths))
    return found.exclude(person__in=actor.persons)


def correction_scope(queryset: QuerySet[Correction], actor: Actor) -> QuerySet[Correction]:
    if actor.is_system:
        return queryset
    found = queryset.filter(within("organization__path", actor.paths(RECORDER, APPROVER)))
    return found.exclude(person__in=actor.persons)


def public_scope(queryset: QuerySet[Holding], actor: Actor) -> QuerySet[Holding]:
    """What the ministry approved is for everybody, and nothing else stands there."""
    return queryset


def recorder_scope(queryset: QuerySet[Recorder], actor: Actor) -> QuerySet[Recorder]:
    """One's own, and to the ministry those of its institutions, whom it calls."""
    if actor.is_system:
        return queryset
    called = within("organization__path", actor.paths(APPROVER))
    return queryset.filter(called | Q(account_id__in=[actor.account_id] if actor.account_id else []))


def justification_scope(queryset: QuerySet[Justification], actor: Actor) -> QuerySet[Justification]:
    if actor.is_system:
        return queryset
    found = queryset.filter(within("organization__path", actor.paths(RECORDER, APPROVER)))
    return found.exclude(person__in=actor.persons)


def import_scope(queryset: QuerySet[RegistryImport], actor: Actor) -> QuerySet[RegistryImport]:
    """A table is its owner's alone."""
    if actor.is_system:
        return queryset
    if actor.account_id is None or not records(actor):
        return queryset.none()
    return queryset.filter(account_id=actor.account_id)


def records(actor: Actor) -> bool:
    return actor.holds(RECORDER)


def approves(actor: Actor) -> bool:
    return actor.holds(APPROVER)


def takes_part(actor: Actor) -> bool:
    return records(actor) or approves(actor)


def can_record_for(actor: Actor, organization: Organization) -> bool:
    return actor.is_system or actor.holds(RECORDER, organization.path)


def sent_paper(actor: Actor, organization_path: str) -> bool:
    """Whether a paper kept for this institution was sent by the actor's office, or to it."""
    return actor.holds(RECORDER, organization_path) or actor.holds(APPROVER, organization_path)


def can_report_bounce(actor: Actor, recorder: Recorder) -> bool:
    """The ministry's officers, who write to those who enter."""
    return actor.holds(APPROVER, recorder.organization.path)


def _is_own(actor: Actor, thing: Entry | ChangeNotice | Correction) -> bool:
    return actor.is_person(thing.person_id)


def is_recorder(actor: Actor, entry: Entry) -> bool:
    return not _is_own(actor, entry) and actor.holds(RECORDER, entry.organization.path)


def is_approver(actor: Actor, entry: Entry) -> bool:
    return not _is_own(actor, entry) and actor.holds(APPROVER, entry.organization.path)


def can_change(actor: Actor, entry: Entry) -> bool:
    """What was sent stays as it is until the ministry has answered."""
    return is_recorder(actor, entry) and entry.state != EntryState.AWAITING


def can_submit(actor: Actor, entry: Entry) -> bool:
    return is_recorder(actor, entry) and entry.state == EntryState.DRAFT


def can_recall(actor: Actor, entry: Entry) -> bool:
    return is_recorder(actor, entry) and entry.state == EntryState.AWAITING


def can_approve(actor: Actor, entry: Entry) -> bool:
    """Nobody approves what they sent themselves."""
    is_sender = entry.submitted_by is not None and entry.submitted_by == actor.recorded_as
    return is_approver(actor, entry) and entry.state == EntryState.AWAITING and not is_sender


def can_ask_correction(actor: Actor, entry: Entry) -> bool:
    return is_approver(actor, entry) and (entry.state == EntryState.AWAITING or entry.is_public)


def can_file_notice(actor: Actor, entry: Entry) -> bool:
    """Of somebody whom the register shows already; before that the entry itself says it."""
    return is_recorder(actor, entry) and entry.is_public


def can_accept(actor: Actor, notice: ChangeNotice) -> bool:
    """The receiving institution alone; whoever released cannot accept for it."""
    if notice.receiving is None or notice.state != NoticeState.RELEASED or _is_own(actor, notice):
        return False
    is_releaser = notice.filed_by is not None and notice.filed_by == actor.recorded_as
    return actor.holds(RECORDER, notice.receiving.path) and not is_releaser


def can_withdraw_notice(actor: Actor, notice: ChangeNotice) -> bool:
    return notice.is_open and not _is_own(actor, notice) and actor.holds(RECORDER, notice.organization.path)


def can_decide_notice(actor: Actor, notice: ChangeNotice) -> bool:
    is_filer = notice.filed_by is not None and notice.filed_by == actor.recorded_as
    return (
        notice.state == NoticeState.AWAITING
        and not is_filer
        and not _is_own(actor, notice)
        and actor.holds(APPROVER, notice.organization.path)
    )


def can_report(actor: Actor, correction: Correction) -> bool:
    return (
        correction.state == CorrectionState.OPEN
        and not _is_own(actor, correction)
        and actor.holds(RECORDER, correction.organization.path)
    )


def can_judge(actor: Actor, correction: Correction) -> bool:
    return (
        correction.state == CorrectionState.REPORTED
        and not _is_own(actor, correction)
        and actor.holds(APPROVER, correction.organization.path)
    )
