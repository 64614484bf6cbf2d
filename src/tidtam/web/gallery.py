"""What the page /_components shows: every component in every state, with invented things only."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .forms import BaseForm, MobileField, NationalIdField, PlainTextArea, PlainTextField, ThaiDateField
from .pagination import Page

CHOICES = [("assistant", _("Assistant professor")), ("associate", _("Associate professor")), ("full", _("Professor"))]


class GalleryForm(BaseForm):
    """Every kind of field there is."""

    subject = PlainTextField(label=_("Title of the matter"), help_text=_("As it stands in the covering letter"))
    remark = PlainTextArea(label=_("Remark"), required=False, max_length=500)
    received_on = ThaiDateField(label=_("Received on"))
    national_id = NationalIdField(label=_("National ID number"))
    mobile = MobileField(label=_("Mobile number"), required=False)
    position = forms.ChoiceField(label=_("Position asked for"), choices=[("", _("Choose")), *CHOICES])
    way = forms.ChoiceField(label=_("How it was filed"), choices=CHOICES, widget=forms.RadioSelect)
    parts = forms.MultipleChoiceField(label=_("Parts enclosed"), choices=CHOICES, widget=forms.CheckboxSelectMultiple)
    letter = forms.FileField(label=_("Covering letter"), help_text=_("PDF, at most 10 MB"))
    agreed = forms.BooleanField(label=_("I have checked that this is correct"))


def _filled() -> dict[str, Any]:
    return {
        "subject": "ขอกำหนดตำแหน่งผู้ช่วยศาสตราจารย์ สาขาวิชาวิศวกรรมคอมพิวเตอร์",
        "remark": "ผู้ยื่นแก้ไขเอกสารครบถ้วนแล้ว",
        "received_on": date(2026, 11, 21),
        "position": "assistant",
        "way": "associate",
        "parts": ["assistant", "full"],
        "agreed": True,
    }


def _steps() -> list[dict[str, object]]:
    return [
        {"title": _("The request was received"), "date": date(2026, 3, 2), "state": "done"},
        {
            "title": _("The documents were checked"),
            "date": date(2026, 4, 9),
            "state": "done",
            "status_text": _("Sent back once, then complete"),
            "remark": "ขอเอกสารหลักฐานการมีส่วนร่วมในผลงานทางวิชาการเพิ่มเติม ๒ รายการ",
        },
        {
            "title": _("The request is being considered"),
            "date": date(2026, 6, 15),
            "state": "current",
            "status_text": _("With the office’s committee since 15 June"),
            "note": [_("Half of all requests leave this step within 45 working days.")],
        },
        {"title": _("You are told the result"), "state": "future"},
    ]


def _table() -> list[dict[str, object]]:
    rows = [
        ("ขอกำหนดตำแหน่งผู้ช่วยศาสตราจารย์", date(2026, 3, 2), "progress", _("In progress")),
        ("ขอกำหนดตำแหน่งรองศาสตราจารย์ โดยวิธีพิเศษ", date(2025, 8, 19), "done", _("Completed")),
        ("ขอโอนไปปฏิบัติราชการที่ศูนย์อนามัย", date(2026, 10, 30), "waiting", _("Waiting for you")),
        ("ขอลาออกจากราชการ", date(2026, 1, 5), "late", _("Later than planned")),
        ("ขอประเมินบุคคลเพื่อเลื่อนขึ้นแต่งตั้ง", date(2024, 12, 1), "closed", _("Withdrawn")),
    ]
    return [dict(zip(("name", "on", "kind", "word"), row, strict=True)) for row in rows]


PALETTE = ("teal-deep", "teal", "teal-pale", "gold", "gold-pale", "progress", "done", "waiting", "late", "closed")


def everything() -> dict[str, Any]:
    wrong = GalleryForm(
        {"subject": "ก" * 240, "received_on": "31/02/2569", "national_id": "1101", "mobile": "02", "remark": "ก\x00ข"}
    )
    return {
        "empty_form": GalleryForm(auto_id="empty_%s"),
        "filled_form": GalleryForm(initial=_filled(), auto_id="filled_%s"),
        "wrong_form": wrong,
        "steps": _steps(),
        "finished": [{**step, "state": "done"} for step in _steps()],
        "rows": _table(),
        "facts": [
            (_("Name"), "นางสาวกันยา ใจซื่อ"),
            (_("Position asked for"), _("Assistant professor"), "#change", _("Change")),
            (_("Remark"), ""),
        ],
        "plain_facts": [(_("Order number"), "อว 1234/2569"), (_("Received on"), "2 มี.ค. 2569")],
        "middle_page": Page(items=[1], next_cursor="next", previous_cursor="back", count_label="1,234"),
        "last_page": Page(items=[1], next_cursor=None, previous_cursor="back", count_label="27"),
        "palette": PALETTE,
    }
