"""What an institution's officers do with an entry, until it is sent for approval."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db.transaction import atomic
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.people.actions import find_or_enter_person
from tidtam.kernel.people.models import Person
from tidtam.products.registry import content as contents
from tidtam.products.registry import policies
from tidtam.products.registry.choices import EntryState, Source
from tidtam.products.registry.content import Content, Origin
from tidtam.products.registry.facts import HOLDER, NAME_PLACES, SETTLED, Facts
from tidtam.products.registry.models import Correction, Entry
from tidtam.products.registry.queries.entries import entered
from tidtam.products.registry.queries.recorders import contact_is_current

from .keeping import (
    keep_file,
    locked_entry,
    must,
    must_be_current,
    must_not_lie_ahead,
    one_at_a_time,
    save_entry,
    trail,
    write_content,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """The holder as an officer types them."""

    kind: str
    number: str
    title: str
    given_name: str
    family_name: str

    def facts(self) -> dict[str, str]:
        return dict(zip(NAME_PLACES, (self.title, self.given_name, self.family_name), strict=True))


@dataclass(frozen=True, slots=True)
class Letter:
    number: str
    date: date


def begin_entry(
    actor: Actor, *, organization: Organization, who: Who, source: Source = Source.TYPED, facts: Facts | None = None
) -> Entry:
    """Take a holder up. Whoever is in the register of this institution already is not entered twice."""
    if not policies.can_record_for(actor, organization):
        raise NotAllowed(_("Only officers of the holder's institution enter holders."))
    with atomic():
        person = find_or_enter_person(
            actor,
            kind=who.kind,
            number=who.number,
            title=who.title,
            given_name=who.given_name,
            family_name=who.family_name,
            organization=organization,
        )
        if actor.is_person(person.pk):
            raise Refused(_("Nobody enters themself. Ask a colleague to do it."), code="own", field="number")
        one_at_a_time(person.pk)
        known = policies.scope(Entry.objects.filter(person=person), actor).select_related("organization").first()
        if known is not None:
            return known
        origin = Origin(source, actor.now(), actor.recorded_as)
        content = Content()
        content.put({**who.facts(), f"{HOLDER}.standing": "serving", **(facts or {})}, origin)
        return make_entry(actor, person, organization, content)


def make_entry(actor: Actor, person: Person, organization: Organization, content: Content) -> Entry:
    """The row itself. A holder of another institution comes by transfer, not by being entered again."""
    elsewhere = _("This person is in the register of another institution. Ask it to release them by a transfer.")
    with atomic():
        if entered([person.pk]):
            raise Refused(elsewhere, code="elsewhere", field="number")
        entry = Entry(
            person=person,
            organization=organization,
            begun_at=actor.now(),
            changed_at=actor.now(),
            changed_by=actor.recorded_as,
        )
        write_content(entry, content)
        entry.save(force_insert=True)
        trail(actor, "begun", entry)
    return entry


def change_facts(actor: Actor, entry: Entry, *, facts: Facts, version: int, source: Source = Source.TYPED) -> Entry:
    """Type facts in, or empty them. Where nothing changed, nothing happened."""
    with atomic():
        entry = locked_entry(actor, entry.pk)
        must(policies.can_change(actor, entry))
        must_be_current(entry, version)
        content = contents.unseal(entry.person_id, entry.sealed)
        if entry.is_public and any(
            place in facts and facts[place] != content.facts.get(place, "") for place in SETTLED
        ):
            raise Refused(
                _("Names and status of somebody in the register change by a notice of change, with its letter."),
                code="by_notice",
            )
        changed = content.put(facts, Origin(source, actor.now(), actor.recorded_as))
        if not changed:
            return entry
        write_content(entry, content)
        entry.state = EntryState.DRAFT
        save_entry(actor, entry, "changed", places=changed)
    return entry


def explain_gaps(
    actor: Actor, entry: Entry, *, unavailable: Mapping[str, str], explained: Mapping[str, str], version: int
) -> Entry:
    """Say why something cannot be given, and why something is not as the request said."""
    with atomic():
        entry = locked_entry(actor, entry.pk)
        must(policies.can_change(actor, entry))
        must_be_current(entry, version)
        content = contents.unseal(entry.person_id, entry.sealed)
        reasons = {place: text for place in content.missing() if (text := unavailable.get(place, ""))}
        words = {place: text for place in content.differences() if (text := explained.get(place, ""))}
        if (reasons, words) == (content.unavailable, content.explained):
            return entry
        content.unavailable, content.explained = reasons, words
        write_content(entry, content)
        entry.state = EntryState.DRAFT
        save_entry(actor, entry, "explained")
    return entry


def submit_entry(
    actor: Actor,
    entry: Entry,
    *,
    letter: Letter,
    version: int,
    upload: "UploadedFile[bytes] | None" = None,
    evidence: "UploadedFile[bytes] | None" = None,
) -> Entry:
    """Send it to the ministry for approval, with the institution's letter. Sent twice, it is sent once."""
    with atomic():
        entry = locked_entry(actor, entry.pk)
        if entry.state == EntryState.AWAITING and policies.is_recorder(actor, entry):
            return entry
        must(policies.can_submit(actor, entry))
        must_be_current(entry, version)
        must_have_current_contact(actor)
        must_not_be_under_correction(entry)
        entry.file_id, entry.evidence_id = (
            keep_file(actor, each, entry.pk, organization=entry.organization, person_id=entry.person_id)
            for each in (upload, evidence)
        )
        send(actor, entry, letter)
    return entry


def send(actor: Actor, entry: Entry, letter: Letter) -> None:
    """To the approver, if there is a word on everything; the entry is locked by whoever asks."""
    must_not_lie_ahead(actor, letter.date, "letter_on")
    if entry.unexplained:
        raise Refused(
            _("Something is still missing, or differs from the request without a reason. See “What is missing”."),
            code="incomplete",
        )
    entry.state = EntryState.AWAITING
    entry.letter_no, entry.letter_on = letter.number, letter.date
    entry.submitted_at, entry.submitted_by = actor.now(), actor.recorded_as
    save_entry(actor, entry, "submitted")


def recall_entry(actor: Actor, entry: Entry, *, version: int) -> Entry:
    """Take it back from the ministry to change something."""
    with atomic():
        entry = locked_entry(actor, entry.pk)
        if entry.state == EntryState.DRAFT and policies.is_recorder(actor, entry):
            return entry
        must(policies.can_recall(actor, entry))
        must_be_current(entry, version)
        must_not_be_under_correction(entry)
        entry.state = EntryState.DRAFT
        save_entry(actor, entry, "recalled")
    return entry


def must_have_current_contact(actor: Actor) -> None:
    """The ministry must be able to call whoever entered it; a program has its office's contact."""
    if actor.account_id is not None and not contact_is_current(actor):
        raise Refused(
            _("First confirm your name, telephone and e-mail on the page “My contact”, so that you can be reached."),
            code="contact",
        )


def must_not_be_under_correction(entry: Entry) -> None:
    if Correction.objects.filter(entry=entry).exclude(state="closed").exists():
        raise Refused(
            _("A correction letter of the ministry is open: answer it point by point and report back there."),
            code="correction",
        )
