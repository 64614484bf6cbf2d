"""Valid dossiers as plain values, and the rules, files and day they are judged by."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tidtam.products.academic.rulebook.choices import Method, Position
from tidtam.products.academic.rulebook.rule_sets import RuleSet, shipped
from tidtam.products.academic.rulebook.rule_sets.model import DatedList
from tidtam.products.academic.rulebook.rules import FileFact
from tidtam.thai.dates import format_short

from . import late

Values = dict[str, Any]

FULL = Path(__file__).parent / "examples" / "full.json"
"""A dossier with an entry in every list, long enough for the papers; not everything is attached to it."""
AS_OF = date(2026, 11, 21)
RULES: RuleSet = next(rule_set for rule_set in shipped() if rule_set.key == "criteria_2564")
CONFIGURED: RuleSet = RULES.with_values(
    {
        "teaching_hours_least": "15",
        "teaching_levels_enough": "skilled expert",
        "participation_signers": "first_author corresponding_author",
    }
).with_changed(
    lists=RULES.lists
    | {
        name: DatedList.model_validate({"name": {"th": "รายการตัวอย่าง", "en": "Sample list"}, "entries": entries})
        for name, entries in {
            "databases": [
                {"code": "old_index", "name": {"th": "ฐานข้อมูลเดิม", "en": "Old index"}, "valid_until": "2023-01-14"},
                {"code": "new_index", "name": {"th": "ฐานข้อมูลใหม่", "en": "New index"}, "valid_from": "2023-01-15"},
            ],
            "letter_items": [
                {"code": "cover_letter", "name": {"th": "หนังสือนำส่ง", "en": "Covering letter"}},
                {"code": "check_list", "name": {"th": "แบบตรวจสอบเอกสาร", "en": "Check list"}},
            ],
        }.items()
    }
)
"""As an administrator might have filled it in; numbers and lists are invented."""
FACTS = {
    "photo_1": FileFact("jpeg", dpi_x=300, dpi_y=300, inner_width=354, inner_height=472),
    "photo_2": FileFact("png", dpi_x=600, dpi_y=600, inner_width=709, inner_height=945),
    "a_little_wide": FileFact("jpeg", dpi_x=300, dpi_y=300, inner_width=362, inner_height=472),
    "passport_size": FileFact("jpeg", dpi_x=300, dpi_y=300, inner_width=413, inner_height=531),
    "twice_as_large": FileFact("jpeg", dpi_x=150, dpi_y=150, inner_width=354, inner_height=472),
    "square": FileFact("jpeg", dpi_x=300, dpi_y=300, inner_width=400, inner_height=400),
    "square_of_unknown_size": FileFact("jpeg", inner_width=400, inner_height=400),
    "of_unknown_size": FileFact("jpeg", inner_width=354, inner_height=472),
    "of_unknown_border": FileFact("jpeg", width=354, height=472, dpi_x=300, dpi_y=300),
    "document": FileFact("pdf", pages=1),
}
"""What the files of invented dossiers say of themselves."""


def day(year: int, month: int, number: int) -> str:
    return format_short(date(year, month, number))


@dataclass(frozen=True)
class Plan:
    """What the parts of one dossier agree upon."""

    position: Position = Position.PROFESSOR
    method: Method = Method.ORDINARY
    works: int = 2
    signed: date = date(2026, 1, 10)
    """By the applicant; everything after follows from it."""
    write_day: Callable[[date], str] = format_short
    names: tuple[str, ...] = ("สมชาย ใจดี", "สมหญิง มีสุข ณ อยุธยา", "John Paul Smith")
    shares: tuple[str, ...] = ("60", "30", "10")
    employment: str = "university_employee"
    asks_for_experts: bool = True

    def after(self, days: int) -> str:
        return self.write_day(self.signed + timedelta(days=days))


def sample() -> Values:
    """A professor's dossier that has come the whole way; a fresh copy each time."""
    return made(Plan())


def made(plan: Plan) -> Values:
    values: Values = {
        "request": _request(plan),
        "applicant": _applicant(plan),
        "history": _history(plan),
        "works": _works(plan),
        "supervisors": _supervisors(plan),
        "teaching": _teaching(plan),
        "council": _council(plan),
    }
    late.add_what_came_later(values, plan)
    # Nothing is shared between two places, so that a fault is planted in one only.
    return json.loads(json.dumps(values))  # type: ignore[no-any-return]


def _request(plan: Plan) -> Values:
    return {
        "position": plan.position,
        "method": plan.method,
        "employment_kind": plan.employment,
        "institution": "มหาวิทยาลัยตัวอย่าง",
        "faculty": "คณะวิศวกรรมศาสตร์",
        "field_code": "1205",
        "field_name": "วิศวกรรมคอมพิวเตอร์",
        "begun_on": plan.after(-60),
        "received_on": plan.after(5),
    }


