"""A client's new secret on its way from the form to the page that shows it: sealed in the session, read once."""

from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase

from tidtam.kernel.keys import decrypt, encrypt

_PLACE = "tidtam_client_secret"
_FIELD = "identity.client_secret"


def put(session: SessionBase, client_id: UUID, secret: str) -> None:
    session[_PLACE] = [str(client_id), encrypt(secret, _FIELD)]


def take(session: SessionBase, client_id: UUID) -> str:
    """Nothing where there is none, or one of another client."""
    kept = session.get(_PLACE)
    if not kept or kept[0] != str(client_id):
        return ""
    del session[_PLACE]
    return decrypt(kept[1], _FIELD)
