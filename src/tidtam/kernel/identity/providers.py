"""Which providers there are here."""

from django.conf import settings

from . import digital_id, thaid
from .choices import Provider
from .openid import OpenIdProvider

_CLIENTS = {Provider.THAID: thaid.provider, Provider.DIGITAL_ID: digital_id.provider}


def client_of(provider: Provider) -> OpenIdProvider:
    return _CLIENTS[provider]()


def is_offered(provider: Provider) -> bool:
    """Whether the settings name an issuer; the sign-in page shows no other."""
    return bool(getattr(settings.ENVIRONMENT, f"{provider.value}_issuer"))
