"""A dossier from the request's page to its sending: typed, judged while it is typed, mended, sent."""

import re
from typing import Any

import pypdfium2 as pdfium
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tidtam.kernel.actor import Refused, acting_as
from tidtam.kernel.actor.tests.browsing import browsing_as
from tidtam.kernel.files.models import StoredFile
from tidtam.kernel.files.tests.factories import make_pdf
from tidtam.products.academic import actions
from tidtam.products.academic.dossier import queries
from tidtam.products.academic.dossier.actions import import_content
from tidtam.products.academic.dossier.models import Dossier
from tidtam.products.academic.models import AcademicRequest
from tidtam.products.academic.rulebook.reading import made_of, values_of
from tidtam.products.academic.rulebook.tests.generating import sample
from tidtam.products.academic.tests.factories import World

LIST = "/academic/requests/"
SCRIPT = {"X-Tidtam-Saving": "1"}
_HIDDEN = re.compile(r'<input type="hidden" name="((?:was:[^"]+)|version)" value="([^"]*)"')


def begun(world: World, values: dict[str, Any] | None = None) -> str:
    """The address of a dossier that was begun with a draft, with this content if any."""
    request = world.draft()
    with acting_as(world.institution) as actor:
        dossier = actions.begin_request_dossier(actor, request)
        if values is not None:
            import_content(actor, dossier, made_of(values), expected_version=dossier.version)
    return f"{LIST}{request.pk}/dossier/"


def content(world: World) -> dict[str, Any]:
    with acting_as(world.institution) as actor:
        return values_of(queries.content_of(actor, Dossier.objects.get()))


def sent_by(page: str, **typed: str) -> dict[str, str]:
    """What a browser sends of this page, with some fields typed anew; a double underline stands for a stroke."""
    hidden = dict(_HIDDEN.findall(page))
    places = {f"/{name.replace('__', '/')}": text for name, text in typed.items()}
    return {"version": hidden["version"]} | {f"was:{place}": hidden[f"was:{place}"] for place in places} | places


def page_text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def notes_of(page: str, place: str) -> str:
    """What stands beside one field."""
    return page.split(f'id="n{place.replace("/", "-")}"')[1].split("data-filled")[1]


@pytest.mark.requirement("ACA-01")
def test_a_dossier_is_begun_with_the_draft_and_knows_what_the_request_says(world: World) -> None:
    request = world.draft()
    with browsing_as(world.institution) as officer:
        assert "begin-dossier" in page_text(officer, f"{LIST}{request.pk}/")
        answer = officer.post(f"{LIST}{request.pk}/begin-dossier/")
        assert answer["Location"] == f"{LIST}{request.pk}/dossier/"
        assert "What to do next" in page_text(officer, answer["Location"])
        assert "เมฆา" in page_text(officer, f"{LIST}{request.pk}/dossier/applicant/")
        assert answer["Location"] in page_text(officer, f"{LIST}{request.pk}/")
    assert AcademicRequest.objects.get().dossier_id == request.pk


@pytest.mark.requirement("ACA-02")
def test_every_part_and_every_kind_of_entry_has_its_page(world: World) -> None:
    address = begun(world, sample())
    with browsing_as(world.institution) as officer:
        for place in content(world):
            page_text(officer, f"{address}{place}/")
        for place in ("works/0", "works/0/authors", "works/0/authors/1", "supervisors/certifications/0"):
            page_text(officer, f"{address}{place}/")
        for place in ("works/99", "nothing", "works/x", "request/position", "works/0/authors/٣", "check/x"):
            assert officer.get(f"{address}{place}/").status_code == 404, place


@pytest.mark.requirement("DOC-101")
def test_what_is_typed_is_kept_and_judged_beside_its_field(world: World) -> None:
    tasks = begun(world, sample())
    address = f"{tasks}applicant/"
    with browsing_as(world.institution) as officer:
        page = page_text(officer, address)
        assert "DOC-101" not in page
        assert officer.post(address, sent_by(page, applicant__prefix="ผศ.ดร.")).status_code == 302
        page = page_text(officer, address)
        assert "DOC-101" in notes_of(page, "/applicant/prefix")
        listed = page_text(officer, tasks)
        assert f"{address}#f-applicant-prefix" in listed
        assert officer.post(address, sent_by(page, applicant__prefix="นาย")).status_code == 302
        assert "DOC-101" not in page_text(officer, address)
    assert content(world)["applicant"]["prefix"] == "นาย"


