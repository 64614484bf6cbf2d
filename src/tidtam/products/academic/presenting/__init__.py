"""How a request reads on a page: its facts in order, its state in words, what to do next."""

from .requests import (
    applicant_name,
    case_facts,
    committee_question,
    detail,
    hints,
    row,
    state_tag,
    submit_question,
    withdraw_question,
)
from .returns import answer_page, return_form_facts, return_page, returns_page

__all__ = [
    "answer_page",
    "applicant_name",
    "case_facts",
    "committee_question",
    "detail",
    "hints",
    "return_form_facts",
    "return_page",
    "returns_page",
    "row",
    "state_tag",
    "submit_question",
    "withdraw_question",
]
