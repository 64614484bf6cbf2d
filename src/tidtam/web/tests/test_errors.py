"""How a refusal finds its field."""

from dataclasses import dataclass

import pytest

from tidtam.web import errors
from tidtam.web.forms import BaseForm, PlainTextField


class Remark(BaseForm):
    remark = PlainTextField(label="Remark")


@dataclass
class Refused(Exception):
    message: str
    field: str | None = None
    code: str = "refused"


@pytest.mark.parametrize(("field", "place"), [("remark", "remark"), (None, "__all__"), ("elsewhere", "__all__")])
def test_a_refusal_stands_beside_its_field_or_above_the_form(field: str | None, place: str) -> None:
    form = Remark({"remark": "x"})
    errors.add_refusal(form, Refused("100% wrong", field))
    assert form.errors[place] == ["100% wrong"]
