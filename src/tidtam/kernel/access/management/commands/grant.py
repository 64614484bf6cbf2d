"""`tidtam grant USERNAME ROLE ORGANISATION --reason …`: makes the first administrator."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.http import Http404

from tidtam.kernel.access.actions import grant_role, look_up_account
from tidtam.kernel.access.choices import Role
from tidtam.kernel.access.queries import administrators_over
from tidtam.kernel.actor import SYSTEM, Refused, acting_as
from tidtam.kernel.orgs.queries import get_organization

OVERRIDE = "--although-there-are-administrators"


class Command(BaseCommand):
    help = "Grants a role from the command line: for the first role administrator, who grants the others on the pages."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("account", help="user name or e-mail of the account")
        parser.add_argument("role", choices=Role.values)
        parser.add_argument("organization", help="code of the organisation, such as mhesi")
        parser.add_argument("--reason", required=True, help="why; it is kept and the person can read it")
        parser.add_argument(
            OVERRIDE, action="store_true", dest="override", help="grant it even where somebody could do so on the pages"
        )

    def handle(self, **options: Any) -> None:
        try:
            with acting_as(SYSTEM):
                self._grant(**options)
        except Refused as refused:
            raise CommandError(str(refused.message)) from refused
        except Http404 as missing:
            raise CommandError(str(missing)) from missing

    def _grant(self, *, account: str, role: str, organization: str, reason: str, override: bool, **_: Any) -> None:
        office = get_organization(organization)
        if administrators_over(office, SYSTEM.today()).exists() and not override:
            raise CommandError(
                f"{office.path} already has a role administrator, who grants roles at /account/roles/. "
                f"Add {OVERRIDE} to grant it from here all the same."
            )
        grant = grant_role(SYSTEM, look_up_account(SYSTEM, account).pk, role=role, organization=office, reason=reason)
        self.stdout.write(f"{account} is {grant.role} in {office.path} from {grant.starts_on:%Y-%m-%d}.")
