"""What people type, for property tests."""

from collections.abc import Callable
from datetime import date

from hypothesis import strategies as st

from tidtam.thai.errors import ThaiInputError


def refusal(parse: Callable[[str], object], text: str) -> ThaiInputError | None:
    """What `parse` says against the text; anything but a refusal in words fails the test."""
    try:
        parse(text)
    except ThaiInputError as error:
        if str(error) != error.message % error.facts:
            raise
        return error
    return None


thai_consonants = st.sampled_from("กขคฆงจฉชซญณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ")


@st.composite
def thai_syllables(draw: st.DrawFn) -> str:
    """Syllables as they are written: leading vowel, consonants, vowel, tone, vowel after, end."""
    leading = draw(st.sampled_from(["", "", "", "เ", "แ", "โ", "ใ", "ไ"]))
    above = draw(
        st.sampled_from(["", "", "\u0e31", "\u0e34", "\u0e35", "\u0e36", "\u0e37", "\u0e38", "\u0e39", "\u0e47"])
    )
    tone = draw(st.sampled_from(["", "", "\u0e48", "\u0e49", "\u0e4a", "\u0e4b"])) if above != "\u0e47" else ""
    after = draw(st.sampled_from(["", "", "า", "ะ", "ำ"])) if not above else ""
    end = draw(st.one_of(st.just(""), thai_consonants, thai_consonants.map(lambda c: c + "\u0e4c")))
    return leading + draw(thai_consonants) + above + tone + after + end


thai_words = st.lists(thai_syllables(), min_size=1, max_size=4).map("".join)
believable_dates = st.dates(date(1941, 1, 1), date(2056, 12, 31))
national_id_beginnings = st.text("0123456789", min_size=11, max_size=11)
