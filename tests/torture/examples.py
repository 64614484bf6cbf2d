"""How many examples a test with random ones tries: few in every run of all tests, many in script/torture."""

import os

SETTING = "TORTURE_EXAMPLES"


def examples(usual: int) -> int:
    return int(os.environ.get(SETTING) or usual)