@pytest.mark.requirement("DOC-203")
def test_a_date_stays_as_typed_and_says_how_it_was_read(world: World) -> None:
    address = f"{begun(world)}applicant/"
    with browsing_as(world.institution) as officer:
        sent = sent_by(page_text(officer, address), applicant__signature__signed_on="๒๑/๑๑/๒๕๖๙")
        assert officer.post(address, sent).status_code == 302
        page = page_text(officer, address)
    assert 'value="๒๑/๑๑/๒๕๖๙"' in page
    assert '<label class="govuk-label" for="f-applicant-signature-signed_on">Date of signature</label>' in page
    assert "read as 21 November 2026" in notes_of(page, "/applicant/signature/signed_on")


@pytest.mark.requirement("ACA-01")
def test_entries_are_added_several_at_once_moved_and_removed_without_a_script(world: World) -> None:
    address = f"{begun(world)}works/"
    with browsing_as(world.institution) as officer:
        first = officer.post(address, {"act": "add", "version": "1"})
        assert first["Location"] == f"{address}0/"
        officer.post(address, {"act": "lines", "lines": "เรื่องที่สอง\n\nเรื่องที่สาม", "version": "2"})
        version = dict(_HIDDEN.findall(page_text(officer, address)))["version"]
        officer.post(address, {"act": "up:2", "version": version})
        assert officer.post(address, {"act": f"up:{'9' * 5_000}", "version": version}).status_code == 302
        assert [work.get("title") for work in content(world)["works"]] == [None, "เรื่องที่สาม", "เรื่องที่สอง"]
        version = dict(_HIDDEN.findall(page_text(officer, address)))["version"]
        assert "เรื่องที่สาม" in page_text(officer, f"{address}1/remove/")
        assert officer.post(f"{address}1/remove/", {"version": version}).status_code == 302
    works = content(world)["works"]
    assert [work.get("title") for work in works] == [None, "เรื่องที่สอง"]
    assert [work["id"] for work in works] == ["w1", "w2"]


@pytest.mark.requirement("QLT-04")
def test_of_two_tabs_the_second_is_shown_both_and_loses_nothing(world: World) -> None:
    address = f"{begun(world)}applicant/"
    with browsing_as(world.institution) as officer, browsing_as(world.colleague) as colleague:
        page = page_text(officer, address)
        colleague.post(address, sent_by(page, applicant__rank="พันตรี"))
        # Another field of the same page is nobody's conflict.
        assert officer.post(address, sent_by(page, applicant__nationality="ไทย")).status_code == 302
        answer = officer.post(address, sent_by(page, applicant__rank="พันโท"))
        shown = answer.content.decode()
        assert 'value="พันโท"' in shown
        assert "พันตรี" in notes_of(shown, "/applicant/rank")
        assert content(world)["applicant"] | {"rank": "พันตรี", "nationality": "ไทย"} == content(world)["applicant"]
        again = officer.post(address, sent_by(shown, applicant__rank="พันโท"), headers=SCRIPT)
        assert "พันตรี" in notes_of(again.content.decode(), "/applicant/rank")
        mine = re.search(r'name="was:/applicant/rank" value="(\w+)">Keep', shown)
        assert mine
        kept = sent_by(page, applicant__rank="พันโท") | {"was:/applicant/rank": mine[1]}
        assert officer.post(address, kept).status_code == 302
    assert content(world)["applicant"]["rank"] == "พันโท"


