"""Who signs in the tests, and what is said of it."""

from typing import Any

from tidtam.kernel.actor import Actor
from tidtam.products.academic.dossier import actions, queries
from tidtam.products.academic.dossier.actions import Signed
from tidtam.products.academic.dossier.models import Dossier
from tidtam.products.academic.rulebook.choices import Opinion
from tidtam.products.academic.rulebook.reading import values_of
from tidtam.products.academic.rulebook.tests.generating import AS_OF, sample

EVERYBODY = ["applicant", "checks", "above", "committee", "kpw", "council"]
APPLICANT = Signed("นายสมชาย ใจดี", "รองศาสตราจารย์", AS_OF)
CHECKER = Signed("นางสาวสมศรี ตรวจดี", "หัวหน้าภาควิชา", AS_OF, opinion=Opinion.COMPLETE)


def unsigned() -> dict[str, Any]:
    """A whole dossier that nobody signed yet."""
    values = sample()
    for part in ("applicant", "committee", "kpw", "council"):
        del values[part]["signature"]
    values["supervisors"] = {}
    return values


def states(actor: Actor, dossier: Dossier) -> dict[str, str]:
    return {each.slot.key: each.state for each in signing(actor, dossier).signatures}


def signing(actor: Actor, dossier: Dossier) -> queries.Signing:
    return queries.signing_now(actor, queries.get_dossier(actor, dossier.pk))


def values(actor: Actor, dossier: Dossier) -> dict[str, Any]:
    return values_of(queries.content_of(actor, queries.get_dossier(actor, dossier.pk)))


def changed(actor: Actor, dossier: Dossier, part: str, **fields: Any) -> Dossier:
    dossier = queries.get_dossier(actor, dossier.pk)
    content = {**values(actor, dossier)[part], **fields}
    return actions.change_part(actor, dossier, part, content, expected_version=dossier.version)
