import pytest

from tests.bench import register
from tidtam.kernel.actor import SYSTEM, VISITOR, acting_as
from tidtam.kernel.orgs.tests.factories import make_ministry, make_organization
from tidtam.products.registry.actions import recount
from tidtam.products.registry.queries.public import PublicFilters, holders

pytestmark = pytest.mark.requirement("QLT-08")


@pytest.mark.django_db
def test_the_many_holders_are_found_like_any_other() -> None:
    """As few as can be: what the statements make is read by the public search."""
    offices = [make_organization(code, make_ministry() if code == "uni-a" else None).pk for code in ("uni-a", "uni-b")]
    with acting_as(SYSTEM) as actor:
        register.add_holders(0, 9, offices, alias="default")
        recount(actor)
    with acting_as(VISITOR) as visitor:
        assert holders(visitor, PublicFilters()).count() == 10
        assert [row.name for row in holders(visitor, PublicFilters(text="ชื่อ7 สกุล7"))] == ["นายชื่อ7 สกุล7"]
        assert holders(visitor, PublicFilters(field_code="0003")).count() == 1
