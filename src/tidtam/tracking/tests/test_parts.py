"""What neighbours hand over is shown on the engine's pages, in order, and only to whom they made it for."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_django import Settings

from tidtam.kernel.actor import Actor
from tidtam.tracking import parts
from tidtam.tracking.models import Case
from tidtam.tracking.parts import Part

from .browsing import Browser
from .factories import World


def telling(text: str) -> Callable[[Actor, Case], Part | None]:
    def make(actor: Actor, case: Case) -> Part | None:
        return Part("part.html", {"text": f"{text} {case.letter_no}"}) if actor.name else None

    return make


@pytest.fixture(autouse=True)
def no_other_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "_makers", {})


@pytest.mark.requirement("TRK-31")
def test_parts_stand_in_their_order_and_only_in_their_place(world: World) -> None:
    case = world.open()
    parts.register("officer", 20, telling("second"))
    parts.register("officer", 10, telling("first"))
    parts.register("subject", 10, telling("other"))
    parts.register("officer", 30, lambda actor, case: None)
    made = parts.parts_of_case("officer", world.officer, case)
    assert [part.context["text"] for part in made] == ["first อว 0001/1", "second อว 0001/1"]


def test_two_parts_never_share_a_place() -> None:
    first = telling("first")
    parts.register("officer", 10, first)
    parts.register("officer", 10, first)
    with pytest.raises(ValueError, match="officer 10"):
        parts.register("officer", 10, telling("second"))


@pytest.fixture
def template(settings: Settings, tmp_path: Path) -> str:
    (tmp_path / "part.html").write_text("<p>part of the {{ part.place }}{{ case.pk }}</p>")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    return "part.html"


@pytest.mark.requirement("TRK-31")
def test_pages_show_their_parts_which_know_nothing_else_of_the_page(
    world: World, browse: Callable[..., Browser], template: str
) -> None:
    case = world.open()
    parts.register("officer", 10, lambda actor, case: Part(template, {"place": "officer"}))
    parts.register("subject", 10, lambda actor, case: Part(template, {"place": "subject"}))
    parts.register("work_list", 10, lambda actor: Part(template, {"place": "list"}))
    pages = {
        "officer": browse(world.officer).get(f"/work/{case.pk}/"),
        "subject": browse(world.member).get(f"/my/cases/{case.pk}/"),
        "list": browse(world.officer).get("/work/"),
    }
    for place, page in pages.items():
        assert page.content.decode().count("<p>part of the") == 1
        assert f"<p>part of the {place}</p>" in page.content.decode()
