"""The checker of translations, on small trees of files."""

from pathlib import Path

import pytest
from babel.messages.mofile import read_mo

from tidtam.config.messages.catalogues import PLACE, compile_catalogues, owner_of
from tidtam.config.messages.checks import find_problems
from tidtam.config.messages.extraction import find_texts

HEADER = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"""


def write(package: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = package / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEADER + text if name.endswith(".po") else text, "utf-8")


def entry(english: str, thai: str) -> str:
    return f'\nmsgid "{english}"\nmsgstr "{thai}"\n'


@pytest.fixture
def package(tmp_path: Path) -> Path:
    write(tmp_path, {"shop/apps.py": "", f"shop/{PLACE}": entry("Buy", "ซื้อ"), "shop/views.py": "gettext('Buy')"})
    return tmp_path


def test_a_whole_app_has_no_problem(package: Path) -> None:
    assert list(find_problems(package)) == []


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ({"shop/forms.py": "x = _('Sell')"}, "shop/forms.py:1: no Thai for 'Sell'"),
        ({"shop/templates/a.html": "{% translate 'Sell' %}"}, "shop/templates/a.html:1: no Thai for 'Sell'"),
        (
            {"shop/templates/a.html": "<p>\n {% blocktranslate trimmed %}\n  Sell\n    all\n {% endblocktranslate %}"},
            "shop/templates/a.html:2: no Thai for 'Sell all'",
        ),
        ({"shop/forms.py": "pgettext('verb', 'Buy')"}, "shop/forms.py:1: no Thai for 'Buy'"),
        (
            {"shop/forms.py": "ngettext('Buy', 'Buy %(n)d', 2)"},
            "shop/forms.py:1: the catalogue lacks the plural of 'Buy'",
        ),
        ({f"shop/{PLACE}": entry("Buy", "")}, f"shop/{PLACE}: no Thai: 'Buy'"),
        ({f"shop/{PLACE}": "\n#, fuzzy" + entry("Buy", "ซื้อ")}, f"shop/{PLACE}: marked fuzzy: 'Buy'"),
        ({"shop/views.py": ""}, f"shop/{PLACE}: no longer used: 'Buy'"),
        (
            {"shop/views.py": "gettext('Buy %(n)s')", f"shop/{PLACE}": entry("Buy %(n)s", "ซื้อ")},
            f"shop/{PLACE}: the Thai does not have the same places to fill (%(n)s): 'Buy %(n)s'",
        ),
        (
            {"shop/views.py": "gettext('ซื้อ')", f"shop/{PLACE}": entry("ซื้อ", "ซื้อ")},
            f"shop/{PLACE}: the source text is not English: 'ซื้อ'",
        ),
        (
            {"bank/apps.py": "", "bank/views.py": "gettext('Buy')", f"bank/{PLACE}": entry("Buy", "แลก")},
            "bank and shop: two translations (give one a context): 'Buy'",
        ),
    ],
)
def test_each_kind_of_problem_is_found(package: Path, files: dict[str, str], problem: str) -> None:
    write(package, files)
    assert list(find_problems(package)) == [problem]


def test_texts_of_the_shared_floor_serve_every_app_but_the_one_that_stands_alone(package: Path) -> None:
    write(package, {f"web/{PLACE}": entry("Back", "กลับ"), "shop/more.py": "gettext('Back')"})
    assert list(find_problems(package)) == []
    write(package, {"sandbox/thaid/apps.py": "", "sandbox/thaid/views.py": "\ngettext('Back')"})
    assert list(find_problems(package)) == ["sandbox/thaid/views.py:2: no Thai for 'Back'"]


def test_a_text_that_replaces_a_librarys_need_not_be_used(package: Path) -> None:
    write(package, {f"shop/{PLACE}": entry("Buy", "ซื้อ") + "\n# overrides: allauth" + entry("Sign In", "เข้าสู่ระบบ")})
    assert list(find_problems(package)) == []


def test_tests_and_migrations_say_nothing_to_people(package: Path) -> None:
    write(package, {"shop/tests/test_a.py": "_('x')", "shop/migrations/0001_initial.py": "_('y')"})
    assert [text.message for text in find_texts(package)] == ["Buy"]


def test_a_file_belongs_to_the_nearest_app(package: Path) -> None:
    write(package, {"kernel/people/apps.py": ""})
    assert owner_of(package / "kernel/people/actions/a.py", package) == package / "kernel/people"
    assert owner_of(package / "config/settings.py", package) == package / "config"


def test_catalogues_are_compiled_once(package: Path) -> None:
    source = package / "shop" / PLACE
    assert list(compile_catalogues(package)) == [source]
    with source.with_suffix(".mo").open("rb") as file:
        assert read_mo(file).get("Buy").string == "ซื้อ"  # type: ignore[union-attr]
    assert list(compile_catalogues(package)) == []
    source.with_suffix(".mo").unlink()
    assert list(compile_catalogues(package)) == [source]
    assert [path.name for path in source.parent.iterdir() if path.suffix not in {".po", ".mo"}] == []
