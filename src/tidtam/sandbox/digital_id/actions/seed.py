"""A sample person, so that a sign-in can be tried without registering first."""

import json
from datetime import date
from pathlib import Path

from tidtam.sandbox.digital_id import clock
from tidtam.sandbox.digital_id.models import Holder
from tidtam.sandbox.digital_id.passwords import hashed

_SAMPLE = Path(__file__).parents[1] / "data" / "sample.json"


def seed_sample() -> None:
    """Made once; what somebody changed since is not undone."""
    sample = json.loads(_SAMPLE.read_text("utf-8"))
    if Holder.objects.filter(citizen_id=sample["citizen_id"]).exists():
        return
    password = sample.pop("password")
    Holder.objects.create(
        **{**sample, "birth_date": date.fromisoformat(sample["birth_date"])},
        password_hash=hashed(password),
        shown_password=password,
        registered_at=clock.now(),
    )
