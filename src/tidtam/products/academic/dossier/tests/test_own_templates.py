"""The pages on which an office uploads a template of its own: from the upload to the paper, and what goes wrong."""

import io
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.utils import override_settings
from django.utils.translation import override
from PIL import Image

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import SYSTEM, NotAllowed, Refused, acting_as
from tidtam.kernel.audit.models import AuditRecord
from tidtam.products.academic.dossier.papers import print_summary
from tidtam.products.academic.layouts.actions import keep_layout, publish_layout
from tidtam.products.academic.layouts.choices import Paper
from tidtam.products.academic.layouts.judging import Judged
from tidtam.products.academic.layouts.models import Layout
from tidtam.products.academic.layouts.samples import samples_of
from tidtam.products.academic.rulebook.tests.generating import AS_OF
from tidtam.tracking.tests.browsing import Browser
from tidtam.tracking.tests.factories import make_actor

from .factories import Offices
from .own_templates import FORM, PLAIN, form, kept, published, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("ACA-11")]
Browse = Callable[..., Browser]
PAGES = "/academic/paper-templates/"
GUIDE = Path(__file__).parents[6] / "docs" / "guides" / "paper-templates.md"


@pytest.fixture(autouse=True)
def _fonts_of_the_test(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The fonts are made once for all tests."""
    shelf = tmp_path_factory.getbasetemp() / "paper"
    with override_settings(ENVIRONMENT=replace(settings.ENVIRONMENT, data=Path(shelf))):
        yield


def read(response: Any) -> str:
    content = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", content)).split())


def sent(offices: Offices, **fields: Any) -> dict[str, Any]:
    return {"organization": str(offices.university.pk), "paper": str(FORM), "text": PLAIN, **fields}


def picture(form_of: str = "PNG") -> SimpleUploadedFile:
    target = io.BytesIO()
    Image.new("RGB", (60, 40), "#0b474d").save(target, form_of)
    return SimpleUploadedFile("ตรา.png", target.getvalue())


def test_from_the_upload_to_the_paper_of_an_office(offices: Offices, browse: Browse) -> None:
    dossier = offices.dossier()
    assert "แบบที่ระบบจัดทำ" in form(offices.officer, dossier)
    browser = browse(offices.templates_administrator, "th")
    template = PLAIN + '#image("picture-1.svg", alt: "ตรา")\n'
    answer: Any = browser.post(f"{PAGES}upload/", sent(offices, text=template, picture_1=picture()))
    layout = Layout.objects.get()
    assert answer.url == f"{PAGES}{layout.pk}/"
    assert "ยังไม่เผยแพร่" in read(browser.get(answer.url))
    preview = browser.get(f"{answer.url}preview.pdf")
    assert preview["Content-Type"] == "application/pdf"
    assert "แบบของเรา" in text_of(preview.content)
    assert "แบบที่ระบบจัดทำ" in form(offices.officer, dossier)
    done: Any = browser.post(f"{answer.url}publish/", {"in_force_from": AS_OF.isoformat()})
    assert done.url == answer.url
    assert "มีผลอยู่" in read(browser.get(answer.url))
    text = form(offices.officer, dossier)
    assert text.startswith("แบบของเรา นายสมชาย ใจดี")
    assert "แบบที่ระบบจัดทำ" not in text
    with acting_as(offices.officer), override("th"):
        assert "แบบที่ระบบจัดทำ" in text_of(print_summary(offices.officer, dossier))
    with acting_as(SYSTEM):
        verbs = AuditRecord.objects.filter(object_kind="academic_layout").order_by("pk").values_list("verb", flat=True)
        assert list(verbs) == ["academic_layout.uploaded", "academic_layout.published"]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"text": PLAIN + "#nothing"}, ["Line 8", "Nothing named “nothing” was declared", "#nothing"]),
        ({"text": PLAIN + '#read("/etc/passwd")'}, ["Line 8", "This file does not exist here."]),
        ({"text": PLAIN.replace("#data.draft", "")}, ["Drafts must be marked"]),
        ({"text": PLAIN.replace("#data.edition", "")}, ["must name its edition"]),
        ({"text": PLAIN + "#data.typed.works.at(0).title"}, ["Line 8", "The compiler says"]),
        ({"text": ""}, ["Choose a file, or write the text into the box."]),
        ({"text": "ก" * 70_000}, ["This template has more than 200 kB."]),
        ({"file": SimpleUploadedFile("a.typ", PLAIN.encode("cp874"))}, ["Save it as UTF-8."]),
        ({"file": SimpleUploadedFile("a.typ", b"= A\x00")}, ["This is no text."]),
        ({"picture_1": SimpleUploadedFile("a.png", b"<svg/>")}, ["neither PDF nor JPEG nor PNG"]),
        ({"picture_1": SimpleUploadedFile("a.png", b"\x89PNG" + bytes(600_000))}, ["more than 500 kB"]),
        ({"organization": ""}, ["Choose “Office”"]),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_kept(
    offices: Offices, browse: Browse, given: dict[str, Any], told: list[str]
) -> None:
    answer = browse(offices.templates_administrator).post(f"{PAGES}upload/", sent(offices, **given))
    assert answer.status_code == 200
    text = read(answer)
    for words in told:
        assert words in text
    assert not Layout.objects.exists()


def test_a_changed_edition_keeps_the_pictures_that_are_not_replaced(offices: Offices, browse: Browse) -> None:
    browser = browse(offices.templates_administrator)
    template = PLAIN + '#image("picture-1.svg", alt: "a")#image("picture-2.svg", alt: "b")\n'
    first: Any = browser.post(
        f"{PAGES}upload/", sent(offices, text=template, picture_1=picture(), picture_2=picture("JPEG"))
    )
    before = dict(Layout.objects.get().pictures.values_list("place", "svg"))
    assert "image/jpeg" in before[2]
    begun = browser.get(f"{first.url}change/")
    assert unescape(begun.content.decode()).count(template.strip()) == 1
    browser.post(f"{first.url}change/", sent(offices, text=template, picture_1=picture("JPEG")))
    changed = Layout.objects.get(number=2)
    after = dict(changed.pictures.values_list("place", "svg"))
    assert after[2] == before[2]
    assert after[1] != before[1]


def test_others_keep_their_hands_off(offices: Offices, browse: Browse) -> None:
    layout = kept(offices.templates_administrator, offices.university)
    elsewhere = make_actor((Role.PROCESS_ADMIN, offices.elsewhere), today=AS_OF)
    for path in ("", "template.typ", "preview.pdf", "publish/", "end/", "change/"):
        assert browse(elsewhere).get(f"{PAGES}{layout.pk}/{path}").status_code == 404
    assert str(layout.pk) not in browse(elsewhere).get(PAGES).content.decode()
    answer = browse(elsewhere).post(f"{PAGES}upload/", sent(offices))
    assert Layout.objects.count() == 1
    assert answer.status_code == 200
    for actor in (elsewhere, offices.officer, offices.case_officer):
        with acting_as(actor), pytest.raises(NotAllowed):
            publish_layout(actor, layout, in_force_from=AS_OF)
        with acting_as(actor), pytest.raises(NotAllowed):
            keep_layout(actor, offices.university, Judged(FORM, PLAIN))


@pytest.mark.parametrize("day", [AS_OF - timedelta(days=1), AS_OF.replace(year=AS_OF.year + 9)])
def test_it_is_published_from_today_or_a_day_not_far_away(offices: Offices, browse: Browse, day: date) -> None:
    layout = kept(offices.templates_administrator, offices.university)
    with acting_as(offices.templates_administrator) as actor, pytest.raises(Refused):
        publish_layout(actor, layout, in_force_from=day)
    answer = browse(offices.templates_administrator).post(
        f"{PAGES}{layout.pk}/publish/", {"in_force_from": day.isoformat()}
    )
    assert answer.status_code == 200
    assert "Give today" in read(answer) or "five years away" in read(answer)


def test_where_a_template_stands_is_told_in_the_list(offices: Offices, browse: Browse) -> None:
    admin, office = offices.templates_administrator, offices.university
    kept(admin, office)
    published(admin, office)
    published(admin, office, day=AS_OF + timedelta(days=3))
    browser = browse(admin)
    assert [row["kind"] for row in browser.get(PAGES).context["rows"]] == ["waiting", "done", "progress"]
    browser.post(f"{PAGES}{Layout.objects.get(number=2).pk}/end/", {"in_force_from": AS_OF.isoformat()})
    assert [row["kind"] for row in browser.get(PAGES).context["rows"]] == ["closed", "closed", "progress"]


def test_the_guide_s_example_is_the_template_to_begin_with_and_prints(offices: Offices, browse: Browse) -> None:
    example = re.search(r"```typst\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    starter = samples_of(FORM).starter
    assert example is not None
    assert example[1] == starter
    browser = browse(offices.templates_administrator)
    assert browser.get(f"{PAGES}samples/request_form.typ").content.decode() == starter
    answer = browser.post(f"{PAGES}upload/", sent(offices, text=starter))
    assert answer.status_code == 302


@pytest.mark.parametrize("paper", list(Paper))
def test_the_guide_names_everything_a_template_is_given(offices: Offices, browse: Browse, paper: Paper) -> None:
    given = json.loads(browse(offices.templates_administrator).get(f"{PAGES}samples/{paper}.json").content)
    listed = set(re.findall(r"^\| `(\w+)` \|", GUIDE.read_text("utf-8"), re.MULTILINE))
    assert set(given) == listed
    assert given["dossier"]["request"]["position"] in {"ศาสตราจารย์", "Professor"}
    assert given["typed"]["request"]["position"] == "professor"
