"""A code on its way from the button to the page that shows it: sealed in the session, read once."""

from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase

from tidtam.kernel.keys import decrypt, encrypt

_PLACE = "tidtam_enrolment_code"
_FIELD = "credentials.enrolment_code"


def put(session: SessionBase, account_id: UUID, code: str) -> None:
    session[_PLACE] = [str(account_id), encrypt(code, _FIELD)]


def take(session: SessionBase, account_id: UUID) -> str:
    """Nothing where there is none, or one for another account."""
    kept = session.get(_PLACE)
    if not kept or kept[0] != str(account_id):
        return ""
    del session[_PLACE]
    return decrypt(kept[1], _FIELD)