def _applicant(plan: Plan) -> Values:
    return {
        "prefix": "นาย",
        "academic_title": {
            Position.ASSISTANT_PROFESSOR: "",
            Position.ASSOCIATE_PROFESSOR: "ผู้ช่วยศาสตราจารย์",
            Position.PROFESSOR: "รองศาสตราจารย์",
        }[plan.position],
        "rank": "",
        "doctorate_title": "ดร.",
        "given_name": "สมชาย",
        "family_name": "ใจดี",
        "identity_kind": "national_id",
        "nationality": "ไทย",
        "signature": {"name": "นายสมชาย ใจดี", "signed": True, "signed_on": plan.after(0)},
    }


def _history(plan: Plan) -> Values:
    return {
        "qualifications": [
            {
                "degree": "วิศวกรรมศาสตรบัณฑิต",
                "field_name": "วิศวกรรมไฟฟ้า",
                "institution": "มหาวิทยาลัยตัวอย่าง",
                "is_foreign": False,
                "country": "ไทย",
                "completed": "2541",
            },
            {
                "degree": "ปรัชญาดุษฎีบัณฑิต",
                "degree_en": "Doctor of Philosophy",
                "field_name": "Computer Engineering",
                "institution": "Example University",
                "is_foreign": True,
                "country": "ญี่ปุ่น",
                "completed": "2548",
            },
        ],
        "posts": [
            {
                "position": "อาจารย์",
                "agency": "มหาวิทยาลัยตัวอย่าง",
                "began_on": "1 มิ.ย. 2548",
                "ended_on": "31 พ.ค. 2555",
            },
            {
                "position": "หัวหน้าภาควิชา",
                "agency": "มหาวิทยาลัยตัวอย่าง",
                "began_on": "1 ต.ค. 2553",
                "ended_on": "30 ก.ย. 2557",
                "is_concurrent": True,
            },
            {
                "position": "อาจารย์ (พนักงานมหาวิทยาลัย)",
                "agency": "มหาวิทยาลัยตัวอย่าง",
                "began_on": "1 มิ.ย. 2555",
                "is_current": True,
            },
        ],
        "appointments": [
            {
                "position": position,
                "method": "ordinary",
                "field_name": "วิศวกรรมคอมพิวเตอร์",
                "field_code": "1205",
                "appointed_on": appointed,
            }
            for position, appointed in zip(plan.position.below, ("15 มี.ค. 2553", "20 ส.ค. 2560"), strict=False)
        ],
    }


def _works(plan: Plan) -> list[Values]:
    present = [_work(plan, f"w{number}", number) for number in range(1, plan.works + 1)]
    earlier = [
        _work(plan, f"e{number}", 100 + number) | {"used_for": position, "quality": "very_good"}
        for number, position in enumerate(plan.position.below, 1)
    ]
    return present + earlier


def _work(plan: Plan, mark: str, number: int) -> Values:
    is_article = number % 2 == 1
    return {
        "id": mark,
        "kind": "research" if is_article else "book",
        "authors": [
            {
                "name": name,
                "role": "first_author" if place == 0 else "co_author",
                "share": share,
                "is_applicant": place == 0,
            }
            for place, (name, share) in enumerate(zip(plan.names, plan.shares, strict=True))
        ],
        "year": "2566",
        "title": f"การศึกษาเรื่องที่ {number}",
        "source": "วารสารตัวอย่าง" if is_article else "สำนักพิมพ์ตัวอย่าง",
        "pages": "1-20" if is_article else "250",
        "is_in_journal": is_article,
        "published_on": "1 มิ.ย. 2566",
        "database": "new_index" if is_article else "",
        "is_improved": None if is_article else False,
    }


def _supervisors(plan: Plan) -> Values:
    return {
        "certifications": [
            {
                "certifier": "checks",
                "opinion": "complete",
                "signature": {
                    "name": "นางสาวสมศรี ตรวจดี",
                    "position": "หัวหน้าภาควิชา",
                    "signed": True,
                    "signed_on": plan.after(2),
                },
            },
            {
                "certifier": "above",
                "opinion": "qualifies",
                "signature": {
                    "name": "นายสมศักดิ์ รอบคอบ",
                    "position": "คณบดี",
                    "signed": True,
                    "signed_on": plan.after(3),
                },
            },
        ]
    }


def _teaching(plan: Plan) -> Values:
    return {
        "courses": [
            {"code": "CPE101", "name": "การเขียนโปรแกรม", "level": "ปริญญาตรี", "semester": "1/2568", "own_hours": "45"}
        ],
        "level": "expert",
        "for_position": plan.position,
        "assessors": [{"name": "นางสมใจ ประเมินดี"}],
        "assessed_on": plan.after(-30),
        "valid_until": plan.after(700),
    }


def _council(plan: Plan) -> Values:
    return {
        "name": "นายสมชาย ใจดี",
        "position": plan.position,
        "field_name": "วิศวกรรมคอมพิวเตอร์",
        "field_code": "1205",
        "received_on": plan.after(8),
        "appointed_on": plan.after(8),
        "appointed_on_is": "received",
        "meeting": "4/2569",
        "met_on": plan.after(200),
        "signature": {"capacity": "secretary", "name": "นางสภา เลขา", "signed": True, "signed_on": plan.after(201)},
    }
