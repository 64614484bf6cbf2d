"""What is signed is frozen: who signed which edition, what changed since, who refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.http import Http404

from tidtam.kernel.actor import SYSTEM, Actor, NotAllowed, Refused, acting_as, new_id
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.files.tests.factories import make_pdf, upload
from tidtam.kernel.people.tests.factories import member
from tidtam.products.academic.dossier import actions, queries
from tidtam.products.academic.dossier.actions import Signed
from tidtam.products.academic.dossier.choices import Occasion, SignatureState
from tidtam.products.academic.dossier.models import Dossier, DossierEdition, SigningAct
from tidtam.products.academic.rulebook.tests.generating import AS_OF

from .factories import Offices, on
from .signatures import (
    APPLICANT,
    CHECKER,
    EVERYBODY,
    changed,
    signing,
    states,
    unsigned,
    values,
)

pytestmark = pytest.mark.requirement("ACA-14")


def test_by_the_rules_six_sign_and_nobody_has(offices: Offices) -> None:
    dossier = offices.dossier(unsigned())
    with acting_as(offices.officer) as officer:
        assert states(officer, dossier) == dict.fromkeys(EVERYBODY, SignatureState.MISSING)
        assert [each.slot.key for each in signing(officer, dossier).wanting] == EVERYBODY


def test_a_signature_stands_in_the_dossier_and_says_which_edition_was_signed(offices: Offices) -> None:
    dossier = offices.dossier(unsigned())
    with acting_as(offices.officer) as officer:
        edition = actions.print_to_sign(officer, dossier)
        act = actions.record_signature(
            officer, dossier, "applicant", APPLICANT, edition_id=edition.pk, scan=upload(make_pdf())
        )
        assert (act.edition, act.made_by) == (edition, officer.recorded_as)
        assert values(officer, dossier)["applicant"]["signature"] == {
            "name": "นายสมชาย ใจดี",
            "position": "รองศาสตราจารย์",
            "signed": True,
            "signed_on": "21 พ.ย. 2569",
        }
        assert states(officer, dossier) == {**dict.fromkeys(EVERYBODY, "missing"), "applicant": "valid"}
        assert queries.open_file_of(officer, dossier, str(act.scan)).file.pk == act.scan
        actions.discard_file(officer, dossier, str(act.scan))
        assert queries.open_file_of(officer, dossier, str(act.scan)), "it hangs somewhere: under the signature"
    with acting_as(SYSTEM):
        assert AuditRecord.objects.filter(verb="academic_dossier.signed", object_id=str(dossier.pk)).count() == 1


def test_a_supervisor_acts_by_an_order_and_within_its_period(offices: Offices) -> None:
    dossier = offices.dossier(unsigned())
    acting = replace(
        CHECKER,
        is_acting=True,
        order_number="12/2569",
        order_date=AS_OF - timedelta(days=30),
        acts_from=AS_OF - timedelta(days=10),
        acts_until=AS_OF,
    )
    with acting_as(offices.officer) as officer:
        edition = actions.print_to_sign(officer, dossier)

        def refused_at(signed: Signed) -> str | None:
            with pytest.raises(Refused) as refused:
                actions.record_signature(officer, dossier, "checks", signed, edition_id=edition.pk)
            return refused.value.field

        assert refused_at(replace(acting, order_number=" ")) == "order_number"
        assert refused_at(replace(acting, acts_from=None)) == "acts_from"
        assert refused_at(replace(acting, acts_until=AS_OF - timedelta(days=1))) == "signed_on"
        assert refused_at(replace(acting, acts_until=AS_OF - timedelta(days=11))) == "acts_until"
        assert refused_at(replace(acting, opinion=None)) == "opinion"
        assert refused_at(replace(acting, name="ผศ.ดร.สมชาย ใจดี")) == "name", "one's own certifier"
        actions.record_signature(officer, dossier, "checks", acting, edition_id=edition.pk)
        (certification,) = values(officer, dossier)["supervisors"]["certifications"]
        assert (certification["certifier"], certification["opinion"]) == ("checks", "complete")
        assert certification["signature"]["acting"]["acts_until"] == "21 พ.ย. 2569"
        assert states(officer, dossier)["checks"] == "valid"


@pytest.mark.parametrize(
    ("days", "code"), [(1, "future"), (543 * 365, "future"), (-1, "early")], ids=["tomorrow", "era", "before printing"]
)
def test_nobody_signs_in_the_future_or_before_it_was_printed(offices: Offices, days: int, code: str) -> None:
    dossier = offices.dossier(unsigned())
    with acting_as(offices.officer) as officer:
        edition = actions.print_to_sign(officer, dossier)
        wrong = replace(APPLICANT, signed_on=AS_OF + timedelta(days=days))
        with pytest.raises(Refused) as refused:
            actions.record_signature(officer, dossier, "applicant", wrong, edition_id=edition.pk)
        assert (refused.value.code, refused.value.field) == (code, "signed_on")
        assert states(officer, dossier)["applicant"] == "missing"


def test_a_forged_edition_is_no_edition_of_this_dossier(offices: Offices) -> None:
    dossier, other = offices.dossier(unsigned()), offices.dossier(unsigned())
    with acting_as(offices.officer) as officer:
        of_another = actions.print_to_sign(officer, other)
        for forged in (of_another.pk, new_id()):
            with pytest.raises(Http404):
                actions.record_signature(officer, dossier, "applicant", APPLICANT, edition_id=forged)
        with pytest.raises(Http404):
            actions.record_signature(officer, dossier, "rector", APPLICANT, edition_id=None)
        assert SigningAct.objects.count() == 0


def test_printed_or_sent_twice_it_is_one_edition_and_one_signature(offices: Offices) -> None:
    dossier = offices.dossier(unsigned())
    with acting_as(offices.officer) as officer:
        first, second = actions.print_to_sign(officer, dossier), actions.print_to_sign(officer, dossier)
        assert first == second
        facts: dict[str, Any] = {"edition_id": first.pk}
        act = actions.record_signature(officer, dossier, "applicant", APPLICANT, **facts)
        assert actions.record_signature(officer, dossier, "applicant", APPLICANT, **facts) == act
    other = replace(APPLICANT, position="อาจารย์")
    with acting_as(offices.colleague) as colleague, pytest.raises(Refused) as refused:
        actions.record_signature(colleague, dossier, "applicant", other, **facts)
    assert refused.value.code == "signed"


WRITES: dict[str, Callable[[Actor, Dossier], object]] = {
    "print": actions.print_to_sign,
    "record": lambda actor, dossier: actions.record_signature(actor, dossier, "applicant", APPLICANT, edition_id=None),
    "confirm": lambda actor, dossier: actions.confirm_typed(actor, dossier, expected_version=1),
    "open": lambda actor, dossier: actions.open_signed_part(actor, dossier, "works"),
    "refuse": lambda actor, dossier: actions.refuse_to_sign(
        actor, dossier, "checks", name="x", reason="x", happened_on=AS_OF, edition_id=new_id()
    ),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_nobody_else_signs_and_nobody_while_it_lies_with_the_ministry(
    offices: Offices, write: Callable[[Actor, Dossier], object]
) -> None:
    dossier = offices.dossier()
    for actor in (offices.stranger, offices.case_officer, offices.administrator, member(offices.applicant)):
        with acting_as(actor), pytest.raises(Http404):
            write(actor, dossier)
    with acting_as(offices.officer) as officer:
        actions.freeze(officer, dossier, Occasion.SENT)
    for actor in (offices.officer, offices.case_officer):
        with acting_as(actor), pytest.raises(NotAllowed):
            write(actor, dossier)


def test_the_ministry_sees_who_signed_what_was_sent_and_nothing_of_later(offices: Offices) -> None:
    dossier = offices.dossier()
    with acting_as(offices.officer) as officer:
        actions.confirm_typed(officer, dossier, expected_version=1)
        actions.freeze(officer, dossier, Occasion.SENT)
    with acting_as(offices.case_officer) as ministry:
        actions.reopen_dossier(ministry, dossier)
    with acting_as(on(offices.officer, AS_OF + timedelta(days=1))) as officer:
        actions.open_signed_part(officer, dossier, "kpw")
        changed(officer, dossier, "kpw", meeting="5/2569")
        actions.print_to_sign(officer, dossier)
        assert states(officer, dossier)["kpw"] == "renew"
    with acting_as(offices.case_officer) as ministry:
        seen = queries.get_dossier(ministry, dossier.pk)
        assert set(states(ministry, seen).values()) == {"valid"}
        assert [edition.number for edition in queries.editions_seen(ministry, seen)] == [2]
        with pytest.raises(Http404):
            queries.get_edition(ministry, seen, DossierEdition.objects.get(number=3).pk)


@pytest.mark.parametrize("statement", ["UPDATE {} SET act = 'signed'", "DELETE FROM {}", "TRUNCATE {}"])
def test_what_became_of_a_signature_is_never_changed(offices: Offices, statement: str) -> None:
    dossier = offices.dossier()
    with acting_as(offices.officer) as officer:
        actions.confirm_typed(officer, dossier, expected_version=1)
        with (
            pytest.raises(DatabaseError, match=r"append-only|permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement.format("academic_dossier_signingact"))
    for stranger in (offices.stranger, offices.administrator, offices.case_officer):
        with acting_as(stranger):
            assert SigningAct.objects.count() == 0
