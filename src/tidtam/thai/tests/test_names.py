import pytest
from hypothesis import given
from hypothesis import strategies as st

from tidtam.thai import names
from tidtam.thai.names import TitleKind
from tidtam.thai.writing import tidy

from .strategies import thai_words


@pytest.mark.parametrize(
    ("text", "titles", "given", "family"),
    [
        ("นายสมชาย ใจดี", ["นาย"], "สมชาย", "ใจดี"),
        ("นาย  สมชาย   ใจดี", ["นาย"], "สมชาย", "ใจดี"),
        ("นางสาวสมหญิง ใจดี", ["นางสาว"], "สมหญิง", "ใจดี"),
        ("น.ส.สมหญิง ใจดี", ["นางสาว"], "สมหญิง", "ใจดี"),
        ("นางสมหญิง ใจดี", ["นาง"], "สมหญิง", "ใจดี"),
        ("นางสาวิตรี ใจดี", ["นาง"], "สาวิตรี", "ใจดี"),
        ("นายิกา ใจดี", [], "นายิกา", "ใจดี"),
        ("ดร.สมชาย ใจดี", ["ดร."], "สมชาย", "ใจดี"),
        ("รศ.ดร.สมชาย ใจดี", ["รองศาสตราจารย์", "ดร."], "สมชาย", "ใจดี"),
        ("ผศ ดร สมชาย ใจดี", ["ผู้ช่วยศาสตราจารย์", "ดร."], "สมชาย", "ใจดี"),
        ("ศาสตราจารย์ นพ.สมชาย ใจดี", ["ศาสตราจารย์", "นายแพทย์"], "สมชาย", "ใจดี"),
        ("ร.ต.อ.สมชาย ใจดี", ["ร้อยตำรวจเอก"], "สมชาย", "ใจดี"),
        ("ร.ต.อ.หญิง สมหญิง ใจดี", ["ร้อยตำรวจเอกหญิง"], "สมหญิง", "ใจดี"),
        ("ว่าที่ร้อยตรีสมชาย ใจดี", ["ว่าที่ร้อยตรี"], "สมชาย", "ใจดี"),
        ("ว่าที่ ร.ต. สมชาย ใจดี", ["ว่าที่ร้อยตรี"], "สมชาย", "ใจดี"),
        ("ว่าที่ร้อยตรีหญิงสมหญิง ใจดี", ["ว่าที่ร้อยตรีหญิง"], "สมหญิง", "ใจดี"),
        ("พลเอก ดร.สมชาย ใจดี", ["พลเอก", "ดร."], "สมชาย", "ใจดี"),
        ("ม.ร.ว.สมชาย ใจดี", ["หม่อมราชวงศ์"], "สมชาย", "ใจดี"),
        ("สมชาย ณ ตัวอย่าง", [], "สมชาย", "ณ ตัวอย่าง"),
        ("สมชาย", [], "สมชาย", ""),
        ("นาย", [], "นาย", ""),
        ("", [], "", ""),
        ("Mr. Somchai Jaidee", ["Mr"], "Somchai", "Jaidee"),
        ("Assoc. Prof. Dr. Somchai Jaidee", ["Associate Professor", "Dr"], "Somchai", "Jaidee"),
        ("asst prof Somchai Jaidee", ["Assistant Professor"], "Somchai", "Jaidee"),
        ("Drew Jaidee", [], "Drew", "Jaidee"),
    ],
)
def test_titles_come_off_a_name(text: str, titles: list[str], given: str, family: str) -> None:
    name = names.split(text)
    assert ([title.full for title in name.titles], name.given_name, name.family_name) == (titles, given, family)


def test_a_name_in_latin_letters_may_have_a_middle_part() -> None:
    name = names.split("Miss Ada Mary Example")
    assert (name.given_name, name.middle_name, name.family_name) == ("Ada", "Mary", "Example")


def test_titles_are_told_apart_by_kind() -> None:
    name = names.split("รศ.ดร.สมชาย ใจดี")
    assert name.title == "รศ.ดร."
    assert name.of_kind(TitleKind.ACADEMIC) == "รองศาสตราจารย์"
    assert name.of_kind(TitleKind.CIVIL) == ""


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("นาย", "นายสมชาย ใจดี"),
        ("รศ.ดร.", "รศ.ดร.สมชาย ใจดี"),
        ("รองศาสตราจารย์ ดร.", "รองศาสตราจารย์ ดร.สมชาย ใจดี"),
        ("รองศาสตราจารย์", "รองศาสตราจารย์สมชาย ใจดี"),
        ("ร.ต.อ.", "ร.ต.อ.สมชาย ใจดี"),
        ("ร้อยตำรวจเอก", "ร้อยตำรวจเอก สมชาย ใจดี"),
        ("ว่าที่ร้อยตรีหญิง", "ว่าที่ร้อยตรีหญิง สมชาย ใจดี"),
        ("", "สมชาย ใจดี"),
    ],
)
def test_a_thai_title_touches_the_name(title: str, expected: str) -> None:
    assert names.full_name(title, "สมชาย", "ใจดี") == expected


def test_an_english_title_stands_apart() -> None:
    assert names.full_name("Mr", "Somchai", "Jaidee") == "Mr Somchai Jaidee"
    assert names.full_name("", "Ada", "Example", middle_name="Mary") == "Ada Mary Example"


@given(st.sampled_from(sorted(form for form in names.thai_titles() if not form.endswith(" "))), thai_words, thai_words)
def test_a_whole_name_comes_apart_where_it_was_joined(title: str, given_name: str, family_name: str) -> None:
    given_name = f"สม{given_name}"
    name = names.split(names.full_name(title, given_name, family_name))
    assert (name.title, name.given_name, name.family_name) == (title, tidy(given_name), tidy(family_name))


def test_no_form_means_two_titles() -> None:
    import tomllib
    from pathlib import Path

    data = tomllib.loads((Path(names.__file__).parent / "data" / "titles.toml").read_text("utf-8"))
    forms = [form for entry in data["title"] for form in entry["forms"]]
    assert sorted(forms) == sorted(set(forms))


@given(st.text(max_size=40))
def test_any_text_can_be_split(text: str) -> None:
    name = names.split(text)
    assert len(name.given_name) + len(name.family_name) <= len(text) * 3
