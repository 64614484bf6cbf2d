"""Lawful erasure of what is said here of a person. That they held a role stays: it is part of the office's record."""

from uuid import UUID

from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, NotAllowed, execute


def forget_reasons(actor: Actor, account_id: UUID) -> int:
    """Why the roles were given and ended, in words that may name the person; how many were forgotten."""
    if not actor.is_system:
        raise NotAllowed(_("Erasure is carried out by the platform, after it was decided."))
    [(number,)] = execute("SELECT access_forget_reasons(%s)", [account_id])
    return int(number)
