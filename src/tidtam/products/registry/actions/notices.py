"""Notices of change: each with its letter, approved by the ministry, then a revision of the entry."""

from collections.abc import Mapping
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db.transaction import atomic
from django.urls import reverse
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, Refused, acting_as, platform_for
from tidtam.kernel.audit import actions as audit
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.actions import VerifiedClaims, affiliate_person, update_from_verified_source
from tidtam.products.registry import content as contents
from tidtam.products.registry import policies
from tidtam.products.registry.choices import Cause, EntryState, NoticeKind, NoticeState, Source, Standing
from tidtam.products.registry.content import Content, Origin
from tidtam.products.registry.facts import HOLDER, NAMES, Facts
from tidtam.products.registry.models import ChangeNotice, Entry
from tidtam.products.registry.notice_kinds import NOTICE_DECIDED, RELEASED
from tidtam.products.registry.saying import said_in, seal

from .approving import put_revision
from .entries import Letter, must_have_current_contact, must_not_be_under_correction
from .keeping import (
    keep_file,
    locked,
    locked_entry,
    mark,
    must,
    must_be_current,
    must_have_closed_corrections,
    must_not_lie_ahead,
    one_at_a_time,
    save_entry,
    tell,
)

_STANDING = {
    NoticeKind.RETIREMENT: Standing.RETIRED,
    NoticeKind.RESIGNATION: Standing.RESIGNED,
    NoticeKind.DEATH: Standing.DECEASED,
}


def file_notice(
    actor: Actor,
    entry: Entry,
    *,
    kind: NoticeKind,
    letter: Letter,
    effective_on: date,
    said: Mapping[str, str],
    receiving: Organization | None = None,
    upload: "UploadedFile[bytes] | None" = None,
    evidence: "UploadedFile[bytes] | None" = None,
) -> ChangeNotice:
    """Tell the ministry what changed. Of a transfer this is the release; the other institution accepts it next."""
    with atomic():
        one_at_a_time(entry.pk)
        entry = locked_entry(actor, entry.pk)
        must(policies.can_file_notice(actor, entry))
        must_have_current_contact(actor)
        must_not_lie_ahead(actor, letter.date, "letter_on")
        if ChangeNotice.objects.filter(entry=entry, state__in=[NoticeState.RELEASED, NoticeState.AWAITING]).exists():
            raise Refused(_("Another notice about this holder is open. Wait for it, or withdraw it."), code="open")
        _must_be_a_new_letter(entry, kind, letter)
        if receiving is not None:
            _must_be_free_to_go(entry, receiving)
        notice = ChangeNotice(
            entry=entry,
            person_id=entry.person_id,
            kind=kind,
            state=NoticeState.RELEASED if receiving else NoticeState.AWAITING,
            organization=entry.organization,
            receiving=receiving,
            letter_no=letter.number,
            letter_on=letter.date,
            effective_on=effective_on,
            sealed=seal(entry.person_id, dict(said)),
            filed_at=actor.now(),
            filed_by=actor.recorded_as,
        )
        notice.file_id, notice.evidence_id = (
            keep_file(actor, each, notice.pk, organization=entry.organization, person_id=entry.person_id)
            for each in (upload, evidence)
        )
        notice.save(force_insert=True)
        if receiving is not None:
            with acting_as(platform_for(actor)) as platform:
                affiliate_person(platform, entry.person, organization=receiving)
            _tell(actor, notice, RELEASED.key, receiving)
        _trail(actor, notice, "filed")
    return notice


def _must_be_a_new_letter(entry: Entry, kind: NoticeKind, letter: Letter) -> None:
    """One letter may tell of several things, and of several persons; of the same thing it tells once."""
    carried = ChangeNotice.objects.filter(entry=entry, kind=kind, letter_no=letter.number, state=NoticeState.APPROVED)
    if carried.exists():
        raise Refused(
            _("This letter was carried into the register already. Give the number of the new letter."),
            code="letter",
            field="letter_no",
        )


def _must_be_free_to_go(entry: Entry, receiving: Organization) -> None:
    if receiving.pk == entry.organization_id:
        raise Refused(_("Choose the other institution."), code="same", field="receiving")
    if entry.state == EntryState.AWAITING:
        raise Refused(_("The entry awaits approval. Take it back or wait, then release the holder."), code="awaiting")
    must_not_be_under_correction(entry)


def accept_transfer(
    actor: Actor,
    notice: ChangeNotice,
    *,
    letter: Letter,
    version: int,
    upload: "UploadedFile[bytes] | None" = None,
) -> ChangeNotice:
    """The receiving institution takes the holder, with a letter of its own."""
    with atomic():
        notice = _locked(actor, notice)
        must(policies.can_accept(actor, notice))
        must_be_current(notice, version)
        must_not_lie_ahead(actor, letter.date, "letter_on")
        if notice.receiving is not None:
            notice.accepted_file_id = keep_file(
                actor, upload, notice.pk, organization=notice.receiving, person_id=notice.person_id
            )
        notice.accepted_letter_no, notice.accepted_letter_on = letter.number, letter.date
        return _move(actor, notice, NoticeState.AWAITING, "accepted")


