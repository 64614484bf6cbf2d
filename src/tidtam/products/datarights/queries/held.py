"""What is held of a person. The holders are asked as the platform, for nobody but the person themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import Http404

from tidtam.kernel.actor import Actor, acting_as, platform_for
from tidtam.kernel.identity.models import Account
from tidtam.kernel.personal_data import Hold, Holding, Record, Subject, holdings
from tidtam.kernel.registration.queries import StatedFacts, statement_of

from .retention import configured_days


@dataclass(frozen=True, slots=True)
class Held:
    """One kind of data with what is kept of it."""

    holding: Holding
    records: Sequence[Record]


@dataclass(frozen=True, slots=True)
class Kept:
    """What the law holds back, and until when; no day where none is known."""

    holding: Holding
    hold: Hold
    until: date | None

    @property
    def goes_on(self) -> bool:
        return self.hold.counted_from is None


def own_subject(actor: Actor) -> Subject:
    return Subject(actor.person_id, actor.account_id)


def describe_all() -> tuple[Holding, ...]:
    """Every kind of data that is kept of people at all, whether or not there is any of somebody."""
    return holdings()


def get_holding(key: str) -> Holding:
    found = next((holding for holding in holdings() if holding.key == key), None)
    if found is None:
        raise Http404
    return found


def records_of(actor: Actor, holding: Holding) -> Sequence[Record]:
    """The actor's own."""
    with acting_as(platform_for(actor)) as platform:
        return _exported(platform, holding, all_of(platform, own_subject(actor)))


def everything_of(actor: Actor, subject: Subject) -> list[Held]:
    """For the copy that a person is handed; only the platform gathers it."""
    if not actor.is_system:
        raise Http404
    subjects = all_of(actor, subject)
    return [Held(holding, _exported(actor, holding, subjects)) for holding in holdings()]


def _exported(platform: Actor, holding: Holding, subjects: Sequence[Subject]) -> list[Record]:
    return [record for subject in subjects for record in holding.export_person(platform, subject)]


def all_of(platform: Actor, subject: Subject) -> list[Subject]:
    """The subject, and every other person as whom the same human stands in the tables."""
    known = {person for holding in holdings() for person in holding.known_as(platform, subject)}
    others = known - {subject.person_id}
    accounts = dict(Account.objects.filter(person__in=others).values_list("person", "pk")) if others else {}
    return [subject, *(Subject(person, accounts.get(person)) for person in sorted(others))]


def holds_on(actor: Actor, subject: Subject) -> list[Kept]:
    """What stands in the way of erasing everything, today: not what has outlived the time the office must keep it."""
    days = configured_days()
    with acting_as(platform_for(actor)) as platform:
        subjects = all_of(platform, subject)
        found = [
            (holding, hold) for holding in holdings() for each in subjects for hold in holding.held_back(platform, each)
        ]
    kept = [Kept(holding, hold, _until(hold, days.get(hold.term))) for holding, hold in found]
    standing = [each for each in kept if each.until is None or each.until >= actor.today()]
    return [each for each in standing if actor.is_system or not each.hold.is_secret]


def own_holds(actor: Actor) -> list[Kept]:
    return holds_on(actor, own_subject(actor))


def may_erase_alone(actor: Actor) -> bool:
    """Whether the account is a temporary one of which nothing is held back, not even secretly."""
    with acting_as(platform_for(actor)) as platform:
        temporary = Account.objects.filter(temporary_until__isnull=False)
        if actor.account_id is None or not temporary.filter(pk=actor.account_id).exists():
            return False
        return not holds_on(platform, own_subject(actor))


def _until(hold: Hold, days: int | None) -> date | None:
    if hold.counted_from is None or days is None:
        return None
    return hold.counted_from + timedelta(days=days)


def stated_facts(actor: Actor) -> StatedFacts | None:
    """What the actor stated when registering: the one thing nobody else has to agree to change."""
    return statement_of(actor, actor.account_id) if actor.account_id else None
