"""Whatever is kept of a person is handed over and erased by somebody, or it is said here why not (IDN-16)."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.kernel.identity.models import Account
from tidtam.kernel.people.models import Person
from tidtam.kernel.personal_data import Hold, Subject, holdings, terms

pytestmark = pytest.mark.requirement("IDN-16")

NOT_OF_A_PERSON = {
    "audit.Seal": "seals batches of the trail; names nobody",
    "identity.ApiClient": "belongs to an office; the account that made it stands there by its number",
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
_OWNERS = {"person_id", "account_id", "subject_id"}


def ours() -> Iterator[type[models.Model]]:
    return (
        model
        for model in apps.get_models()
        if model.__module__.startswith("tidtam.") and ".sandbox." not in model.__module__
    )


def is_of_a_person(model: type[models.Model]) -> bool:
    """It names a person or an account as its own, or keeps something sealed."""
    return any(
        field.related_model in {Person, Account}
        or (field.get_internal_type() == "UUIDField" and field.name in _OWNERS)
        or field.get_internal_type() == "BinaryField"
        or field.name.startswith("sealed")
        for field in model._meta.concrete_fields
    )


def test_no_table_of_people_is_forgotten() -> None:
    named = {label for holding in holdings() for label in holding.tables}
    of_people = {model._meta.label for model in ours() if is_of_a_person(model)}
    assert of_people - named - set(NOT_OF_A_PERSON) == set(), "say who hands it over and erases it, or why nobody does"


def test_no_table_is_named_that_is_not_there_or_twice() -> None:
    labels = {model._meta.label for model in ours()}
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
