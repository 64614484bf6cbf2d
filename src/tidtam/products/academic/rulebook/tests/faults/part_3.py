from tidtam.products.academic.rulebook.tests.generating import day
from tidtam.products.academic.rulebook.tests.planting import Change, put

_COURSE = "/teaching/courses/0"

FAULTS = [
    Change("DOC-301", "no course", put("/teaching/courses", []), "/teaching/courses"),
    Change("DOC-301", "no name", put(f"{_COURSE}/name", ""), f"{_COURSE}/name"),
    Change("DOC-301", "no hours", put(f"{_COURSE}/own_hours", "บางส่วน"), f"{_COURSE}/own_hours"),
    Change("DOC-301", "too few hours", put(f"{_COURSE}/own_hours", "14.5"), "/teaching/courses"),
    Change("DOC-301", "no level", put("/teaching/level", ""), "/teaching/level"),
    Change("DOC-301", "a level that is not enough", put("/teaching/level", "fair"), "/teaching/level"),
    Change("DOC-301", "nobody assessed", put("/teaching/assessors", []), "/teaching/assessors"),
    Change("DOC-301", "an assessor without name", put("/teaching/assessors", [{}]), "/teaching/assessors/0/name"),
    Change("DOC-301", "a month alone", put("/teaching/assessed_on", "ธ.ค. 2568"), "/teaching/assessed_on"),
    Change("DOC-301", "no day", put("/teaching/assessed_on", ""), "/teaching/assessed_on"),
    Change("DOC-301", "no end", put("/teaching/valid_until", ""), "/teaching/valid_until"),
    Change("DOC-302", "ended the day before", put("/teaching/valid_until", day(2026, 1, 14)), "/teaching/valid_until"),
    Change("DOC-302", "made afterwards", put("/teaching/assessed_on", day(2026, 1, 16)), "/teaching/assessed_on"),
    Change(
        "DOC-302",
        "for another position",
        put("/teaching/for_position", "associate_professor"),
        "/teaching/for_position",
    ),
]

NEAR_MISSES = [
    Change("DOC-301", "just enough hours", put(f"{_COURSE}/own_hours", "๑๕")),
    Change("DOC-302", "valid on that very day", put("/teaching/valid_until", day(2026, 1, 15))),
]
