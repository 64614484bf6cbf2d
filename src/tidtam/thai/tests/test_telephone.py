import pytest

from tidtam.thai import telephone
from tidtam.thai.errors import ThaiInputError


@pytest.mark.parametrize("typed", ["0 2000 0000", "๐ ๒๐๐๐ ๐๐๐๐", "02-000-0000 ต่อ 123", "+66 2000 0000 ext. 7"])
@pytest.mark.requirement("ACA-01")
def test_office_numbers_are_read(typed: str) -> None:
    assert telephone.parse(typed)[-1].isascii()


@pytest.mark.parametrize("typed", ["", "1234", "call me", "0 2000 0000 ต่อ", "0 2000 0000\x00"])
@pytest.mark.requirement("ACA-01", "QLT-04")
def test_other_texts_are_refused(typed: str) -> None:
    with pytest.raises(ThaiInputError):
        telephone.parse(typed)
