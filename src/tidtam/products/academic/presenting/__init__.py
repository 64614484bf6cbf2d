"""How a request reads on a page: its facts in order, its state in words, what to do next."""

from .facts import applicant_name
from .inside import inside_choices, inside_question
from .requests import (
    case_facts,
    committee_question,
    detail,
    hints,
    inside_facts,
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
    "inside_choices",
    "inside_facts",
    "inside_question",
    "return_form_facts",
    "return_page",
    "returns_page",
    "row",
    "state_tag",
    "submit_question",
    "withdraw_question",
]