@pytest.mark.requirement("QLT-04")
def test_an_answer_that_never_came_makes_no_conflict_with_oneself(world: World) -> None:
    address = f"{begun(world)}applicant/"
    with browsing_as(world.institution) as officer:
        page = page_text(officer, address)
        officer.post(address, sent_by(page, applicant__rank="พันโท"), headers=SCRIPT)  # and the answer was lost
        again = sent_by(page, applicant__rank="พันเอก")
        told = officer.post(address, again, headers=SCRIPT).content.decode()
        assert "พันโท" in notes_of(told, "/applicant/rank")
        tried = again | {"tried:/applicant/rank": "พันโท"}
        assert "พันโท" not in officer.post(address, tried, headers=SCRIPT).content.decode()
    assert content(world)["applicant"]["rank"] == "พันเอก"


@pytest.mark.requirement("DOC-108")
def test_an_entry_is_moved_far_at_once_and_nowhere_beyond_the_list(world: World) -> None:
    address = f"{begun(world)}works/"
    with browsing_as(world.institution) as officer:
        officer.post(address, {"act": "lines", "lines": "ก\nข\nค\nง", "version": "1"})
        assert officer.post(address, {"act": "move", "entry": "4", "goal": "1", "version": "2"}).status_code == 302
        refused = officer.post(address, {"act": "move", "entry": "9", "goal": "๑", "version": "3"})
        assert "entry" in refused.context["move"].errors
        assert "goal" not in refused.context["move"].errors
    assert [work["title"] for work in content(world)["works"]] == ["ง", "ก", "ข", "ค"]


@pytest.mark.requirement("QLT-04")
def test_typing_into_an_entry_that_was_moved_meanwhile_changes_no_other_entry(world: World) -> None:
    address = f"{begun(world)}works/"
    with browsing_as(world.institution) as officer, browsing_as(world.colleague) as colleague:
        officer.post(address, {"act": "lines", "lines": "หนึ่ง\nสอง", "version": "1"})
        page = page_text(officer, f"{address}0/")
        version = dict(_HIDDEN.findall(page))["version"]
        colleague.post(address, {"act": "down:0", "version": version})
        answer = officer.post(f"{address}0/", sent_by(page, works__0__source="วารสาร"))
        assert answer.status_code == 200
        assert 'value="วารสาร"' in answer.content.decode()
    assert all("source" not in work for work in content(world)["works"])


@pytest.mark.requirement("QLT-04")
def test_what_a_dossier_cannot_hold_is_said_beside_its_field_and_the_rest_is_kept(world: World) -> None:
    address = f"{begun(world)}applicant/"
    with browsing_as(world.institution) as officer:
        page = page_text(officer, address)
        sent = sent_by(page, applicant__rank="ก" * 400, applicant__nationality="ไทย")
        answer = officer.post(address, sent, headers=SCRIPT)
        assert "more than 300 letters" in notes_of(answer.content.decode(), "/applicant/rank")
    assert content(world)["applicant"]["nationality"] == "ไทย"
    assert "rank" not in content(world)["applicant"]


