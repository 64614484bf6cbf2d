"""`tidtam account create|password|lock|unlock|reset-second-factor USERNAME`: accounts of officers, from the server."""

import sys
from getpass import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tidtam.kernel.actor import SYSTEM, Refused, acting_as
from tidtam.kernel.identity import actions
from tidtam.kernel.identity.models import Account
from tidtam.kernel.identity.queries.accounts import get_account


class Command(BaseCommand):
    help = (
        "Makes an account with a user name and a password (asked for, never given on the command line), sets a new "
        "password, locks an account or opens it again, and takes away a second factor whose phone was lost."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        create = verbs.add_parser("create", help="make an account")
        create.add_argument("username")
        create.add_argument("--email", default="")
        for verb, told in (
            ("password", "set a new password"),
            ("lock", "nobody signs in with it, and its sessions end"),
            ("unlock", "open a locked account again"),
            ("reset-second-factor", "take away app and recovery codes; all sessions end"),
        ):
            verbs.add_parser(verb, help=told).add_argument("username")

    def handle(self, *_args: Any, verb: str, username: str, **options: Any) -> None:
        try:
            with acting_as(SYSTEM):
                if verb == "create":
                    actions.create_account(
                        SYSTEM, person=None, username=username, password=self._ask(), email=options["email"]
                    )
                else:
                    self._change(verb, get_account(SYSTEM, username))
        except Refused as refused:
            raise CommandError(str(refused.message)) from None
        self.stdout.write(f"{username}: done ({verb})")

    def _change(self, verb: str, account: Account) -> None:
        if verb == "password":
            actions.change_password(SYSTEM, account, password=self._ask())
        elif verb == "lock":
            actions.lock_account(SYSTEM, account)
        elif verb == "unlock":
            actions.unlock_account(SYSTEM, account)
        else:
            actions.reset_second_factor(SYSTEM, account)

    def _ask(self) -> str:
        """Typed twice and unseen; or, from a script, the first line of what is piped in."""
        if not sys.stdin.isatty():
            return sys.stdin.readline().rstrip("\n")
        password = getpass("Password: ")
        if password != getpass("Once more: "):
            raise CommandError("The two passwords differ.")
        return password
