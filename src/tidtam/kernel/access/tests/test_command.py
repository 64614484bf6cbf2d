from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from tidtam.kernel.access.models import RoleGrant
from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.orgs.tests.factories import make_ministry, make_organization

from .factories import make_account

pytestmark = [pytest.mark.django_db, pytest.mark.requirement("IDN-50")]


def grant(*arguments: str) -> str:
    out = StringIO()
    call_command("grant", *arguments, "--reason=แต่งตั้งครั้งแรก", stdout=out)
    return out.getvalue()


def test_the_first_administrator_is_made_from_the_command_line_and_no_second() -> None:
    ministry = make_ministry()
    make_organization("psu", ministry)
    make_account("somchai")
    make_account("malee")

    assert "somchai is role_admin in mhesi" in grant("somchai", "role_admin", "mhesi")
    for office in ("mhesi", "psu"):
        with pytest.raises(CommandError, match="already has a role administrator"):
            grant("malee", "role_admin", office)
    assert "malee is auditor in mhesi/psu" in grant("malee", "auditor", "psu", "--although-there-are-administrators")

    assert RoleGrant.objects.filter(granted_by=None).count() == 2
    with acting_as(SYSTEM):
        rows = AuditRecord.objects.filter(verb="role.granted")
        assert {row.actor_kind for row in rows} == {"system"}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("nobody", "role_admin", "mhesi"), "exactly this user name"),
        (("somchai", "role_admin", "nowhere"), "no organisation has the code nowhere"),
        (("somchai", "institution_officer", "mhesi"), "does not exist in an office of this kind"),
    ],
)
def test_a_mistake_is_said_plainly(arguments: tuple[str, ...], says: str) -> None:
    make_ministry()
    make_account("somchai")
    with override("en"), pytest.raises(CommandError, match=says):
        grant(*arguments)
    assert not RoleGrant.objects.exists()