@pytest.mark.requirement("DOC-602", "QLT-04")
def test_a_file_comes_whole_or_not_at_all_and_opens_through_its_dossier_only(world: World) -> None:
    address = f"{begun(world)}teaching/"
    with browsing_as(world.institution) as officer:
        torn = SimpleUploadedFile("a.pdf", make_pdf()[:40])
        assert officer.post(address, {"version": "1", "/teaching/evidence": torn}).status_code == 200
        assert not StoredFile.objects.exists()
        officer.post(address, {"version": "1", "/teaching/evidence": SimpleUploadedFile("ผลประเมิน.pdf", make_pdf())})
        stored = StoredFile.objects.get()
        assert content(world)["teaching"]["evidence"] == [str(stored.pk)]
        file = f"{address.removesuffix('teaching/')}files/{stored.pk}/"
        assert b"".join(officer.get(file).streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
        with browsing_as(world.other_institution) as stranger:
            assert stranger.get(file).status_code == 404
        officer.post(address, {"version": "9", "act": f"drop:/teaching/evidence:{stored.pk}"})
        assert officer.get(file).status_code == 404
    assert "evidence" not in content(world)["teaching"]


@pytest.mark.requirement("ACA-02")
def test_whoever_went_to_another_institution_finds_nothing_and_the_colleagues_lose_nothing(world: World) -> None:
    address = f"{begun(world)}applicant/"
    with browsing_as(world.institution) as officer:
        page = page_text(officer, address)
        officer.post(address, sent_by(page, applicant__rank="พันตรี"), headers=SCRIPT)
    with browsing_as(world.other_institution) as moved:
        assert moved.post(address, sent_by(page, applicant__rank="x"), headers=SCRIPT).status_code == 404
    with browsing_as(world.colleague) as colleague:
        assert "พันตรี" in page_text(colleague, address)


@pytest.mark.requirement("DOC-101", "ACA-01")
def test_what_must_be_mended_stops_the_sending_and_is_listed_with_links(world: World) -> None:
    address = begun(world, sample() | {"applicant": {"prefix": "ดร."}})
    request = AcademicRequest.objects.get()
    with browsing_as(world.institution) as officer:
        answer = officer.get(f"{LIST}{request.pk}/submit/")
        assert answer["Location"] == f"{address}check/"
        assert f"{address}applicant/#f-applicant-prefix" in page_text(officer, answer["Location"])
    with acting_as(world.institution) as actor, pytest.raises(Refused) as refused:
        actions.submit_request(actor, request, version=request.version)
    assert refused.value.code == "dossier"


@pytest.mark.requirement("DOC-108")
def test_what_should_be_mended_is_left_as_it_is_with_a_reason_and_that_is_taken_back(world: World) -> None:
    values = sample()
    values["works"].append({**values["works"][0], "id": "again"})
    address = begun(world, values)
    with browsing_as(world.institution) as officer:
        page = page_text(officer, f"{address}works/")
        link = re.search(
            r'href="([^"]+/override/[^"]+)"', page_text(officer, f"{address}works/{len(values['works']) - 1}/")
        )
        assert link, page
        question = link[1].replace("&amp;", "&")
        asked = officer.get(question).context["form"].initial
        assert officer.post(question, {**asked, "reason": ""}).status_code == 200
        assert officer.post(question, {**asked, "reason": "พิมพ์ซ้ำในฉบับรวมเล่ม"}).status_code == 302
        assert "พิมพ์ซ้ำในฉบับรวมเล่ม" in page_text(officer, question)
        assert "พิมพ์ซ้ำในฉบับรวมเล่ม" in page_text(officer, f"{address}check/")
        assert officer.post(question, asked).status_code == 302
        assert "พิมพ์ซ้ำในฉบับรวมเล่ม" not in page_text(officer, f"{address}check/")


@pytest.mark.requirement("ACA-10")
def test_a_dossier_is_taken_out_and_put_in_as_json(world: World) -> None:
    address = begun(world, sample())
    before = content(world)
    with browsing_as(world.institution) as officer:
        taken = officer.get(f"{address}export/").content
        officer.post(f"{address}works/", {"act": "add", "version": "2"})
        version = officer.get(f"{address}import/").context["form"].initial["version"]
        broken = SimpleUploadedFile("a.json", taken.replace(b'"prefix"', b'"prefixes"'))
        refused = officer.post(f"{address}import/", {"file": broken, "version": version})
        assert "/applicant/prefixes" in refused.content.decode()
        whole = SimpleUploadedFile("a.json", taken)
        assert officer.post(f"{address}import/", {"file": whole, "version": version}).status_code == 302
    assert content(world) == before


@pytest.mark.requirement("DOC-101")
def test_the_checklist_is_printed_with_every_rule_and_its_text_can_be_read(world: World) -> None:
    address = begun(world, sample() | {"applicant": {"prefix": "ดร."}})
    with browsing_as(world.institution) as officer:
        pdf = officer.get(f"{address}check.pdf").content
        chapters = list(officer.get(f"{address}check/").context["check"].chapters)
    with pdfium.PdfDocument(pdf) as document:
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert {line.finding.rule for chapter in chapters for line in chapter.lines} <= set(re.findall(r"DOC-\d{3}", text))
    assert "ดร." in text
