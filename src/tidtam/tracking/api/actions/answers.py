"""A request with an Idempotency-Key is carried out once: sent again, it is answered as it was the first time.

The answer is written in the transaction of the change: killed at any moment, there are both or neither.
"""

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import connection

from tidtam.kernel.actor import Actor
from tidtam.kernel.keys import decrypt, encrypt
from tidtam.tracking.api.models import KeptAnswer

KEPT_FOR = timedelta(hours=24)
_PURPOSE = "api-idempotency"


class InUse(Exception):
    """The first request with this key has not been answered yet."""


class UsedOtherwise(Exception):
    """The key belongs to another request."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: str


@dataclass(frozen=True)
class Once:
    """A key that this request holds until its transaction ends."""

    key_digest: str
    fingerprint: str


def claim_key(actor: Actor, key: str, said: bytes) -> Once | Answer:
    """Either the key, for this request alone, or the answer that was given before."""
    digest = hashlib.sha256(f"{actor.client_id}|{key}".encode()).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [int(digest[:15], 16)])
        if not cursor.fetchone()[0]:
            raise InUse
    secrets = [settings.ENVIRONMENT.secret(_PURPOSE), *settings.ENVIRONMENT.former_secrets(_PURPOSE)]
    prints = [hmac.new(secret.encode(), said, hashlib.sha256).hexdigest() for secret in secrets]
    kept = KeptAnswer.objects.filter(client_id=actor.client_id, key_digest=digest).first()
    if kept is not None and kept.kept_at <= actor.now() - KEPT_FOR:
        kept.delete()
    elif kept is not None and kept.fingerprint not in prints:
        raise UsedOtherwise
    elif kept is not None:
        return Answer(kept.status, kept.headers, decrypt(kept.sealed, sealing_field(kept)))
    return Once(digest, prints[0])


def keep_answer(actor: Actor, once: Once, answer: Answer) -> None:
    kept = KeptAnswer(
        client_id=actor.client_id,  # type: ignore[misc]  # only a client's own calls come here
        key_digest=once.key_digest,
        fingerprint=once.fingerprint,
        status=answer.status,
        headers=dict(answer.headers),
        kept_at=actor.now(),
    )
    kept.sealed = encrypt(answer.body, sealing_field(kept))
    kept.save(force_insert=True)


def sealing_field(kept: KeptAnswer) -> str:
    return f"tracking_api.answer.{kept.pk}"


def clear_answers(actor: Actor) -> int:
    deleted, _each = KeptAnswer.objects.filter(kept_at__lte=actor.now() - KEPT_FOR).delete()
    return deleted
