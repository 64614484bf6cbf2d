"""What LINE tells us: somebody wrote to the office's account, or does not want to hear from it any more."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

_LONGEST_ID = 64


@dataclass(frozen=True, slots=True)
class Happened:
    user: str
    words: str = ""
    """What they wrote; nothing where they left."""
    has_left: bool = False


def read_happenings(body: bytes) -> Iterator[Happened]:
    """Everything else that LINE may tell, now or later, is passed over."""
    try:
        events = json.loads(body)["events"]
        for event in events:
            user = str(event.get("source", {}).get("userId") or "")[:_LONGEST_ID]
            if user and event.get("type") == "unfollow":
                yield Happened(user, has_left=True)
            elif user and event.get("type") == "message" and event.get("message", {}).get("type") == "text":
                yield Happened(user, str(event["message"].get("text", "")).strip())
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return
