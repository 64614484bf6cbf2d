"""Valid dossiers that hypothesis invents."""

from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import strategies as st

from tidtam.products.academic.rulebook.choices import Method, Position
from tidtam.thai.dates import format_long, format_numeric, format_short
from tidtam.thai.numerals import to_thai

from .generating import Plan, Values, made

WAYS_TO_WRITE_A_DAY: tuple[Callable[[date], str], ...] = (
    format_short,
    format_long,
    format_numeric,
    lambda moment: to_thai(format_numeric(moment)),
    lambda moment: to_thai(format_long(moment)),
    lambda moment: moment.isoformat(),
    lambda moment: format_long(moment, "en"),
)

_AUTHORS = st.sampled_from(
    [
        (("สมชาย ใจดี",), ("100",)),
        (("สมชาย ใจดี", "สมหญิง มีสุข ณ อยุธยา"), ("๕๐", "50 %")),
        (("สมชาย ใจดี", "ร้อยโท วีระ กล้าหาญ", "Somsri de la Cruz"), ("33.3", "33.3", "33.4")),
    ]
)


@st.composite
def dossiers(draw: st.DrawFn) -> Values:
    """Without any finding that would stop it."""
    names, shares = draw(_AUTHORS)
    plan = Plan(
        position=draw(st.sampled_from(Position)),
        method=draw(st.sampled_from(Method)),
        works=draw(st.integers(1, 6)),
        signed=date(2026, 1, 10) + timedelta(days=draw(st.integers(0, 90))),
        write_day=draw(st.sampled_from(WAYS_TO_WRITE_A_DAY)),
        names=names,
        shares=shares,
        employment=draw(st.sampled_from(["civil_servant", "university_employee", "government_employee"])),
        asks_for_experts=draw(st.booleans()),
    )
    values = made(plan)
    values["applicant"] |= draw(
        st.sampled_from(
            [
                {"prefix": "นาง", "rank": "พันตำรวจโทหญิง"},
                {"prefix": "นางสาว", "given_name": "นางนวล", "family_name": "ณ ป้อมเพชร รัตนวงศ์"},
                {"prefix": "Mr", "identity_kind": "passport", "given_name": "", "given_name_en": "John Paul"},
                {"prefix": "Miss", "identity_kind": "passport", "nationality": "ฝรั่งเศส"},
            ]
        )
    )
    return values


@st.composite
def dossiers_to_plant_in(draw: st.DrawFn) -> Values:
    """As various as faults allow that name their places: a professor's, with the dates and authors of the sample."""
    return made(
        Plan(
            works=2 * draw(st.integers(1, 8)),
            write_day=draw(st.sampled_from(WAYS_TO_WRITE_A_DAY)),
            shares=draw(
                st.sampled_from([("60", "30", "10"), ("33.3", "33.3", "33.4"), ("", "", ""), ("๘๐", "10%", "10")])
            ),
        )
    )
