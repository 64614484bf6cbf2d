"""The shipped rules as a text, changed and uploaded."""

from tidtam.products.academic.rulebook.rule_sets.reading import FOLDER

SHIPPED = (FOLDER / "criteria_2564.toml").read_text("utf-8")


def uploaded(*replacements: tuple[str, str]) -> bytes:
    text = SHIPPED.replace('key = "criteria_2564"', 'key = "own_rules"').replace("2022-01-07", "2026-01-01")
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    return text.encode()
