import pytest

from tidtam.thai.masking import mask


@pytest.mark.requirement("TRK-25")
@pytest.mark.parametrize(
    ("parts", "masked"),
    [
        (("สมมติ", "ตัวอย่าง"), "ส••• ต•••"),
        (("เอก", "ใจดี"), "เอ••• ใจ•••"),
        (("John", "Smith"), "J••• S•••"),
        (("ก", ""), "ก•••"),
        (("", ""), ""),
    ],
)
def test_a_name_is_masked_to_what_its_owner_is_known_by(parts: tuple[str, str], masked: str) -> None:
    assert mask(*parts) == masked
