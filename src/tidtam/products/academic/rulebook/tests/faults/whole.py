from tidtam.products.academic.rulebook.tests.generating import Values, day
from tidtam.products.academic.rulebook.tests.planting import Change, put

_PUBLISHED = "/works/0/published_on"
_SIGNATURE = "/supervisors/certifications/1/signature"


def _acting(**said: str) -> Values:
    return {"is_acting": True, "order_number": "12/2569", "acts_from": day(2026, 1, 1)} | said


FAULTS = [
    Change("DOC-000", "a day that is none", put(_PUBLISHED, "31 ก.พ. 2566"), _PUBLISHED),
    Change("DOC-000", "the 29th of a short February", put(_PUBLISHED, "29 ก.พ. 2566"), _PUBLISHED),
    Change("DOC-000", "the 29th, in Thai digits", put(_PUBLISHED, "๒๙/๒/๒๕๖๖"), _PUBLISHED),
    Change("DOC-000", "no month of the year", put(_PUBLISHED, "1/13/2566"), _PUBLISHED),
    Change("DOC-000", "a year of two figures", put(_PUBLISHED, "1/6/23"), _PUBLISHED),
    Change("DOC-000", "a year of the common era called Buddhist", put(_PUBLISHED, "1 มิ.ย. พ.ศ. 2023"), _PUBLISHED),
    Change(
        "DOC-003",
        "no order",
        put(f"{_SIGNATURE}/acting", _acting(order_number="")),
        f"{_SIGNATURE}/acting/order_number",
    ),
    Change(
        "DOC-003",
        "an order, but nobody says whether",
        put(f"{_SIGNATURE}/acting", {"order_number": "12/2569"}),
        f"{_SIGNATURE}/acting/acts_from",
    ),
    Change(
        "DOC-003", "no period", put(f"{_SIGNATURE}/acting", _acting(acts_from="")), f"{_SIGNATURE}/acting/acts_from"
    ),
    Change(
        "DOC-003",
        "signed after the period",
        put(f"{_SIGNATURE}/acting", _acting(acts_until=day(2026, 1, 12))),
        f"{_SIGNATURE}/signed_on",
    ),
]

NEAR_MISSES = [
    Change("DOC-000", "Thai digits", put(_PUBLISHED, "๑ มิถุนายน ๒๕๖๖")),
    Change("DOC-000", "the 29th of a leap year", put("/council/met_on", "29 ก.พ. ๒๕๖๗")),
    Change("DOC-000", "the 29th, in the common era", put("/council/met_on", "29 February 2024")),
    Change("DOC-000", "a month without its day", put(_PUBLISHED, "มิ.ย. 2566")),
    Change("DOC-000", "the common era", put(_PUBLISHED, "1/6/2023")),
    Change("DOC-003", "signed on the last day", put(f"{_SIGNATURE}/acting", _acting(acts_until=day(2026, 1, 13)))),
    Change("DOC-003", "said not to act", put(f"{_SIGNATURE}/acting", {"is_acting": False, "order_number": "-"})),
    Change("DOC-003", "acts until further notice", put(f"{_SIGNATURE}/acting", _acting())),
]
