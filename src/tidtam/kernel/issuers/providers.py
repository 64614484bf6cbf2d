"""Which providers there are here."""

from django.conf import settings

from tidtam.kernel.identity.choices import Provider, SignInMethod

from . import digital_id, thaid
from .openid import Identified, OpenIdProvider

_CLIENTS = {Provider.THAID: thaid.provider, Provider.DIGITAL_ID: digital_id.provider}


def client_of(provider: Provider) -> OpenIdProvider:
    return _CLIENTS[provider]()


def is_offered(provider: Provider) -> bool:
    """Whether the settings name an issuer; the sign-in page shows no other."""
    return bool(getattr(settings.ENVIRONMENT, f"{provider.value}_issuer"))


def offers() -> dict[str, bool]:
    return {provider.value: is_offered(provider) for provider in Provider}


def method_of(provider: Provider, identified: Identified) -> SignInMethod:
    """What the sign-in counts as, by what the provider said of it."""
    if provider is Provider.DIGITAL_ID and identified.by_two_factors:
        return SignInMethod.DIGITAL_ID_TWO_FACTORS
    return SignInMethod(provider.value)
