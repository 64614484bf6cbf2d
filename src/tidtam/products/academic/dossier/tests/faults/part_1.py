from tidtam.products.academic.dossier.tests.generating import Change, put

_DEGREE = "/history/qualifications/0"

FAULTS = [
    Change(
        "DOC-000",
        "a day that is none",
        put("/works/0/published_on", "31 ก.พ. 2566"),
        "/works/0/published_on",
    ),
    Change("DOC-000", "a year of two figures", put("/works/0/published_on", "1/6/23"), "/works/0/published_on"),
    Change("DOC-101", "a doctorate as title", put("/applicant/prefix", "ดร."), "/applicant/prefix"),
    Change("DOC-101", "no title", put("/applicant/prefix", " - "), "/applicant/prefix"),
    Change("DOC-101", "a short form", put("/applicant/prefix", "น.ส."), "/applicant/prefix"),
    Change("DOC-101", "a Thai called Mr", put("/applicant/prefix", "Mr"), "/applicant/prefix"),
    Change("DOC-101", "a title in the name", put("/applicant/given_name", "ดร.สมชาย"), "/applicant/given_name"),
    Change("DOC-102", "no code", put("/request/field_code", ""), "/request/field_code"),
    Change("DOC-102", "three figures", put("/request/field_code", "120"), "/request/field_code"),
    Change("DOC-102", "no name", put("/request/field_name", "…"), "/request/field_name"),
    Change("DOC-103", "short form", put(f"{_DEGREE}/degree", "วท.ม. (ฟิสิกส์)"), f"{_DEGREE}/degree"),
    Change("DOC-103", "short form without dots", put(f"{_DEGREE}/degree", "MBA"), f"{_DEGREE}/degree"),
    Change("DOC-103", "no degree", put(f"{_DEGREE}/degree", ""), f"{_DEGREE}/degree"),
    Change("DOC-103", "no field", put(f"{_DEGREE}/field_name", ""), f"{_DEGREE}/field_name"),
]

NEAR_MISSES = [
    Change("DOC-000", "Thai digits", put("/works/0/published_on", "๑ มิถุนายน ๒๕๖๖")),
    Change("DOC-000", "a month without its day", put("/works/0/published_on", "มิ.ย. 2566")),
    Change("DOC-101", "a woman", put("/applicant/prefix", "นางสาว ")),
    Change("DOC-101", "a name that begins like a title", put("/applicant/given_name", "นางนวล")),
    Change("DOC-102", "Thai digits", put("/request/field_code", "๑๒๐๕")),
    Change("DOC-103", "the short form behind", put(f"{_DEGREE}/degree", "วิทยาศาสตรมหาบัณฑิต (วท.ม.)")),
    Change("DOC-103", "English in full", put(f"{_DEGREE}/degree", "Master of Arts (M.A.)")),
]
