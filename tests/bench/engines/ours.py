"""Tidtam's engine as the product runs it: permission, limits, history, audit. The notices are a line of their own."""

from dataclasses import dataclass
from typing import Any

from tidtam.kernel.actor import SYSTEM, Actor, ActorKind, Grant, acting_as, new_id
from tidtam.kernel.orgs.models import Organization
from tidtam.kernel.orgs.tests.factories import make_ministry, make_organization
from tidtam.kernel.people.tests.factories import make_person
from tidtam.tracking.actions import finish_step, open_case, publish_process, recording
from tidtam.tracking.definitions import read_file
from tidtam.tracking.models import Case

from .process import END, ROLE, WAYS, WORKING_DAYS

KEY = "bench"


def definition() -> str:
    """The process as a definition file."""
    lines = [
        f'key = "{KEY}"\nversion = 1\nowner = "{ROLE}"',
        *(f'{name} = {{ th = "วัดผล", en = "Bench" }}' for name in ("name", "description", "office")),
    ]
    for step, ways in WAYS.items():
        lines += ["[[steps]]", f'key = "{step}"\nactor = "{ROLE}"\nworking_days = {WORKING_DAYS}']
        lines += [f'{name} = {{ th = "{step}", en = "{step}" }}' for name in ("name", "explanation")]
        if "" in ways:
            lines.append(f'next = "{ways[""]}"')
        for outcome, leads_to in ways.items():
            if outcome:
                lines += ["[[steps.outcomes]]", f'key = "{outcome}"\nnext = "{leads_to}"']
                lines.append(f'name = {{ th = "{outcome}", en = "{outcome}" }}')
    lines += ["[[endings]]", f'key = "{END}"\nname = {{ th = "จบ", en = "done" }}']
    return "\n".join(lines)


@dataclass
class Ours:
    alias: str = "default"
    tells: bool = True
    """Whether the person concerned is told, as the product does; neither of the others tells anybody."""

    def prepare(self) -> None:
        with acting_as(SYSTEM):
            publish_process(SYSTEM, read_file(definition(), file="bench.toml"))
            ministry = Organization.objects.filter(code="mhesi").first() or make_ministry()
            self.office = make_organization(f"bench-{new_id().hex[-6:]}", ministry)
            self.person = make_person(organization=self.office)
        self.officer = Actor(
            kind=ActorKind.MEMBER,
            account_id=new_id(),
            person_id=new_id(),
            name="officer",
            grants=(
                Grant(
                    id=new_id(),
                    role=ROLE,
                    organization_id=self.office.pk,
                    organization_path=self.office.path,
                    organization_name_th=self.office.name_th,
                    organization_name_en=self.office.name_en,
                ),
            ),
        )
        if not self.tells:
            recording.news_for_subject = lambda *_told: None  # type: ignore[attr-defined]

    def open(self) -> Case:
        with acting_as(self.officer) as actor:
            return open_case(
                actor, KEY, subject=self.person, organization=self.office, received_on=actor.today(), letter_no="อว 1/1"
            )

    def step(self, matter: Any, outcome: str) -> Case:
        with acting_as(self.officer) as actor:
            return finish_step(
                actor, matter, happened_on=actor.today(), outcome=outcome, expected_version=matter.version
            )

    def has_ended(self, matter: Any) -> bool:
        return Case.objects.filter(pk=matter.pk, ended_how=END).exists()
