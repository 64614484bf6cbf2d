"""What people wrote beside a notice or on a point: sealed under the holder's key."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from tidtam.kernel.people import private_text

from .models import ChangeNotice, Correction, CorrectionPoint, Justification


def seal(person_id: UUID, said: Mapping[str, str] | Sequence[Mapping[str, str]]) -> bytes:
    return private_text.seal(person_id, json.dumps(said, ensure_ascii=False))


def said_in(notice: ChangeNotice) -> dict[str, Any]:
    text = private_text.unseal(notice.person_id, notice.sealed)
    said: dict[str, Any] = json.loads(text) if text else {}
    return said


def said_on(correction: Correction, points: Sequence[CorrectionPoint]) -> list[list[dict[str, str]]]:
    """What was said on each point, round by round."""
    opened = private_text.unseal_all((correction.person_id, point.sealed) for point in points)
    return [json.loads(text) if text else [] for text in opened]


def reason_of(justification: Justification) -> str:
    text = private_text.unseal(justification.person_id, justification.sealed)
    return str(json.loads(text)["reason"]) if text else ""
