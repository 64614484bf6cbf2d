"""Who registered turned out to be a person known before."""

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor, NotAllowed
from tidtam.kernel.identity.models import Account
from tidtam.kernel.people.private_text import seal, unseal
from tidtam.kernel.registration.models import Statement


def follow_person(actor: Actor, account: Account) -> None:
    """What the member stated is theirs still: sealed from now on with the key of the person that they are."""
    if not actor.is_system:
        raise NotAllowed(_("What a member stated is moved by verification only."))
    row = Statement.objects.select_for_update().filter(account=account).first()
    if row is None or account.person_id is None or row.person_id == account.person_id:
        return
    text = unseal(row.person_id, row.sealed)
    if text is not None:
        row.person_id, row.sealed = account.person_id, seal(account.person_id, text)
        row.save(update_fields=["person", "sealed"])
