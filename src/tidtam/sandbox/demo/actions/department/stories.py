"""How matters go, kind by kind, as far as the days reach: smoothly, with returns, slowly, in vain."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tidtam.products.personnel.choices import Kind

from .staff import Post
from .walk import MatterWalk
from .words import words

ON_PAPER = 0.6


def facts_of(walk: MatterWalk, kind: Kind, post: Post) -> dict[str, Any]:
    chance, said = walk.chance, words()
    if kind is Kind.PROMOTION:
        return {
            "target_level": post.next_level,
            "target_position": post.position,
            "work_title": chance.choice(said.works),
        }
    if kind is Kind.TRANSFER:
        return {
            "destination": chance.choice(said.agencies),
            "target_position": post.position,
            "reason": chance.choice(said.reasons_to_go),
        }
    if kind is Kind.MOVE:
        return {
            "target_unit": chance.choice([unit for unit in said.units if unit != post.unit]),
            "target_position": post.position,
            "reason": chance.choice(said.reasons_to_go),
        }
    manner = chance.choices(("kept", "short", "election"), (85, 12, 3))[0]
    ahead = {"kept": (30, 75), "short": (8, 25), "election": (0, 3)}[manner]
    return {
        "leave_on": walk.day + timedelta(days=chance.randint(*ahead)),
        "for_election": manner == "election",
        "reason": "สมัครรับเลือกตั้ง" if manner == "election" else chance.choice(said.reasons_to_leave),
    }


def tell(walk: MatterWalk, kind: Kind, *, leaves: bool) -> None:
    """The whole course of a matter; whoever leaves gets what they ask for."""
    chance = walk.chance
    walk.later(1, 4)
    walk.finish()
    if not leaves and chance.random() < 0.03:
        walk.later(2, 20)
        walk.withdraw("ขอถอนคำขอเพื่อเตรียมเอกสารใหม่")
        return
    _STORIES[kind](walk, leaves)


def _maybe_back(walk: MatterWalk, share: float) -> None:
    while walk.chance.random() < share:
        walk.later(3, 12)
        walk.send_back()
        walk.later(3, 25)
        walk.hand_in_again()
        share /= 3


def _maybe_rest(walk: MatterWalk, share: float) -> None:
    if walk.chance.random() < share:
        walk.later(2, 6)
        walk.rest("รอหนังสือตอบจากหน่วยงานภายนอก", 8, 40)


def _order_and_letter(walk: MatterWalk) -> None:
    walk.later(4, 22)
    year = walk.day.year + 543
    walk.finish(order_no=f"{walk.chance.randint(1, 1_500)}/{year}")
    _letter(walk)


def _letter(walk: MatterWalk) -> None:
    walk.later(1, 9)
    walk.finish(letter_no=f"สธ 0902/{walk.chance.randint(100, 9_999)}")


def _promotion(walk: MatterWalk, leaves: bool) -> None:
    _maybe_back(walk, 0.25)
    _maybe_rest(walk, 0.04)
    walk.later(5, 22)
    walk.finish()
    result = _committee(walk, (42, 34, 14, 10))
    while result == "amend_major":
        walk.later(50, 125)
        walk.finish(by_employee=True, remark="แก้ไขตามความเห็นของคณะกรรมการแล้ว")
        result = _committee(walk, (66, 26, 2, 6))
    if result == "fail":
        _letter(walk)
        return
    if result == "pass_minor":
        overrun = walk.chance.random() < 0.12
        walk.later(70, 110) if overrun else walk.later(15, 58)
        walk.finish(by_employee=True)
        _maybe_back(walk, 0.15)
        walk.later(2, 10)
        walk.finish()
    _order_and_letter(walk)


def _committee(walk: MatterWalk, weights: tuple[int, ...]) -> str:
    walk.later(28, 85)
    result = walk.chance.choices(("pass", "pass_minor", "amend_major", "fail"), weights)[0]
    walk.finish(outcome=result)
    return result


def _transfer(walk: MatterWalk, leaves: bool) -> None:
    _maybe_back(walk, 0.2)
    walk.later(3, 14)
    if not leaves and walk.chance.random() < 0.2:
        walk.finish(outcome="not_qualified", remark="ดำรงตำแหน่งยังไม่ครบระยะเวลาที่กำหนด")
        _letter(walk)
        return
    walk.finish(outcome="qualified")
    walk.later(12, 45)
    if not leaves and walk.chance.random() < 0.5:
        walk.finish(outcome="not_agreed", remark="อัตรากำลังของหน่วยงานไม่เพียงพอ")
        _letter(walk)
        return
    walk.finish(outcome="agreed")
    _maybe_rest(walk, 0.1)
    walk.later(10, 45)
    letter = f"สธ 0902/{walk.chance.randint(100, 9_999)}"
    if not leaves:
        walk.finish(outcome="refused", letter_no=letter)
        _letter(walk)
        return
    walk.finish(outcome="consented", letter_no=letter)
    _order_and_letter(walk)


def _move(walk: MatterWalk, leaves: bool) -> None:
    walk.later(4, 20)
    evaluation = walk.chance.choices(("passed", "not_needed", "not_passed"), (55, 37, 8))[0]
    walk.finish(outcome=evaluation)
    if evaluation == "not_passed":
        _letter(walk)
        return
    _maybe_back(walk, 0.15)
    walk.later(3, 14)
    if walk.chance.random() < 0.08:
        walk.finish(outcome="not_qualified", remark="คุณวุฒิไม่ตรงกับตำแหน่งที่ขอย้าย")
        _letter(walk)
        return
    walk.finish(outcome="qualified")
    _maybe_rest(walk, 0.03)
    walk.later(15, 50)
    if walk.chance.random() < 0.25:
        walk.finish(outcome="not_agreed", remark="มีผู้เหมาะสมกว่าในรอบนี้")
        _letter(walk)
        return
    walk.finish(outcome="agreed")
    _order_and_letter(walk)


def _resignation(walk: MatterWalk, leaves: bool) -> None:
    _maybe_back(walk, 0.08)
    walk.later(2, 7)
    if walk.request.for_election:
        walk.finish(outcome="election")
        _order_and_letter(walk)
        return
    walk.finish(outcome="bound" if walk.chance.random() < 0.12 else "clear")
    walk.later(2, 9)
    if walk.chance.random() < 0.07:
        walk.finish(outcome="deferred", remark="เพื่อประโยชน์แก่ราชการ รอการส่งมอบงาน")
        walk.later(10, 50)
        walk.finish(remark="ส่งมอบงานเรียบร้อยแล้ว")
    else:
        walk.finish(outcome="permitted")
    _order_and_letter(walk)


_STORIES: dict[Kind, Callable[[MatterWalk, bool], None]] = {
    Kind.PROMOTION: _promotion,
    Kind.TRANSFER: _transfer,
    Kind.MOVE: _move,
    Kind.RESIGNATION: _resignation,
}
