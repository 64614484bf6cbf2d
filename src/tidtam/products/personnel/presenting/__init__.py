"""What the pages of this product show."""

from .asking import asking, expected_round, submit_question, withdraw_question
from .office import rounds_by_office, rounds_to_choose, staff_page, staff_rows
from .requests import (
    detail,
    meanings,
    office_rows,
    order_initial,
    panel,
    state_tag,
)

__all__ = [
    "asking",
    "detail",
    "expected_round",
    "meanings",
    "office_rows",
    "order_initial",
    "panel",
    "rounds_by_office",
    "rounds_to_choose",
    "staff_page",
    "staff_rows",
    "state_tag",
    "submit_question",
    "withdraw_question",
]
