"""What is signed is frozen: who signed which edition, what changed since, who refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.http import Http404

from tidtam.kernel.actor import SYSTEM, Actor, NotAllowed, Outdated, Refused, acting_as, new_id
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.files.tests.factories import make_pdf, upload
from tidtam.kernel.people.tests.factories import member
from tidtam.products.academic.dossier import actions, queries
from tidtam.products.academic.dossier.actions import Signed
from tidtam.products.academic.dossier.choices import Occasion, SignatureState
from tidtam.products.academic.dossier.models import Dossier, DossierEdition, SigningAct
from tidtam.products.academic.rulebook.choices import Opinion
from tidtam.products.academic.rulebook.reading import made_of, values_of
from tidtam.products.academic.rulebook.tests.generating import AS_OF, sample

from .factories import Offices, on

pytestmark = pytest.mark.requirement("ACA-14")

EVERYBODY = ["applicant", "checks", "above", "committee", "kpw", "council"]
APPLICANT = Signed("นายสมชาย ใจดี", "รองศาสตราจารย์", AS_OF)
CHECKER = Signed("นางสาวสมศรี ตรวจดี", "หัวหน้าภาควิชา", AS_OF, opinion=Opinion.COMPLETE)


def unsigned() -> dict[str, Any]:
    """A whole dossier that nobody signed yet."""
    values = sample()
    for part in ("applicant", "committee", "kpw", "council"):
        del values[part]["signature"]
    values["supervisors"] = {}
    return values


def states(actor: Actor, dossier: Dossier) -> dict[str, str]:
    return {each.slot.key: each.state for each in signing(actor, dossier).signatures}


def signing(actor: Actor, dossier: Dossier) -> queries.Signing:
    return queries.signing_now(actor, queries.get_dossier(actor, dossier.pk))


def values(actor: Actor, dossier: Dossier) -> dict[str, Any]:
    return values_of(queries.content_of(actor, queries.get_dossier(actor, dossier.pk)))


def changed(actor: Actor, dossier: Dossier, part: str, **fields: Any) -> Dossier:
    dossier = queries.get_dossier(actor, dossier.pk)
    content = {**values(actor, dossier)[part], **fields}
    return actions.change_part(actor, dossier, part, content, expected_version=dossier.version)


def applicant_signed(actor: Actor, dossier: Dossier) -> SigningAct:
    edition = actions.print_to_sign(actor, dossier)
    return actions.record_signature(actor, dossier, "applicant", APPLICANT, edition_id=edition.pk)


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


def test_what_is_signed_is_changed_only_after_somebody_decided_to(offices: Offices) -> None:
    dossier = offices.dossier(unsigned())
    with acting_as(offices.officer) as officer:
        edition = applicant_signed(officer, dossier).edition
        before = values(officer, dossier)
        for part, fields in (("works", None), ("applicant", {"rank": "พันตรี"}), ("applicant", {"signature": {}})):
            dossier.refresh_from_db()
            content = before["works"][:-1] if fields is None else {**before[part], **fields}
            with pytest.raises(Refused) as refused:
                actions.change_part(officer, dossier, part, content, expected_version=dossier.version)
            assert refused.value.code == "signed"
        with pytest.raises(Refused):
            actions.import_content(officer, dossier, made_of({}), expected_version=dossier.version)
        assert values(officer, dossier) == before, "nothing was lost"
        changed(officer, dossier, "teaching", level="expert"), "what nobody signed is changed as ever"
        changed(officer, dossier, "request", received_on="22 พ.ย. 2569")
        assert states(officer, dossier)["applicant"] == "valid", "that day is the office's to enter"

        opened = actions.open_signed_part(officer, dossier, "history")
        assert [each.slot.key for each in opened] == ["applicant"]
        assert actions.open_signed_part(officer, dossier, "history") == []
        assert states(officer, dossier)["applicant"] == "valid", "nothing has changed yet"
        now = changed(officer, dossier, "applicant", rank="พันตรี")
        (renew,) = (each for each in signing(officer, now).signatures if each.state == SignatureState.RENEW)
        assert renew.given is not None
        assert (renew.slot.key, renew.given.edition) == ("applicant", edition)
        (change,) = queries.changes_since_signed(officer, now, renew)
        assert (change.place, change.before or "", change.after) == ("/applicant/rank", "", "พันตรี")
        changed(officer, dossier, "applicant", rank="")
        assert states(officer, dossier)["applicant"] == "valid", "it says again what was signed"


def test_only_the_signatures_of_what_was_changed_are_asked_for_again(offices: Offices) -> None:
    dossier = offices.dossier()
    with acting_as(offices.officer) as officer:
        actions.confirm_typed(officer, dossier, expected_version=1)
        assert set(states(officer, dossier).values()) == {"valid"}
        actions.open_signed_part(officer, dossier, "kpw")
        changed(officer, dossier, "kpw", meeting="5/2569")
        assert states(officer, dossier) == {**dict.fromkeys(EVERYBODY, "valid"), "kpw": "renew"}
        actions.open_signed_part(officer, dossier, "works")
        works = values(officer, dossier)["works"]
        dossier.refresh_from_db()
        actions.change_part(officer, dossier, "works", works[:-1], expected_version=dossier.version)
        assert states(officer, dossier) == {**dict.fromkeys(EVERYBODY, "renew"), "council": "valid"}


def test_a_correction_is_signed_and_the_day_of_the_first_signature_stays(offices: Offices) -> None:
    dossier = offices.dossier()
    later = on(offices.officer, AS_OF + timedelta(days=7))
    with acting_as(offices.officer) as officer:
        actions.confirm_typed(officer, dossier, expected_version=1)
        actions.open_signed_part(officer, dossier, "kpw")
        changed(officer, dossier, "kpw", meeting="5/2569")
    with acting_as(later) as officer:
        edition = actions.print_to_sign(officer, dossier)
        stood = values(officer, dossier)["kpw"]["signature"]
        facts: dict[str, Any] = {"edition_id": edition.pk, "happened_on": officer.today()}
        act = actions.confirm_correction(officer, dossier, "kpw", **facts)
        assert (act.act, act.happened_on) == ("confirmed", officer.today())
        assert values(officer, dossier)["kpw"]["signature"] == stood
        assert states(officer, dossier)["kpw"] == "valid"
        assert actions.confirm_correction(officer, dossier, "kpw", **facts) == act, "sent twice"


def test_a_signature_on_an_edition_that_is_past_is_asked_for_again_at_once(offices: Offices) -> None:
    """One officer printed, another one changed, and then the signed paper came back."""
    dossier = offices.dossier(unsigned())
    with acting_as(offices.officer) as officer:
        edition = actions.print_to_sign(officer, dossier)
    with acting_as(offices.colleague) as colleague:
        changed(colleague, dossier, "applicant", rank="พันตรี")
    with acting_as(offices.officer) as officer:
        actions.record_signature(officer, dossier, "applicant", APPLICANT, edition_id=edition.pk)
        assert states(officer, dossier)["applicant"] == "renew"
        changed(officer, dossier, "applicant", rank="ร้อยเอก")
        again = actions.print_to_sign(officer, dossier)
        assert (again.number, again.fingerprint != edition.fingerprint) == (2, True)
        actions.record_signature(officer, dossier, "applicant", APPLICANT, edition_id=again.pk)
        assert states(officer, dossier)["applicant"] == "valid"


def test_signatures_that_were_entered_count_once_it_is_said_what_was_signed(offices: Offices) -> None:
    dossier = offices.dossier()
    with acting_as(offices.officer) as officer:
        assert set(states(officer, dossier).values()) == {"typed"}
        with pytest.raises(Outdated):
            actions.confirm_typed(officer, dossier, expected_version=7)
        acts = actions.confirm_typed(officer, dossier, expected_version=1)
        assert {act.edition.occasion for act in acts if act.edition} == {Occasion.ON_PAPER}
        assert [act.signer for act in acts] == EVERYBODY
        assert actions.confirm_typed(officer, dossier, expected_version=1) == [], "sent twice"
    undated = sample()
    undated["kpw"]["signature"]["signed_on"] = "พ.ย. 2569"
    with acting_as(offices.officer) as officer:
        other = offices.dossier(undated)
        with pytest.raises(Refused) as refused:
            actions.confirm_typed(officer, other, expected_version=1)
    assert refused.value.code == "incomplete"


def test_a_refusal_gives_the_form_back_to_its_writer_and_stays_in_the_history(offices: Offices) -> None:
    dossier = offices.dossier(unsigned())
    with acting_as(offices.officer) as officer:
        applicant_signed(officer, dossier)
        edition = actions.print_to_sign(officer, dossier)
        refusal: dict[str, Any] = {"name": "นายสมศักดิ์ รอบคอบ", "happened_on": AS_OF, "edition_id": edition.pk}
        with pytest.raises(Refused):
            actions.refuse_to_sign(officer, dossier, "checks", reason=" ", **refusal)
        with pytest.raises(Refused):
            actions.refuse_to_sign(officer, dossier, "applicant", reason="x", **refusal)
        act = actions.refuse_to_sign(officer, dossier, "checks", reason="ระยะเวลาดำรงตำแหน่งไม่ครบ", **refusal)
        assert actions.refuse_to_sign(officer, dossier, "checks", reason="ระยะเวลาดำรงตำแหน่งไม่ครบ", **refusal) == act
        told = signing(officer, dossier).of("checks").refusal
        assert told is not None
        assert (told.name, told.reason) == ("นายสมศักดิ์ รอบคอบ", "ระยะเวลาดำรงตำแหน่งไม่ครบ")
        assert act.told is not None
        assert "ระยะเวลา".encode() not in bytes(act.told)
        changed(officer, dossier, "applicant", rank="พันตรี"), "editable again"
        assert states(officer, dossier)["applicant"] == "renew"
        again = actions.print_to_sign(officer, dossier)
        actions.record_signature(officer, dossier, "checks", CHECKER, edition_id=again.pk)
        now = signing(officer, dossier)
        assert now.of("checks").state == "valid"
        assert [refusal.reason for refusal in now.refusals.values()] == ["ระยะเวลาดำรงตำแหน่งไม่ครบ"]


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
