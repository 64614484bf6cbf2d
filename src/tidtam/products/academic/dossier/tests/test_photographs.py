"""The picture inside a white border is found, and a white background is not taken for one."""

import io
import random
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from tidtam.kernel.actor import acting_as
from tidtam.kernel.files.actions import store_file
from tidtam.kernel.files.tests.factories import upload
from tidtam.products.academic.dossier import actions, photographs, queries
from tidtam.products.academic.dossier.photographs import inner_size
from tidtam.products.academic.dossier.queries.dossiers import FILES_OF_A_DOSSIER
from tidtam.products.academic.rulebook.choices import Answer
from tidtam.products.academic.rulebook.pointing import spot_at
from tidtam.products.academic.rulebook.tests.generating import sample
from tidtam.tracking.tests.browsing import Browser

from .factories import Offices

pytestmark = pytest.mark.requirement("DOC-803")
WIDTH, HEIGHT = 354, 472
"""3 by 4 cm at 300 dots per inch."""
BLUE, WHITE = (110, 150, 200), (255, 255, 255)
Colour = tuple[int, int, int]
Border = tuple[int, int, int, int]
"""Left, top, right, bottom."""


def portrait(background: Colour = BLUE, dress: Colour = (40, 40, 60)) -> Image.Image:
    """Head and shoulders."""
    picture = Image.new("RGB", (WIDTH, HEIGHT), background)
    draw = ImageDraw.Draw(picture)
    draw.ellipse((-20, 330, WIDTH + 20, 900), dress)
    draw.ellipse((107, 90, 247, 280), (224, 182, 150))
    draw.pieslice((100, 70, 254, 260), 180, 360, (30, 25, 25))
    return picture


def framed(picture: Image.Image, border: Border, paper: Colour = WHITE) -> Image.Image:
    left, top, right, bottom = border
    sheet = Image.new("RGB", (picture.width + left + right, picture.height + top + bottom), paper)
    sheet.paste(picture, (left, top))
    return sheet


def noisy(picture: Image.Image, most: int) -> Image.Image:
    grain = random.Random(7)  # noqa: S311 - the same grain each time
    noise = Image.frombytes("L", picture.size, grain.randbytes(picture.width * picture.height))
    noise = noise.point([round(level * 2 * most / 255) for level in range(256)])
    return ImageChops.add(picture, Image.merge("RGB", [noise] * 3), offset=-most)


def written(picture: Image.Image, form: str = "JPEG", **how: Any) -> bytes:
    target = io.BytesIO()
    picture.save(target, form, **how)
    return target.getvalue()


def is_close(found: tuple[int, int] | None, pixels: int = 3) -> bool:
    """Within a quarter of a millimetre."""
    return found is not None and abs(found[0] - WIDTH) <= pixels and abs(found[1] - HEIGHT) <= pixels


BORDERS: list[Border] = [(0, 0, 0, 0), (24, 24, 24, 24), (5, 60, 35, 12), (2, 2, 2, 2), (30, 30, 30, 0), (0, 0, 0, 40)]


@pytest.mark.parametrize("border", BORDERS, ids=str)
@pytest.mark.parametrize("quality", [95, 75, 40])
def test_the_border_is_left_out_however_uneven_and_compressed(border: Border, quality: int) -> None:
    assert is_close(inner_size(written(framed(portrait(), border), quality=quality)))


@pytest.mark.parametrize("border", BORDERS, ids=str)
def test_to_the_pixel_where_nothing_was_lost(border: Border) -> None:
    assert inner_size(written(framed(portrait(), border), "PNG")) == (WIDTH, HEIGHT)


@pytest.mark.parametrize("border", BORDERS, ids=str)
def test_scanned_paper_is_neither_quite_white_nor_quiet(border: Border) -> None:
    paper = framed(portrait(), border, (240, 238, 232))
    scanned = noisy(paper.filter(ImageFilter.GaussianBlur(1)), 6)
    assert is_close(inner_size(written(scanned, quality=80)), 4)


@pytest.mark.parametrize("background", [(246, 246, 246), (238, 240, 244), (228, 228, 228)], ids=str)
@pytest.mark.parametrize("border", [(0, 0, 0, 0), (24, 24, 24, 24), (5, 60, 35, 12)], ids=str)
def test_a_background_that_is_nearly_white_belongs_to_the_picture(background: Colour, border: Border) -> None:
    assert is_close(inner_size(written(framed(portrait(background), border), quality=85)))
    grainy = noisy(framed(portrait(background), border), 3)
    assert is_close(inner_size(written(grainy, quality=85)))


