"""What is signed and then changed is signed again, and only that."""

from datetime import timedelta
from typing import Any

import pytest

from tidtam.kernel.actor import Actor, Outdated, Refused, acting_as
from tidtam.products.academic.dossier import actions, queries
from tidtam.products.academic.dossier.choices import Occasion, SignatureState
from tidtam.products.academic.dossier.models import Dossier, SigningAct
from tidtam.products.academic.rulebook.reading import made_of
from tidtam.products.academic.rulebook.tests.generating import AS_OF, sample

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


def applicant_signed(actor: Actor, dossier: Dossier) -> SigningAct:
    edition = actions.print_to_sign(actor, dossier)
    return actions.record_signature(actor, dossier, "applicant", APPLICANT, edition_id=edition.pk)


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
