"""`tidtam enrolment_code USERNAME`: with it an officer sets up the first second factor, where nobody else can vouch."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tidtam.kernel.actor import SYSTEM, Refused, acting_as
from tidtam.kernel.credentials.actions.enrolment import issue_code
from tidtam.kernel.identity.queries.accounts import get_account


class Command(BaseCommand):
    help = (
        "Makes a code, good once and for three days, with which the owner of an account that holds a role sets up the "
        "first second factor. Hand it over in person; for the first administrator, use it yourself."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")

    def handle(self, *_args: Any, username: str, **_options: Any) -> None:
        try:
            with acting_as(SYSTEM):
                code = issue_code(SYSTEM, get_account(SYSTEM, username))
        except Refused as refused:
            raise CommandError(str(refused.message)) from None
        self.stdout.write(code)