def test_a_white_background_without_border_is_the_picture() -> None:
    assert inner_size(written(portrait(WHITE), quality=85)) == (WIDTH, HEIGHT)
    assert inner_size(written(portrait(WHITE, dress=(235, 235, 238)), quality=85)) in ((WIDTH, HEIGHT), None)


def test_white_on_white_cannot_be_told() -> None:
    """Where the border ends and the background begins nobody sees; that is said, and nothing is cut off."""
    assert inner_size(written(framed(portrait(WHITE), (24, 24, 24, 24)))) is None


def test_a_white_uniform_is_no_border() -> None:
    civil_servant = portrait(dress=(242, 242, 240))
    for border in BORDERS:
        found = inner_size(written(framed(civil_servant, border), quality=85))
        assert found is None or is_close(found)
    assert is_close(inner_size(written(framed(civil_servant, (24, 24, 24, 24)), quality=85)))


def test_what_is_transparent_shows_the_paper() -> None:
    sheet = Image.new("RGBA", (WIDTH + 40, HEIGHT + 40), (0, 0, 0, 0))
    sheet.paste(portrait(), (20, 20))
    assert inner_size(written(sheet, "PNG")) == (WIDTH, HEIGHT)


@pytest.mark.parametrize("mode", ["L", "1", "P"])
def test_pictures_without_colour_are_read_too(mode: str) -> None:
    assert is_close(inner_size(written(framed(portrait(), (24, 24, 24, 24)).convert(mode), "PNG")))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7",
        b"\xff\xd8\xff\xe0 broken",
        written(portrait())[:2_000],
        written(Image.new("RGB", (400, 500), WHITE)),
        written(Image.new("RGB", (20, 20), BLUE)),
        written(portrait(), "GIF"),
    ],
    ids=["nothing", "a document", "broken", "cut off", "blank", "tiny", "another format"],
)
def test_of_what_is_no_photograph_nothing_is_said(data: bytes) -> None:
    assert inner_size(data) is None


def test_a_picture_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = written(Image.new("L", (6_000, 6_000)), "PNG")
    unpacked: list[object] = []
    monkeypatch.setattr(photographs, "_on_white", unpacked.append)
    assert inner_size(bomb) is None
    assert unpacked == []


def test_the_photographs_of_a_stored_dossier_are_measured_once(
    offices: Offices, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = offices.dossier()
    with acting_as(offices.officer) as officer:
        stored = [
            store_file(
                officer,
                upload=upload(written(framed(picture, (24, 24, 24, 24)), dpi=(300, 300)), "photo.jpg"),
                owner_kind=FILES_OF_A_DOSSIER,
                owner_id=dossier.pk,
                organization_path=dossier.organization_path,
                person_id=dossier.subject_id,
            )
            for picture in (portrait(), portrait().crop((0, 0, WIDTH, WIDTH)))
        ]
        royal = sample()["royal"]
        for number, file in enumerate(stored):
            royal["photographs"][number]["file"] = str(file.pk)
        dossier = actions.change_part(officer, dossier, "royal", royal, expected_version=1)
        opened: list[bytes] = []

        def opening(data: bytes) -> tuple[int, int] | None:
            opened.append(data)
            return inner_size(data)

        monkeypatch.setattr(queries.photographs, "inner_size", opening)
        for _twice in range(2):
            found = [one for one in queries.findings_of(officer, dossier) if one.rule == "DOC-803"]
            assert [(one.place, one.answer) for one in found] == [("/royal/photographs/1/file", Answer.FAIL)]
    assert len(opened) == 2


def test_whoever_attaches_a_photograph_reads_its_size_without_the_border(
    offices: Offices, browse: Callable[..., Browser]
) -> None:
    dossier = offices.dossier()
    place = "/royal/photographs/0"
    spot = spot_at(f"{place}/file")
    assert spot
    photograph = upload(written(framed(portrait(), (24, 24, 24, 24)), "PNG", dpi=(300, 300)), "photo.png")
    with acting_as(offices.officer) as officer:
        actions.attach_file(officer, dossier, spot, photograph, seen=1)
        judged = queries.judge(officer, queries.get_dossier(officer, dossier.pk))
    assert not [one for one in judged.findings if one.place == f"{place}/file"]
    page = browse(offices.officer, "th").get(f"/academic/requests/{dossier.pk}/dossier{place}/").content.decode()
    assert "ขนาดภาพไม่รวมขอบขาว 3.00 × 4.00 ซม." in page
