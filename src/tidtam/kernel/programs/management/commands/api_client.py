"""`tidtam api_client make | rotate | end | list`: the clients of the interface for programs, from the command line."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.http import Http404

from tidtam.kernel.actor import SYSTEM, Refused, acting_as
from tidtam.kernel.orgs.queries import get_organization
from tidtam.kernel.programs import api_scopes
from tidtam.kernel.programs.actions import NewSecret, create_client, end_client, rotate_secret
from tidtam.kernel.programs.choices import client_roles
from tidtam.kernel.programs.queries import get_client, visible_clients


class Command(BaseCommand):
    help = "Makes, lists and ends the clients of the interface for programs, and gives them new secrets."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        make = verbs.add_parser("make", help="make a client; its secret is printed once")
        make.add_argument("organization", help="code of the organisation it acts for, such as mhesi")
        make.add_argument("name")
        make.add_argument("--contact", required=True, help="e-mail of those who keep the program")
        make.add_argument("--role", required=True, choices=[key for key, _label in client_roles()])
        make.add_argument("--scope", required=True, action="append", choices=[s.key for s in api_scopes.all_scopes()])
        rotate = verbs.add_parser("rotate", help="print a new secret; the old one stays valid for the overlap")
        rotate.add_argument("client", type=UUID)
        rotate.add_argument("--overlap-hours", type=int, default=168)
        verbs.add_parser("end", help="end a client").add_argument("client", type=UUID)
        verbs.add_parser("list", help="list the clients that have not ended")

    def handle(self, **options: Any) -> None:
        try:
            with acting_as(SYSTEM):
                getattr(self, f"_{options['verb']}")(**options)
        except Refused as refused:
            raise CommandError(str(refused.message)) from refused
        except Http404 as missing:
            raise CommandError(str(missing)) from missing

    def _make(self, *, organization: str, name: str, contact: str, role: str, scope: list[str], **_: Any) -> None:
        office = get_organization(organization)
        self._print(create_client(SYSTEM, organization=office, name=name, contact=contact, role=role, scopes=scope))

    def _rotate(self, *, client: UUID, overlap_hours: int, **_: Any) -> None:
        self._print(rotate_secret(SYSTEM, get_client(SYSTEM, client), overlap=timedelta(hours=overlap_hours)))

    def _end(self, *, client: UUID, **_: Any) -> None:
        end_client(SYSTEM, get_client(SYSTEM, client))
        self.stdout.write(f"{client}: ended")

    def _list(self, **_: Any) -> None:
        for client in visible_clients(SYSTEM, current=True).order_by("organization__path", "name"):
            self.stdout.write(f"{client.pk}  {client.organization.path}  {client.role}  {' '.join(client.scopes)}")

    def _print(self, made: NewSecret) -> None:
        self.stdout.write(f"client_id      {made.client.pk}\nclient_secret  {made.secret}")
