"""What an invented dossier says once it has come the whole way: committees, documents, experts, royal appointment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .generating import Plan

Values = dict[str, Any]

_CHAIR = "ศาสตราจารย์ ดร.ประธาน ทรงคุณ"
_OUTSIDER = "ดร.อารี นอกสาขา"


def add_what_came_later(values: Values, plan: Plan) -> None:
    present = [work for work in values["works"] if not work.get("used_for")]
    for number, work in enumerate(present, 1):
        _attach(work, number)
    values["committee"] = _committee(plan, present)
    values["kpw"] = {
        "kinds_passed": sorted(
            {
                work["kind"]
                for work, assessment in zip(present, values["committee"]["assessments"], strict=True)
                if assessment["meets"]
            }
        ),
        "is_approved": True,
        "meeting": "3/2569",
        "met_on": plan.after(150),
        "signature": _signature("นางกรรมการ เลขา", "secretary", plan.after(151)),
    }
    values["documents"] = _documents(plan, present)
    if plan.asks_for_experts:
        values["experts_approval"] = _experts_approval(plan)
    if plan.position == "professor":
        values["royal"] = _royal(plan, values)


def _attach(work: Values, number: int) -> None:
    mark = work["id"]
    work |= {"evidence": [f"{mark}_work"], "publication_evidence": [f"{mark}_published"]}
    if number % 4 == 1:
        cited = {key: work[key] for key in ("year", "source", "pages")}
        work["full_report"] = cited | {"title": f"รายงานวิจัยฉบับสมบูรณ์ เรื่องที่ {number}", "source": "มหาวิทยาลัยตัวอย่าง"}
        work["published_version"] = cited | {"title": work["title"]}
    if number % 4 == 2:
        work |= {"is_improved": True, "files_before": [f"{mark}_before"], "files_after": [f"{mark}_after"]}


def _signature(name: str, capacity: str, signed_on: str) -> Values:
    return {"name": name, "capacity": capacity, "signed": True, "signed_on": signed_on}


def _committee(plan: Plan, present: list[Values]) -> Values:
    meets = [number % 5 != 0 for number in range(1, len(present) + 1)]
    return {
        "members": [
            {"name": _CHAIR, "position": "ศาสตราจารย์", "is_chair": True, "in_field": True, "on_list": True},
            {"name": "ศาสตราจารย์ ดร.วิชัย เก่งกาจ", "is_chair": False, "in_field": True, "on_list": True},
            {"name": _OUTSIDER, "is_chair": False, "in_field": False, "on_list": False},
        ],
        "assessments": [
            {
                "work": work["id"],
                "quality": "A",
                "meets": is_enough,
                "share": plan.shares[0],
                "role": "first_author",
            }
            | ({"report_considered": number % 4 == 1, "publication_considered": True} if number % 2 else {})
            for number, (work, is_enough) in enumerate(zip(present, meets, strict=True), 1)
        ],
        "works_total": str(len(present)),
        "works_meeting": str(sum(meets)),
        "expertise": "ผู้ขอมีความเชี่ยวชาญด้านวิศวกรรมคอมพิวเตอร์",
        "signature": _signature("ศ.ดร.ประธาน ทรงคุณ", "chair", plan.after(120)),
    }


def _documents(plan: Plan, present: list[Values]) -> Values:
    return {
        "summary": {
            "steps": [
                {"name": "ผู้ขอยื่นคำขอ", "done_on": plan.after(0)},
                {"name": "สภาสถาบันมีมติ", "done_on": plan.after(200)},
            ],
            "files": ["summary"],
        },
        "minutes": {"kpw": ["minutes_1"], "has_academic_council": False, "council": ["minutes_2"]},
        "participation": [
            {"work": work["id"], "participants": _participants(plan, work), "files": [f"{work['id']}_shares"]}
            for work in present
        ],
        "experts_outside_field": [{"expert": "อารี  นอกสาขา", "reason": "ผลงานคาบเกี่ยวกับสาขาสถิติ"}],
        "experts_not_listed": [
            {
                "expert": _OUTSIDER,
                "approved_by": "การประชุม ก.พ.อ. ครั้งที่ 2/2569",
                "approved_on": plan.after(30),
                "files": ["approval"],
            }
        ],
        "experts_order": {
            "number": "10/2569",
            "dated": plan.after(60),
            "meeting": "1/2569",
            "met_on": plan.after(50),
            "signature": _signature("นายกรรมการ ประธาน", "chair", plan.after(60)),
            "files": ["order"],
        },
        "letter": [
            {"item": "cover_letter", "files": ["letter"]},
            {"item": "check_list", "not_needed": "ใช้แบบของสถาบัน"},
        ],
    }


def _participants(plan: Plan, work: Values) -> list[Values]:
    return [
        {
            "name": author["name"],
            "is_applicant": author["is_applicant"],
            "role": author["role"],
            "share": author["share"],
            "duties": "ออกแบบการวิจัยและเขียนบทความ",
            "signed": author["is_applicant"],
            "signed_on": plan.after(0) if author["is_applicant"] else "",
        }
        for author in work["authors"]
    ]


def _experts_approval(plan: Plan) -> Values:
    return {
        "is_requested": True,
        "reason_not_listed": "ไม่มีผู้ทรงคุณวุฒิในบัญชีที่ตรงกับอนุสาขาวิชา",
        "reason_lower_position": "สาขาวิชานี้มีผู้ดำรงตำแหน่งศาสตราจารย์น้อยมาก",
        "profiles": [
            {
                "name": "รองศาสตราจารย์ ดร.ปรีชา รอบรู้",
                "on_list": False,
                "status": "university_employee",
                "institution": "มหาวิทยาลัยสมมุติ",
                "position": "associate_professor",
                "field_name": "วิศวกรรมคอมพิวเตอร์",
                "expertise": "ระบบฝังตัว",
                "education": [{"degree": "วิศวกรรมศาสตรดุษฎีบัณฑิต", "field_name": "วิศวกรรมคอมพิวเตอร์"}],
                "appointments": [
                    {"position": "assistant_professor", "appointed_on": "1 ต.ค. 2550"},
                    {"position": "associate_professor", "appointed_on": "1 ต.ค. 2556"},
                ],
                "approach": {
                    "approached_on": plan.after(10),
                    "approached_by": "นางกรรมการ เลขา",
                    "means": "หนังสือ",
                    "answer": "ยินดี",
                    "answered_on": plan.after(12),
                },
                "status_change": {"has_changed": True, "changed_on": "1 ม.ค. 2555", "files": ["status"]},
            },
            {
                "name": "ศาสตราจารย์ ดร.มานะ วิริยะ",
                "on_list": True,
                "status": "civil_servant",
                "position": "professor",
                "field_name": "วิศวกรรมคอมพิวเตอร์",
                "expertise": "เครือข่ายคอมพิวเตอร์",
                "education": [{"degree": "ปรัชญาดุษฎีบัณฑิต", "field_name": "วิศวกรรมคอมพิวเตอร์"}],
                "appointments": [{"position": "professor", "appointed_on": "1 ต.ค. 2560"}],
                "approach": {
                    "approached_on": plan.after(10),
                    "approached_by": "นางกรรมการ เลขา",
                    "means": "โทรศัพท์",
                    "answer": "ขัดข้อง",
                    "answered_on": plan.after(10),
                },
            },
        ],
        "request_form": ["form"],
    }


def _royal(plan: Plan, values: Values) -> Values:
    confirmed = {"dress_confirmed_by": "นางบุคคล ตรวจรูป", "dress_confirmed_on": plan.after(210)}
    is_employee = plan.employment != "civil_servant"
    own_law = {"act": ["act"], "regulations": ["regulations"], "announcements": ["announcements"]}
    return {
        "history": {
            "field_name": "วิศวกรรมคอมพิวเตอร์",
            "field_code": "1205",
            "appointments": values["history"]["appointments"],
            "files": ["history"],
        },
        "decorations": [
            {"decoration": "white_elephant_2", "received_on": "5 ธ.ค. 2560"},
            {"decoration": "crown_of_thailand_2", "received_on": "5 ธ.ค. 2555"},
        ],
        "photographs": [{"file": "photo_1"} | confirmed, {"file": "photo_2"} | confirmed],
        "documents": (own_law if is_employee else {}) | {"background_check": ["background"]},
    }