def decline_transfer(actor: Actor, notice: ChangeNotice, *, reason: str, version: int) -> ChangeNotice:
    with atomic():
        notice = _locked(actor, notice)
        must(policies.can_accept(actor, notice))
        must_be_current(notice, version)
        _say_why(notice, reason)
        _tell(actor, notice, NOTICE_DECIDED.key, notice.organization)
        return _move(actor, notice, NoticeState.DECLINED, "declined")


def withdraw_notice(actor: Actor, notice: ChangeNotice, *, version: int) -> ChangeNotice:
    with atomic():
        notice = _locked(actor, notice)
        must(policies.can_withdraw_notice(actor, notice))
        must_be_current(notice, version)
        return _move(actor, notice, NoticeState.WITHDRAWN, "withdrawn")


def refuse_notice(actor: Actor, notice: ChangeNotice, *, reason: str, version: int) -> ChangeNotice:
    with atomic():
        notice = _locked(actor, notice)
        must(policies.can_decide_notice(actor, notice))
        must_be_current(notice, version)
        _say_why(notice, reason)
        _tell(actor, notice, NOTICE_DECIDED.key, notice.organization)
        return _move(actor, notice, NoticeState.REFUSED, "refused")


def _say_why(notice: ChangeNotice, reason: str) -> None:
    if not reason:
        raise Refused(_("Say why, so that the other side can mend it."), code="required", field="reason")
    notice.sealed = seal(notice.person_id, {**said_in(notice), "reason": reason})


def approve_notice(actor: Actor, notice: ChangeNotice, *, version: int) -> ChangeNotice:
    """From now on the register says so: a revision of what was approved last, and the working copy follows."""
    with atomic():
        notice = _locked(actor, notice)
        must(policies.can_decide_notice(actor, notice))
        must_be_current(notice, version)
        entry = locked(Entry.objects.select_related("organization", "person"), notice.entry_id)
        origin = Origin(Source.NOTICE, actor.now(), notice.filed_by, notice.pk)
        changes = changes_of(notice)
        if notice.receiving is not None:
            _must_be_settled(entry)
            entry.organization = notice.receiving
        last = entry.revisions.order_by("-number")[0]
        approved, working = contents.unseal_all([(entry.person_id, last.sealed), (entry.person_id, entry.sealed)])
        for content in (approved, working):
            content.put(changes, origin)
        put_revision(actor, entry, approved, Cause(notice.kind), notice)
        entry.sealed = contents.seal(entry.person_id, working)
        mark(entry, working)
        save_entry(actor, entry, "notice_applied", notice=notice.pk)
        if notice.kind == NoticeKind.NAME:
            _rename(actor, entry, approved)
        _tell(actor, notice, NOTICE_DECIDED.key, notice.organization)
        if notice.receiving is not None:
            _tell(actor, notice, NOTICE_DECIDED.key, notice.receiving)
        return _move(actor, notice, NoticeState.APPROVED, "approved")


def _must_be_settled(entry: Entry) -> None:
    """What the releasing institution began with the ministry cannot be ended by the other one."""
    must_have_closed_corrections(entry)
    if entry.state == EntryState.AWAITING:
        raise Refused(_("The entry of this holder awaits approval. Decide on it first."), code="awaiting")


def changes_of(notice: ChangeNotice) -> Facts:
    """What the notice says of the holder, as facts."""
    kind, said = NoticeKind(notice.kind), said_in(notice)
    if kind in _STANDING:
        return {f"{HOLDER}.standing": _STANDING[kind].value}
    if kind is NoticeKind.EMPLOYMENT:
        return {f"{HOLDER}.employment": said.get("employment", "")}
    return {f"{HOLDER}.{name}": said.get(name, "") for name in NAMES} if kind is NoticeKind.NAME else {}


def _rename(actor: Actor, entry: Entry, content: Content) -> None:
    """The person is called so everywhere; but what their card said itself is not overwritten by a letter."""
    if entry.person.verified_source == "thaid":
        return
    title, given, family = (content.text(f"{HOLDER}.{name}") for name in NAMES)
    claims = VerifiedClaims(source="registry", title=title, given_name=given, family_name=family)
    with acting_as(platform_for(actor)) as platform:
        update_from_verified_source(platform, entry.person, claims)


def _locked(actor: Actor, notice: ChangeNotice) -> ChangeNotice:
    found = policies.notice_scope(ChangeNotice.objects.select_related("organization", "receiving"), actor)
    return locked(found, notice.pk)


def _move(actor: Actor, notice: ChangeNotice, state: NoticeState, verb: str) -> ChangeNotice:
    notice.state = state
    notice.version += 1
    if state != NoticeState.AWAITING:
        notice.decided_at = actor.now()
    notice.save()
    _trail(actor, notice, verb)
    return notice


def _trail(actor: Actor, notice: ChangeNotice, verb: str) -> None:
    audit.record(
        actor,
        f"registry_notice.{verb}",
        "registry_notice",
        notice.pk,
        person_id=notice.person_id,
        organization_path=notice.organization.path,
        details={"kind": notice.kind},
    )


def _tell(actor: Actor, notice: ChangeNotice, kind: str, organization: Organization) -> None:
    tell(
        actor,
        kind,
        role=policies.RECORDER,
        organization=organization,
        person_id=notice.person_id,
        subject_id=notice.pk,
        url=reverse("registry:notice", args=[notice.pk]),
        context={"letter": notice.letter_no},
    )
