import pytest

from tests.bench.dossiers import WORKS, measure_check

pytestmark = pytest.mark.requirement("QLT-08")


def test_the_figures_are_those_of_a_whole_dossier() -> None:
    few, many = measure_check(rounds=1), measure_check(authors=50, rounds=1)
    assert many.size > few.size + 20 * WORKS * 50
    assert few.read > 0
    assert few.checked > 0
