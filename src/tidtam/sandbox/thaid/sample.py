"""An invented person for who has no card to photograph. The number is of the series given to nobody."""

import json
import random
from functools import cache
from pathlib import Path
from typing import Any

from tidtam.thai.national_id import demo_number

FIRST = 910_000_000
COUNT = 9_000_000


@cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = json.loads((Path(__file__).parent / "data/sample_cards.json").read_text("utf-8"))
    return words


def new_sample() -> int:
    return random.SystemRandom().randrange(FIRST, FIRST + COUNT)


def sample_card(n: int) -> dict[str, Any]:
    """The data on the n-th sample card, always the same."""
    words = _words()
    dice = random.Random(n)  # noqa: S311 - invented people, no secret  # nosec B311
    kind, gender = dice.choice((("men", "male"), ("women", "female")))
    title, title_en = words[f"{kind}_title"]
    given_name, given_name_en = dice.choice(words[kind])
    family_name, family_name_en = dice.choice(words["families"])
    return {
        "pid": demo_number(n),
        "title": title,
        "title_en": title_en,
        "given_name": given_name,
        "middle_name": "",
        "family_name": family_name,
        "given_name_en": given_name_en,
        "middle_name_en": "",
        "family_name_en": family_name_en,
        "birthdate": f"{dice.randrange(1965, 2001)}-{dice.randrange(1, 13):02d}-{dice.randrange(1, 28):02d}",
        "gender": gender,
        "address": f"{dice.randrange(1, 200)}/{dice.randrange(1, 30)} {dice.choice(words['addresses'])}",
    }
