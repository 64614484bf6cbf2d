"""The register of academic positions: a few holders at each institution, public and on the way there."""

from random import Random

from tidtam.kernel.actor import SYSTEM, Actor, acting_as
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.queries import get_organization
from tidtam.kernel.people.choices import IdentifierKind
from tidtam.products.registry import actions as registry
from tidtam.products.registry.facts import HOLDER, Value
from tidtam.products.registry.models import Entry
from tidtam.sandbox.demo.persons import demo_person
from tidtam.thai import national_id

from .accounts import actor_of
from .requests import vocabulary

_INSTITUTIONS = ("sommut", "jintana", "manothani", "sathit")
_AT_EACH = 8
_FIRST_NUMBER = 90_000
_LEVELS = ("assistant_professor", "associate_professor", "professor")
_DEGREE = "ปรัชญาดุษฎีบัณฑิต"


def fill_register() -> None:
    """Of the holders of each institution the last awaits approval, and the one before it is still a draft. Once.

    Requests that ended fill entries in too, which nobody has sent yet.
    """
    with acting_as(SYSTEM):
        if Entry.objects.filter(submitted_at__isnull=False).exists():
            return
    approver = actor_of(demo_person("register_approver"))
    for place, institution in enumerate(_INSTITUTIONS):
        recorder = actor_of(demo_person(f"officer_{institution}"))
        office = get_organization(f"demo-{institution}")
        with acting_as(recorder):
            registry.confirm_contact(
                recorder,
                organization=office,
                name=recorder.name,
                phone="0 2000 0009",
                email=f"register.{institution}@example.invalid",
            )
        for number in range(_AT_EACH):
            entry = _enter(recorder, office, place * _AT_EACH + number, is_sent=number != _AT_EACH - 2)
            if number < _AT_EACH - 2:
                with acting_as(approver):
                    registry.approve_entry(approver, entry, version=entry.version)
    with acting_as(SYSTEM) as actor:
        registry.recount(actor)


def _enter(recorder: Actor, office: Organization, number: int, *, is_sent: bool) -> Entry:
    chance = Random(f"register {number}")  # noqa: S311  # nosec B311 - a story, not a secret
    words = vocabulary()
    who = registry.Who(
        kind=IdentifierKind.NATIONAL_ID,
        number=national_id.demo_number(_FIRST_NUMBER + number),
        title=chance.choice(words.titles),
        given_name=chance.choice(words.given_names),
        family_name=chance.choice(words.family_beginnings) + chance.choice(words.family_endings),
    )
    with acting_as(recorder):
        entry = registry.begin_entry(recorder, organization=office, who=who)
        entry = registry.change_facts(recorder, entry, facts=_facts(chance, who), version=entry.version)
        if is_sent:
            letter = registry.Letter(f"อว 0{chance.randint(601, 699)}/{number + 1}", recorder.today())
            entry = registry.submit_entry(recorder, entry, letter=letter, version=entry.version)
    return entry


def _facts(chance: Random, who: registry.Who) -> dict[str, Value]:
    code, field, subfield = chance.choice(vocabulary().fields)
    year = chance.randint(2008, 2016)
    name, names = f"{who.given_name} {who.family_name}", vocabulary().given_names
    facts: dict[str, Value] = {
        f"{HOLDER}.employment": chance.choice(("civil_servant", "university_employee")),
        f"{HOLDER}.qualifications": [{"degree": _DEGREE, "field": field, "year": str(year + 543 - 4)}],
    }
    for level in _LEVELS[: chance.choice((1, 1, 2, 2, 3))]:
        citation = f"{name}. ({year + 542}). {field}: งานศึกษา. วารสารสมมติวิชาการ, {chance.randint(1, 40)}(1), 1-20."
        facts |= {
            f"{level}.method": "ordinary",
            f"{level}.field_code": code,
            f"{level}.field_name": field,
            f"{level}.subfield": subfield,
            f"{level}.appointed_on": f"{year}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
            f"{level}.order_no": f"{chance.randint(1, 400)}/{year + 543}",
            f"{level}.works": [{"citation": citation, "quality": "very_good", "participation": "ร้อยละ 100"}],
            f"{level}.experts": [{"name": f"{given} ทดสอบวิชา"} for given in chance.sample(names, 3)],
        }
        year += chance.randint(3, 5)
    return facts
