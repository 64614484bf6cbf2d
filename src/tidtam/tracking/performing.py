"""From what was typed into a form to the action that does it."""

from collections.abc import Callable, Mapping
from typing import Any

from tidtam.kernel.actor import Actor

from . import actions
from .history import Reason
from .models import Case

Typed = Mapping[str, Any]


def finish(actor: Actor, case: Case, typed: Typed) -> Case:
    return actions.finish_step(
        actor,
        case,
        happened_on=typed["happened_on"],
        expected_version=typed["version"],
        outcome=typed.get("outcome", ""),
        remark=typed.get("remark", ""),
        order_no=typed.get("order_no", ""),
        letter_no=typed.get("letter_no", ""),
        upload=typed.get("file"),
        result=typed.get("result"),
    )


def resume(actor: Actor, case: Case, typed: Typed) -> Case:
    return actions.resume_case(
        actor,
        case,
        happened_on=typed["happened_on"],
        expected_version=typed["version"],
        letter_no=typed["letter_no"],
        remark=typed["remark"],
    )


def return_for_correction(actor: Actor, case: Case, typed: Typed) -> Case:
    return actions.return_case(
        actor,
        case,
        reasons=[Reason(line.strip()) for line in typed["reasons"].splitlines() if line.strip()],
        happened_on=typed["happened_on"],
        expected_version=typed["version"],
        letter_no=typed["letter_no"],
    )


def note(actor: Actor, case: Case, typed: Typed) -> Case:
    return actions.add_note(
        actor, case, text=typed["text"], for_subject=typed["for_subject"], expected_version=typed["version"]
    )


def ending(end: Callable[..., Case]) -> Callable[[Actor, Case, Typed], Case]:
    def perform(actor: Actor, case: Case, typed: Typed) -> Case:
        return end(
            actor,
            case,
            remark=typed["remark"],
            happened_on=typed["happened_on"],
            expected_version=typed["version"],
        )

    return perform


def reopen(actor: Actor, case: Case, typed: Typed) -> Case:
    return actions.reopen_case(
        actor,
        case,
        step=typed["step"],
        remark=typed["remark"],
        happened_on=typed["happened_on"],
        expected_version=typed["version"],
    )


def continue_(actor: Actor, case: Case, typed: Typed) -> Case:
    return actions.continue_case(
        actor,
        case,
        remark=typed["remark"],
        happened_on=typed["happened_on"],
        expected_version=typed["version"],
    )


def change_version(actor: Actor, case: Case, typed: Typed) -> Case:
    number, _colon, step = typed["target"].partition(":")
    return actions.move_case_to_version(
        actor,
        case,
        version_number=int(number),
        step=step,
        remark=typed["remark"],
        happened_on=typed["happened_on"],
        expected_version=typed["version"],
    )


def object_to(actor: Actor, case: Case, typed: Typed) -> Case:
    return actions.appeal_case(
        actor,
        case,
        received_on=typed.get("received_on", actor.today()),
        letter_no=typed.get("letter_no", ""),
        remark=typed["remark"],
        expected_version=typed["version"],
    )


def renew(actor: Actor, case: Case, typed: Typed) -> Case:
    return actions.renew_link(actor, case, expected_version=typed["version"])
