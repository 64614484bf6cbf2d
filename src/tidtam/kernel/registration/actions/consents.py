"""What members agreed to is kept as it was shown to them."""

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor, NotAllowed, Refused
from tidtam.kernel.audit.actions import record
from tidtam.kernel.identity.models import Account
from tidtam.kernel.people.models import Person
from tidtam.kernel.registration.consents import text_on
from tidtam.kernel.registration.models import Consent


def keep_consent(platform: Actor, account: Account, person: Person, version: str, language: str) -> None:
    """That the person agreed to this text: when registering, or again after taking their consent back."""
    if not platform.is_system:
        raise NotAllowed(_("Nobody agrees in another's place."))
    text = text_on(platform.today())
    if text.version != version:
        raise Refused(_("The text on personal data has changed. Read the new one and agree to it."), code="consent")
    Consent.objects.create(
        account=account,
        person=person,
        version=version,
        language=language,
        text_digest=text.wording(language).digest,
        given_at=platform.now(),
    )
    record(platform, "consent.given", "account", account.pk, person_id=person.pk, details={"version": version})
