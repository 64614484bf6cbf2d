"""The process all of them do: twelve steps, a choice of four ways, and a loop."""

from collections.abc import Iterator

BRANCHES = ("teaching", "research", "service", "special")
FIRST, END = "receive", "done"
WAYS: dict[str, dict[str, str]] = {
    "receive": {"": "check"},
    "check": {"": "sort"},
    "sort": {branch: branch for branch in BRANCHES},
    **{branch: {"": "report"} for branch in BRANCHES},
    "report": {"": "draft"},
    "draft": {"": "review"},
    "review": {"again": "draft", "fine": "sign"},
    "sign": {"": "send"},
    "send": {"": END},
}
"""From each step by each outcome to the next; one that has a single way on has no name for it."""

WORKING_DAYS = 5
"""What is expected of every step, so that each has its limit."""
ROLE = "ministry_case_officer"


def outcomes(number: int) -> Iterator[str]:
    """One after another, until the end: the four ways in turn, and once around the loop."""
    step, reviews = FIRST, 0
    while step != END:
        choice = ""
        if step == "sort":
            choice = BRANCHES[number % len(BRANCHES)]
        elif step == "review":
            reviews += 1
            choice = "fine" if reviews > 1 else "again"
        yield choice
        step = WAYS[step][choice]
