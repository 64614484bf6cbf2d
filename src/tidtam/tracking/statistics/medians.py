from collections.abc import Mapping


def median(counts: Mapping[int, int]) -> float | None:
    """Of values that occur so many times each: the middle one, or what lies between the two in the middle."""
    total = sum(counts.values())
    if not total:
        return None
    return (_at(counts, (total - 1) // 2) + _at(counts, total // 2)) / 2


def _at(counts: Mapping[int, int], place: int) -> int:
    passed = 0
    for value in sorted(counts):
        passed += counts[value]
        if place < passed:
            return value
    raise IndexError(place)
