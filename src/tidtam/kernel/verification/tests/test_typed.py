import pytest

from tidtam.kernel.people.tests.factories import next_number
from tidtam.kernel.verification.forms import CardForm
from tidtam.thai.numerals import to_thai

pytestmark = pytest.mark.requirement("IDN-13")
CARD = {"laser": "JT0-1234567-89", "given_name": "มาลี", "family_name": "สมมติ", "born": "29/2/2535"}


def test_a_number_is_one_number_however_it_is_typed() -> None:
    """Or the second account of a person would only have to type it otherwise."""
    number = next_number()
    parted = f"{number[0]}-{number[1:5]}-{number[5:10]}-{number[10:12]}-{number[12]}"
    for typed in (number, parted, to_thai(number), to_thai(parted), f" {parted.replace('-', ' ')} "):
        form = CardForm({**CARD, "number": typed})
        assert form.is_valid(), (typed, form.errors)
        assert form.cleaned_data["number"] == number


@pytest.mark.parametrize("born", ["29/2/2534", "31/4/2535", "0/0/0", "29/2/2569"])
def test_a_day_that_never_was_is_refused(born: str) -> None:
    assert "born" in CardForm({**CARD, "number": next_number(), "born": born}).errors


@pytest.mark.parametrize("born", ["29/2/2535", "0/0/2510", "2510", "๒๙/๒/๒๕๓๕", "0/2/2535"])
def test_a_day_is_taken_as_cards_have_it(born: str) -> None:
    assert CardForm({**CARD, "number": next_number(), "born": born}).is_valid()
