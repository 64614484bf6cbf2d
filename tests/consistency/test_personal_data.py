"""Whatever is kept of a person is handed over and erased by somebody, or it is said here why not (IDN-16)."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.apps.registry import Apps
from django.db import models

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.identity.models import Account
from tidtam.kernel.people.models import Person
from tidtam.kernel.personal_data import Hold, Subject, holdings, terms

pytestmark = pytest.mark.requirement("IDN-16")

NOT_OF_A_PERSON = {
    "account.EmailAddress": "a library's own list, which nothing here fills: addresses stand in people.ContactAddress",
    "audit.Seal": "seals batches of the trail; names nobody",
    "identity.ApiClient": "belongs to an office; the account that made it stands there by its number",
    "account.EmailConfirmation": "belongs to that list",
    "orgs.OfficeContact": "an office's own telephone and address, for everybody to read",
    "notifications.Secret": "wiped when it was sent, an hour later at most",
    "provider.Service": "belongs to an office; the account that made it stands there by its number",
    "provider.SigningKey": "the platform's own key",
    "registration.Draft": "of nobody yet; forgotten after a day",
    "registry.RegistryImport": "an office's table; the officer stands there by the account's number",
    "registry.RegistryMistake": "what was wrong in an office's table; forgotten with its import",
    "tracking.SavedView": "filters of an officer's own list, by the account's number",
    "tracking_api.KeptAnswer": "what a program was answered, for a day",
    "tracking_api.Subscription": "belongs to an office; what is sealed is its secret",
    "tracking_batches.BulkAction": "an officer's order, by the account's number; its words end with the order",
    "tracking_batches.CaseImport": "an office's table; the officer stands there by the account's number",
    "tracking_batches.ImportMistake": "what was wrong in an office's table; forgotten with its import",
    "tracking_publishing.ProcessDraft": "an officer's draft of a process, by the account's number",
    "academic_rulemaking.RuleSetDraft": "an officer's draft of rules, by the account's number",
}
KEEPERS = (
    "academic",
    "academic_dossier",
    "academic_experts",
    "access",
    "agencies",
    "audit",
    "credentials",
    "datarights",
    "files",
    "helpdesk",
    "identity",
    "notifications",
    "people",
    "personnel",
    "provider",
    "registration",
    "registry",
    "tracking",
    "verification",
)
_OWNERS = {"person_id", "account_id", "subject_id"}
_SAYS_WHO = re.compile(
    r"(^|_)(given|family|full|sort|stated|applicant|coordinator)_names?(_|$)"
    r"|(^|_)(e_?mail|phone|mobile|ip|user_agent|birth_date|coauthors|supervisors|national_id|passport|username)(_|$)"
)


def stored() -> Iterator[type[models.Model]]:
    """Every table of the product, those of its libraries too."""
    return (model for model in apps.get_models() if ".sandbox." not in model.__module__)


def is_of_a_person(model: type[models.Model]) -> bool:
    """It names a person or an account as its own, keeps something sealed, or has a column for who or where one is."""
    return any(
        (
            field.related_model is not None
            and field.related_model._meta.label in {Person._meta.label, Account._meta.label}
        )
        or (field.get_internal_type() == "UUIDField" and field.name in _OWNERS)
        or field.get_internal_type() == "BinaryField"
        or field.name.startswith("sealed")
        or _SAYS_WHO.search(field.name) is not None
        for field in model._meta.concrete_fields
    )


def test_no_table_of_people_is_forgotten() -> None:
    named = {label for holding in holdings() for label in holding.tables}
    of_people = {model._meta.label for model in stored() if is_of_a_person(model)}
    assert of_people - named - set(NOT_OF_A_PERSON) == set(), "say who hands it over and erases it, or why nobody does"


@pytest.mark.parametrize(
    "field",
    [
        {"about": models.ForeignKey(Person, on_delete=models.PROTECT)},
        {"made_by": models.ForeignKey(Account, on_delete=models.PROTECT)},
        {"person_id": models.UUIDField()},
        {"words": models.BinaryField()},
        {"sealed_note": models.TextField()},
        {"coauthors": models.JSONField()},
        {"contact_phone": models.CharField(max_length=20)},
        {"given_name_en": models.CharField(max_length=20)},
    ],
)
def test_a_table_that_keeps_something_of_people_is_known_by_its_columns(field: dict[str, Any]) -> None:
    """A new one that nobody answers for is found, whichever way it names them."""
    meta = type("Meta", (), {"app_label": "planted", "apps": Apps()})
    planted = type("Planted", (models.Model,), {"Meta": meta, "__module__": __name__, **field})
    assert is_of_a_person(planted)


@pytest.mark.parametrize("app", KEEPERS)
def test_every_keeper_of_people_answers(app: str) -> None:
    assert [label for holding in holdings() for label in holding.tables if label.startswith(f"{app}.")]


def test_no_table_is_named_that_is_not_there_or_twice() -> None:
    labels = {model._meta.label for model in stored()}
    named = [label for holding in holdings() for label in holding.tables]
    assert set(named) <= labels
    assert len(named) == len(set(named))
    assert set(NOT_OF_A_PERSON) <= labels - set(named)


@pytest.mark.requirement("QLT-12")
@pytest.mark.django_db
def test_each_kind_says_why_and_how_long_and_each_hold_knows_its_time() -> None:
    nobody = Subject(None, None)
    for holding in holdings():
        assert all(str(text) for text in (holding.title, holding.held_by, holding.purpose, holding.kept_for))
        assert str(holding.ground)
    for term in terms().values():
        assert str(term.label)
        assert str(term.ground)
        assert term.days is None or term.ended_by or term.expire
    with acting_as(SYSTEM) as actor:
        for holding in holdings():
            assert list(holding.export_person(actor, nobody)) == []
            held: list[Hold] = list(holding.held_back(actor, nobody))
            assert held == []
            assert holding.erase_person(actor, nobody) == 0
