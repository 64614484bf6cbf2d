"""Fields of study in the register: chosen by code or name; what was said before the list stays as it is."""

import pytest

from tidtam.kernel.actor import VISITOR, acting_as
from tidtam.kernel.actor.tests.browsing import browsing_as
from tidtam.kernel.fields.models import FieldOfStudy
from tidtam.kernel.fields.tests.factories import make_field
from tidtam.products.registry.models import Entry
from tidtam.products.registry.queries.public import PublicFilters, holders

from .factories import WHOLE, World, level
from .test_imports import brought_in, row, table

pytestmark = pytest.mark.requirement("NAP-01", "NAP-09")
PART = "assistant_professor"


def filled_in(world: World, entry: Entry, **said: str) -> str:
    """The page that answers; nothing where it was saved."""
    with browsing_as(world.recorder, language="th") as browser:
        url = f"/register/entries/{entry.pk}/fill/{PART}/"
        form = browser.get(url).context["form"]
        given = {name: form[name].value() or "" for name in form.fields}
        answer = browser.post(url, {**{name: str(value) for name, value in given.items()}, **said})
    return "" if answer.status_code == 302 else answer.content.decode()


def told(world: World, entry: Entry) -> tuple[object, object]:
    facts = world.content(entry).facts
    return facts.get(f"{PART}.field_code"), facts.get(f"{PART}.field_name")


@pytest.mark.parametrize("typed", ["0401", "๐๔๐๑", "ชีววิทยา", "biology", "0401 ชีววิทยา"])
def test_a_field_is_found_by_its_code_or_either_name(world: World, typed: str) -> None:
    make_field("0401", "ชีววิทยา", "Biology")
    entry = world.begun()
    assert filled_in(world, entry, field_code=typed) == ""
    assert told(world, entry) == ("0401", "ชีววิทยา")


def test_of_several_that_fit_one_is_chosen_without_a_script(world: World) -> None:
    make_field("0501", "วิทยาการคอมพิวเตอร์")
    make_field("0606", "วิศวกรรมคอมพิวเตอร์")
    entry = world.begun()
    page = filled_in(world, entry, field_code="คอมพิวเตอร์")
    assert page.count('name="field_code_choice"') == 2
    chosen = {"field_code": "คอมพิวเตอร์", "field_code_for": "คอมพิวเตอร์"}
    assert filled_in(world, entry, **chosen, field_code_choice="0606 วิศวกรรมคอมพิวเตอร์") == ""
    assert told(world, entry) == ("0606", "วิศวกรรมคอมพิวเตอร์")


def test_an_order_may_call_a_field_otherwise_and_name_one_that_left_the_list(world: World) -> None:
    make_field("0401", "ชีววิทยา")
    FieldOfStudy.objects.update(ended_on="2026-01-01")
    make_field("0402", "จุลชีววิทยา")
    entry = world.begun()
    assert filled_in(world, entry, field_code="0401", field_name="ชีววิทยาทั่วไป") == ""
    assert told(world, entry) == ("0401", "ชีววิทยาทั่วไป")
    assert filled_in(world, entry, order_no="9/2563") == ""
    assert told(world, entry) == ("0401", "ชีววิทยาทั่วไป"), "saving the page again changes nothing of it"
    assert filled_in(world, entry, field_code="", field_name="สาขาที่ไม่มีในบัญชี") == ""
    assert told(world, entry) == (None, "สาขาที่ไม่มีในบัญชี")
    assert "9999" in filled_in(world, entry, field_code="9999")


def test_what_a_table_said_stays_with_where_it_came_from_though_the_list_knows_better(world: World) -> None:
    make_field("0401", "ชีววิทยา")
    brought_in(world, table(row(code="9876", field="สาขาในอดีต")))
    entry = Entry.objects.get()
    assert filled_in(world, entry, order_no="9/2563") == ""
    assert told(world, entry) == ("9876", "สาขาในอดีต")
    origins = world.content(entry).origins
    assert [origins[f"{PART}.{key}"]["source"] for key in ("field_code", "field_name", "order_no")] == [
        "imported",
        "imported",
        "typed",
    ]


def test_a_table_that_gives_the_code_alone_is_told_the_name_by_the_list(world: World) -> None:
    make_field("0401", "ชีววิทยา")
    brought_in(world, table(row(code="0401", field=""), row(code="9876", field="")))
    said = {told(world, entry) for entry in Entry.objects.all()}
    assert said == {("0401", "ชีววิทยา"), ("9876", None)}


def test_the_public_search_narrows_by_code_or_name_and_asks_where_several_fit(world: World) -> None:
    make_field("1801", "วิทยาการคอมพิวเตอร์", "Computer science")
    make_field("1802", "วิศวกรรมคอมพิวเตอร์")
    world.approved()
    world.approved(facts={**WHOLE, **level(PART, field_code="9876", field_name="สาขาในอดีต")})
    found = {}
    with browsing_as(VISITOR) as browser:
        for typed in ("1801", "computer SCIENCE", "๑๘๐๑", "9876", "1802", "คอมพิวเตอร์", "ไม่มีสาขานี้", ""):
            page = browser.get("/register/", {"field": typed})
            found[typed] = (len(page.context["page"].items), page.content.decode().count('name="field_choice"'))
    assert found == {
        "1801": (1, 0),
        "computer SCIENCE": (1, 0),
        "๑๘๐๑": (1, 0),
        "9876": (1, 0),
        "1802": (0, 0),
        "คอมพิวเตอร์": (0, 2),
        "ไม่มีสาขานี้": (0, 0),
        "": (2, 0),
    }


def test_names_that_look_the_same_are_found_the_same(world: World) -> None:
    """Two เ for แ, the circle of ำ apart, a tone before its vowel, signs that nobody sees."""
    world.approved(facts={**WHOLE, "holder.given_name": "เเก้วคํา", "holder.family_name": "น้ําใส"})
    wanted = ("แก้วคำ", "เเก้วคํา", "น้ำใส", "นํ้าใส", "แก้ว\u200bคำ")
    with acting_as(VISITOR) as visitor:
        found = {text: holders(visitor, PublicFilters(text=text)).count() for text in wanted}
    assert found == {**dict.fromkeys(wanted, 1), "แก้ว\u200bคำ": 0}
