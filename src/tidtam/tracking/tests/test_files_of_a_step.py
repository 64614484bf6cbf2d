"""Files that come with a step, and what a product shows of its own beside it."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tidtam.tracking.actions import finish_step
from tidtam.tracking.models import Case
from tidtam.tracking.plugins import Panel, ProductPlugin

from .acting import act
from .factories import DAY, World
from .test_work_pages import Browse


@pytest.mark.requirement("TRK-31")
def test_a_file_that_is_not_what_it_says_is_refused_and_nothing_is_recorded(world: World, browse: Browse) -> None:
    case = act(world.officer, finish_step, world.open_at_meeting(), happened_on=DAY, outcome="pass", remark="มติ")
    sent = {
        "happened_on": "9/11/2569",
        "order_no": "1/2569",
        "file": SimpleUploadedFile("คำสั่ง.pdf", b"MZ\x90\x00not a pdf", content_type="application/pdf"),
        "version": case.version,
        "at_step": "order",
    }
    answer = browse(world.officer).post(f"/work/{case.pk}/finish/", sent)
    assert answer.context["form"].errors["file"]
    case.refresh_from_db()
    assert case.is_open


@pytest.mark.requirement("TRK-31")
def test_a_product_shows_its_own_panel_on_its_matters(
    world: World, browse: Browse, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    def panel(actor: Any, case: Case) -> Panel:
        return Panel("web/components/banner.html", {"text": f"of the product: {case.letter_no}"})

    plugin = ProductPlugin("sample", process_files=(tmp_path / "sample.toml",), case_panel=panel)
    monkeypatch.setattr("tidtam.tracking.plugins._plugins", {"sample": plugin})
    case = world.open()
    assert browse(world.officer).get(f"/work/{case.pk}/").context["panel"].context == {
        "text": "of the product: อว 0001/1"
    }


@pytest.mark.requirement("QLT-04")
def test_a_step_whose_file_is_too_large_is_not_recorded_without_it(world: World, browse: Browse) -> None:
    case = act(world.officer, finish_step, world.open_at_meeting(), happened_on=DAY, outcome="pass", remark="มติ")
    upload = SimpleUploadedFile("scan.pdf", b"%PDF-" + b"x" * 10 * 1024 * 1024)
    sent = {"happened_on": "10/11/2569", "order_no": "1/2569", "file": upload, "version": case.version}
    answer = browse(world.officer).post(f"/work/{case.pk}/finish/", sent)
    assert "larger than 10 MB" in answer.content.decode()
    case.refresh_from_db()
    assert case.is_open
