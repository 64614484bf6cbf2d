"""What the ministry asked to be mended, what the institution answered, and the request as it was sent each time."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from tidtam.kernel.actor import Actor
from tidtam.kernel.people.private_text import unseal_all
from tidtam.products.academic.choices import AnswerKind, Fact
from tidtam.products.academic.dossier.queries import edition_content, facts_of, rules_of
from tidtam.products.academic.dossier.queries.dossiers import digest_at
from tidtam.products.academic.facts import FIELDS_OF, sent_facts
from tidtam.products.academic.models import AcademicRequest, DefectAnswer, RequestEdition
from tidtam.products.academic.policies import awaits_institution
from tidtam.products.academic.rulebook.reading import values_of
from tidtam.products.academic.rulebook.rules import check

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    kind: AnswerKind
    text: str
    answered_at: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """A defect with its words and, once there is one, its answer."""

    id: UUID
    number: int
    fact: str
    rule: str
    place: str
    clause: Values | None
    text: str
    is_late: bool
    answer: Answer | None

    @property
    def key(self) -> tuple[str, str, str]:
        return self.fact, self.rule, self.place


@dataclass(frozen=True, slots=True)
class Letter:
    number: int
    letter_no: str
    letter_date: date
    late_reason: str
    edition_id: UUID | None
    defects: tuple[Told, ...]

    @property
    def unanswered(self) -> tuple[Told, ...]:
        return tuple(defect for defect in self.defects if defect.answer is None)


@dataclass(frozen=True, slots=True)
class Version:
    """A request as it was sent, or as it stands now."""

    edition: RequestEdition | None
    facts: dict[str, str]
    dossier: Values


def letters_of(actor: Actor, request: AcademicRequest) -> list[Letter]:
    """The letters of a request the actor was given, the first one first; four queries, however many they are."""
    if request.person_id is None or request.case_id is None:
        return []
    letters = list(request.returns.prefetch_related("defects"))
    rows = [defect for letter in letters for defect in letter.defects.all()]
    last: dict[UUID, DefectAnswer] = {}
    for row in DefectAnswer.objects.filter(defect__letter__request=request).order_by("answered_at", "pk"):
        last[row.defect_id] = row
    sealed = [
        *((row.pk, row.text) for row in rows),
        *((row.pk, row.text) for row in last.values()),
        *((letter.pk, letter.late_reason) for letter in letters),
    ]
    opened = unseal_all((request.person_id, blob) for _pk, blob in sealed)
    words = {pk: text or "" for (pk, _blob), text in zip(sealed, opened, strict=True)}
    answers = {
        defect_id: Answer(AnswerKind(row.kind), words[row.pk], row.answered_at) for defect_id, row in last.items()
    }
    return [
        Letter(
            number=letter.number,
            letter_no=letter.letter_no,
            letter_date=letter.letter_date,
            late_reason=words[letter.pk],
            edition_id=letter.edition_id,
            defects=tuple(
                Told(
                    id=row.pk,
                    number=row.number,
                    fact=row.fact,
                    rule=row.rule,
                    place=row.place,
                    clause=row.clause,
                    text=words[row.pk],
                    is_late=row.is_late,
                    answer=answers.get(row.pk),
                )
                for row in letter.defects.all()
            ),
        )
        for letter in letters
    ]


def to_answer(actor: Actor, request: AcademicRequest) -> Letter | None:
    """The letter that waits for the institution's answers, while the request lies with it."""
    letters = letters_of(actor, request) if awaits_institution(request) else []
    return letters[-1] if letters else None


def editions_of_request(actor: Actor, request: AcademicRequest) -> list[RequestEdition]:
    return list(request.editions.select_related("dossier_edition"))


def edition_sent_last(actor: Actor, request: AcademicRequest) -> RequestEdition | None:
    return request.editions.select_related("dossier_edition").last()


def contents_of_editions(actor: Actor, request: AcademicRequest, editions: list[RequestEdition]) -> dict[UUID, Version]:
    """What the request and its dossier said when they were sent."""
    if request.person_id is None:
        return {}
    opened = unseal_all((request.person_id, edition.sealed) for edition in editions)
    return {
        edition.pk: Version(edition, json.loads(text) if text else {}, _dossier_of(actor, request, edition))
        for edition, text in zip(editions, opened, strict=True)
    }


def _dossier_of(actor: Actor, request: AcademicRequest, edition: RequestEdition) -> Values:
    if request.dossier is None or edition.dossier_edition is None:
        return {}
    return values_of(edition_content(actor, request.dossier, edition.dossier_edition))


class SeenBefore:
    """What could be seen when the request was returned before, and was not said then."""

    def __init__(self, actor: Actor, request: AcademicRequest) -> None:
        self._actor, self._request = actor, request
        self._letters = letters_of(actor, request)
        self._said = {defect.key for letter in self._letters for defect in letter.defects}

    @property
    def is_first(self) -> bool:
        return not self._letters

    def is_late(self, *, fact: str = "", rule: str = "", place: str = "") -> bool:
        """Whether it stood so, unsaid, in an edition that was examined and returned."""
        if self.is_first or (fact, rule, place) in self._said:
            return False
        if fact:
            names = FIELDS_OF[Fact(fact)]
            return any(all(then.facts.get(name) == self._now[name] for name in names) for then in self._examined)
        return any(
            self._is_unchanged(then.dossier, place) or (rule, place) in faults
            for then, faults in zip(self._examined, self._faults, strict=True)
        )

    @cached_property
    def _examined(self) -> list[Version]:
        numbers = {letter.edition_id for letter in self._letters}
        editions = [each for each in editions_of_request(self._actor, self._request) if each.pk in numbers]
        return list(contents_of_editions(self._actor, self._request, editions).values())

    @cached_property
    def _now(self) -> dict[str, str]:
        return sent_facts(self._request)

    @cached_property
    def _dossier_now(self) -> Values:
        last = edition_sent_last(self._actor, self._request)
        return _dossier_of(self._actor, self._request, last) if last else {}

    def _is_unchanged(self, then: Values, place: str) -> bool:
        return bool(then) and digest_at(then, place) == digest_at(self._dossier_now, place)

    @cached_property
    def _faults(self) -> list[set[tuple[str, str]]]:
        """Of each of those editions, what the rules find in it; one without a dossier has none."""
        return [self._faults_in(version) for version in self._examined]

    def _faults_in(self, version: Version) -> set[tuple[str, str]]:
        dossier = self._request.dossier
        if dossier is None or version.edition is None or version.edition.dossier_edition is None:
            return set()
        content = edition_content(self._actor, dossier, version.edition.dossier_edition)
        found = check(content, rules_of(self._actor, dossier), self._actor.today(), facts_of(self._actor, dossier))
        return {(finding.rule, finding.place) for finding in found if finding.is_fault}
