import pytest
from django.test import Client

from tests.bench.pages import measure


@pytest.mark.django_db
@pytest.mark.requirement("QLT-08")
def test_a_page_is_measured_against_itself_fed_from_constants() -> None:
    figures = measure("contact", Client(), "/contact/", rounds=1)
    assert figures.size > 1_000
    assert figures.queries > 0
    assert figures.milliseconds > 0
    assert figures.bare_milliseconds > 0
