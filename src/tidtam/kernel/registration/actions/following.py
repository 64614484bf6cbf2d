"""Who registered turned out to be a person known before."""

from tidtam.kernel.actor import Actor
from tidtam.kernel.people.private_text import seal, unseal
from tidtam.kernel.personal_data import Subject
from tidtam.kernel.registration.models import Statement


def carry_statement(actor: Actor, lesser: Subject, into: Subject) -> None:
    """It goes along with its account, sealed from now on with the key of the person that the owner is. What was stated
    for an account that ends says nothing for the other one."""
    row = Statement.objects.select_for_update().filter(person=lesser.person_id).first()
    if row is None or lesser.account_id is not None or into.person_id is None:
        return
    text = unseal(row.person_id, row.sealed)
    if text is not None:
        row.person_id, row.sealed = into.person_id, seal(into.person_id, text)
        row.save(update_fields=["person", "sealed"])
