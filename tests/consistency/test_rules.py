"""The house keeps its rules, and each rule catches what breaks it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.consistency.house import HOUSE, House, parsed
from tests.consistency.rules import EXCEPTIONS, RULES, Rule, duties, references, templates, words


@pytest.fixture(scope="module", autouse=True)
def _forgotten_afterwards() -> Iterator[None]:
    """What was read of the whole source fills some hundred megabytes."""
    yield
    parsed.cache_clear()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps_the_rule(rule: Rule) -> None:
    exceptions = EXCEPTIONS.get(rule.__name__, {})
    found = list(rule(HOUSE))
    assert [text for text in found if _file(text) not in exceptions] == []
    assert set(exceptions) <= {_file(text) for text in found}, "an exception that nothing needs any more"


def _file(found: str) -> str:
    return found.partition(":")[0]


@pytest.fixture
def small_house(tmp_path: Path) -> House:
    floors = ["config", "products", "tracking", "kernel.access", "kernel.people", "kernel.actor", "web"]
    inside = {"products.shop": ["till", "shelf"]}
    return House(tmp_path / "package", floors, (tmp_path / "tests", tmp_path / "script"), inside)


def write(house: House, name: str, text: str) -> None:
    path = house.package / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


KEY = "from django.db import models\nclass A(models.Model):\n    b = models.ForeignKey({}, on_delete=models.CASCADE)\n"
PAGE = "products/shop/templates/shop/page.html"


@pytest.mark.parametrize(
    ("rule", "files", "found"),
    [
        (
            references.foreign_keys_point_down,
            {"kernel/people/models.py": KEY.format("'access.Role'"), "kernel/access/apps.py": ""},
            "kernel/people/models.py:3: a key to access.Role, which stands above",
        ),
        (
            references.foreign_keys_point_down,
            {"products/shop/models.py": KEY.format("to='bank.Account'"), "products/bank/apps.py": ""},
            "products/shop/models.py:3: a key to bank.Account, which stands above",
        ),
        (
            references.foreign_keys_point_down,
            {"tracking/models.py": KEY.format("'tracking_forecast.Curve'"), "tracking/forecast/apps.py": ""},
            "tracking/models.py:3: a key to tracking_forecast.Curve, which stands above",
        ),
        (
            references.foreign_keys_point_down,
            {
                "products/shop/apps.py": "",
                "products/shop/models.py": KEY.format("'shop_shelf.Shelf'"),
                "products/shop/shelf/apps.py": "",
                "products/shop/shelf/models.py": KEY.format("'shop.Shop'"),
            },
            "products/shop/shelf/models.py:3: a key to shop.Shop, which stands above",
        ),
        (
            references.foreign_keys_point_down,
            {"products/bank/models.py": KEY.format("'shop_shelf.Shelf'"), "products/shop/shelf/apps.py": ""},
            "products/bank/models.py:3: a key to shop_shelf.Shelf, which stands above",
        ),
        (
            references.engines_know_no_neighbour,
            {
                "tracking/pages/work.py": "from ..forecast import queries",
                "tracking/forecast/apps.py": "from tidtam.tracking.models import Case",
                "tracking/forecast/views.py": "from . import queries",
            },
            "tracking/pages/work.py:1: tracking.forecast stands beside the engine, not inside",
        ),
        (
            references.models_are_not_fetched_by_name,
            {"tracking/queries.py": "from django.apps import apps\napps.get_model('people', 'Person')"},
            "tracking/queries.py:2: apps.get_model() hides what is imported",
        ),
        (
            references.models_are_not_fetched_by_name,
            {"tracking/queries.py": "import_module(f'tidtam.products.{name}')"},
            "tracking/queries.py:1: import_module() hides what is imported",
        ),
        (
            references.own_apps_send_no_signals,
            {"tracking/apps.py": "from django.db.models.signals import post_save, post_migrate"},
            "tracking/apps.py:1: post_save: call an action instead of a signal",
        ),
        (
            references.own_apps_send_no_signals,
            {"tracking/actions.py": "closed = Signal()"},
            "tracking/actions.py:1: a signal of our own: call an action instead",
        ),
        (
            references.roles_exist,
            {"tracking/policies.py": "actor.holds('auditor', 'mhesi')\nactor.holds_any(('auditor', 'editor'), path)"},
            "tracking/policies.py:2: there is no role 'editor'",
        ),
        (
            duties.translators_touch_no_tables,
            {"tracking/views/cases.py": "Case.objects.get()", "tracking/queries.py": "Case.objects.get()"},
            "tracking/views/cases.py:1: .objects: ask a query or an action",
        ),
        (
            duties.translators_touch_no_tables,
            {"tracking/api.py": "get_object_or_404(Case, id=1)"},
            "tracking/api.py:1: get_object_or_404(): ask a query",
        ),
        (
            duties.views_are_thin,
            {"tracking/views.py": "def page(request):\n" + "    pass\n" * 25},
            "tracking/views.py:1: page has 26 lines",
        ),
        (
            duties.files_are_short,
            {"tracking/actions.py": "\n" * 501, "tracking/queries.py": "\n" * 500},
            "tracking/actions.py: 501 lines; split it by noun",
        ),
        (
            duties.files_are_short,
            {"../tests/access/asking.py": "\n" * 501, "../tests/access/world.py": "", "../tests/list.csv": "\n" * 501},
            "tests/access/asking.py: 501 lines; split it by noun",
        ),
        (duties.files_are_short, {"../script/lint": "\n" * 501}, "script/lint: 501 lines; split it by noun"),
        (
            duties.names_say_something,
            {"tracking/utils/__init__.py": ""},
            "tracking/utils/__init__.py: the name says nothing of what is inside",
        ),
        *(
            (
                duties.one_clock,
                {"tracking/actions.py": source, "kernel/actor/clock.py": source},
                f"tracking/actions.py:1: {says}",
            )
            for source, says in [
                ("timezone.now()", "timezone.now(): ask the actor what time it is"),
                ("datetime.datetime.now(UTC)", "datetime.datetime.now(): ask the actor what time it is"),
                ("date.today()", "date.today(): ask the actor what time it is"),
                ("time.time()", "time.time(): ask the actor what time it is"),
                ("Now()", "Now(): the database's clock is not ours"),
                ("models.DateTimeField(auto_now_add=True)", "auto_now_add: the action gives the time"),
                ("x = 'SELECT now()'", "SQL asks the database's clock"),
            ]
        ),
        (
            templates.templates_stay_in_their_app,
            {
                PAGE: "{% extends 'web/page.html' %}{% include 'shop/row.html' %}\n{% include \"tracking/row.html\" %}",
                "web/templates/web/page.html": "",
                "tracking/templates/tracking/row.html": "",
            },
            f"{PAGE}:2: tracking/row.html belongs to tracking",
        ),
        (
            templates.templates_stay_in_their_app,
            {"products/shop/views.py": "render(r, 'tracking/row.html')", "tracking/templates/tracking/row.html": ""},
            "products/shop/views.py:1: tracking/row.html belongs to tracking",
        ),
        (
            templates.tag_libraries_stand_below,
            {
                "web/templates/web/page.html": "{% load i18n shop %}",
                "products/shop/templatetags/shop.py": "",
                PAGE: "{% load shop %}",
            },
            "web/templates/web/page.html:1: shop stands above, in products.shop",
        ),
        (
            templates.no_template_is_unused,
            {
                PAGE: "{% include 'shop/row.html' %}",
                "products/shop/templates/shop/row.html": "",
                "products/shop/templates/shop/mail/sent.txt": "",
                "products/shop/templates/shop/old.html": "",
                "products/shop/views.py": "'shop/page.html', f'shop/mail/{kind}.txt'",
                "web/templates/404.html": "",
            },
            "products/shop/templates/shop/old.html: nothing uses it",
        ),
        *(
            (templates.nothing_is_inline, {PAGE: f"\n{bad}"}, f"{PAGE}:2: an inline {what}")
            for bad, what in [
                ("<script>go()</script>", "script"),
                ('<script type="module">go()</script>', "script"),
                ("<style>p{}</style>", "style sheet"),
                ('<p style="color: red">', "style"),
                ('<a onclick="go()">', "event handler"),
                ('<a href="javascript:go()">', "script address"),
            ]
        ),
        (
            templates.nothing_skips_escaping,
            {PAGE: "{{ name|safe }}"},
            f"{PAGE}:1: |safe: mark a text safe in Python, with the reason",
        ),
        (
            words.templates_speak_through_translations,
            {PAGE: "<p>{% translate 'Hello' %}</p>\n<p>Good day, {{ name }}</p>"},
            f"{PAGE}:2: not translated: Good day",
        ),
        (
            words.templates_speak_through_translations,
            {PAGE: "{% blocktranslate %}\nHello\n{% endblocktranslate %}<b>สวัสดี</b>"},
            f"{PAGE}:3: not translated: สวัสดี",
        ),
        (
            words.templates_speak_through_translations,
            {PAGE: "<img src='a.svg' alt='A map'>"},
            f"{PAGE}:1: not translated: map",
        ),
        (
            words.code_speaks_through_translations,
            {"tracking/forms.py": "CharField(label='Name', help_text=_('Yours'))"},
            "tracking/forms.py:1: not translated: 'Name'",
        ),
        (
            words.code_speaks_through_translations,
            {"tracking/actions.py": "raise Refused(f'No {name}', code='x')"},
            "tracking/actions.py:1: not translated: f'No {name}'",
        ),
        (
            words.code_speaks_through_translations,
            {"tracking/choices.py": "class Kind(TextChoices):\n    A = 'a', _('A')\n    B = 'b', 'Big'"},
            "tracking/choices.py:3: not translated: 'Big'",
        ),
        (
            words.code_speaks_through_translations,
            {"tracking/choices.py": '"""ขั้นตอน"""\nLABEL = "ขั้นตอน"'},
            "tracking/choices.py:2: Thai in the code: 'ขั้นตอน'",
        ),
    ],
)
def test_a_rule_finds_what_breaks_it_and_nothing_else(
    small_house: House, rule: Rule, files: dict[str, str], found: str
) -> None:
    for name, text in files.items():
        write(small_house, name, text)
    assert list(rule(small_house)) == [found]


@pytest.mark.parametrize(
    ("rule", "name", "text"),
    [
        (
            templates.nothing_is_inline,
            PAGE,
            '<script src="/a.js" defer></script><script type="application/json">{}</script>',
        ),
        (templates.nothing_is_inline, PAGE, "{# <style> #}<!-- <script> --><p data-style='x' class='a'>"),
        (
            words.templates_speak_through_translations,
            PAGE,
            "<a lang='en' href='?'>English</a> &nbsp; 12 | QR {{ x }}",
        ),
        (words.templates_speak_through_translations, PAGE, "{% block column %}tt-narrow{% endblock %}"),
        (words.templates_speak_through_translations, PAGE, '<input type="text" name="given_name" value="{{ v }}">'),
        (words.code_speaks_through_translations, "tracking/actions.py", "raise Refused(_('No'), code='no')"),
        (duties.one_clock, "tracking/actions.py", '"""SELECT now()"""\nactor.now(); actor.today(); time.monotonic()'),
        (references.foreign_keys_point_down, "tracking/models.py", KEY.format("settings.AUTH_USER_MODEL")),
        (references.foreign_keys_point_down, "tracking/models.py", KEY.format("'Case'")),
    ],
)
def test_a_rule_leaves_what_is_right_alone(small_house: House, rule: Rule, name: str, text: str) -> None:
    write(small_house, name, text)
    assert list(rule(small_house)) == []


def test_a_role_that_exists_may_be_named(small_house: House) -> None:
    write(small_house, "tracking/policies.py", "actor.paths('auditor', 'role_admin')")
    assert list(references.roles_exist(small_house)) == []
