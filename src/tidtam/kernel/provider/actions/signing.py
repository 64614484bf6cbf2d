"""Keys that sign ID tokens come and go by themselves."""

from datetime import datetime, timedelta

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor, NotAllowed, execute, new_id
from tidtam.kernel.audit.actions import record
from tidtam.kernel.provider.models import SigningKey
from tidtam.kernel.provider.policies import acts_for_services
from tidtam.kernel.provider.queries.signing import ALGORITHM, published_keys, signing_key
from tidtam.kernel.provider.sealing import seal_key

SIGNS_FOR = timedelta(days=90)
AHEAD = timedelta(days=2)
"""How long a key is published before it signs, so that every service has fetched it by then."""
_BITS = 2048
_LOCK = 5_230_030


def key_to_sign_with(platform: Actor) -> SigningKey:
    """The first one is made when it is needed; two who need it at once wait for each other."""
    return signing_key(platform) or _make_first(platform)


def change_keys(platform: Actor) -> None:
    """Publish the next key in time, and forget those whose signatures nobody meets any more. Again does no harm."""
    _require_platform(platform)
    with transaction.atomic():
        execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        newest = SigningKey.objects.order_by("-signs_from").first()
        if newest is None:
            return
        if newest.signs_from + SIGNS_FOR - AHEAD <= platform.now():
            _make(platform, max(newest.signs_from + SIGNS_FOR, platform.now() + AHEAD))
        forgotten = SigningKey.objects.exclude(pk__in=[key.pk for key in published_keys(platform)])
        for key in forgotten:
            record(platform, "service_key.forgotten", "service_key", key.pk)
        forgotten.delete()


def _make_first(platform: Actor) -> SigningKey:
    _require_platform(platform)
    with transaction.atomic():
        execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        return signing_key(platform) or _make(platform, platform.now())


def _make(platform: Actor, signs_from: datetime) -> SigningKey:
    private = rsa.generate_private_key(public_exponent=65_537, key_size=_BITS)
    key = SigningKey(id=new_id(), signs_from=signs_from)
    key.sealed = seal_key(key.pk, private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    public = jwt.algorithms.RSAAlgorithm.to_jwk(private.public_key(), as_dict=True)
    key.public = {"kty": "RSA", "n": public["n"], "e": public["e"], "alg": ALGORITHM, "use": "sig", "kid": str(key.pk)}
    key.save(force_insert=True)
    record(platform, "service_key.made", "service_key", key.pk)
    return key


def _require_platform(actor: Actor) -> None:
    if not acts_for_services(actor):
        raise NotAllowed(_("The platform sees to its signing keys by itself."))
