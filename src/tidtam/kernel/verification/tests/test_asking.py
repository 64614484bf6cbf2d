"""In which order the sources are asked, what one says makes of the others, and when one is left alone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache

from tidtam.kernel.verification.connectors import Answer, Outcome, Reason, Result, Source, Stated, Unavailable
from tidtam.kernel.verification.connectors.asking import ask_all
from tidtam.kernel.verification.connectors.breaker import Breaker
from tidtam.kernel.verification.connectors.configured import configured, directory, is_configured

from .told import NOW, SAID, Told

pytestmark = [pytest.mark.requirement("IDN-13"), pytest.mark.django_db]

REST = 60
REGISTRY, DIRECTORY, HR = Source.CIVIL_REGISTRY, Source.DIRECTORY, Source.HR_SYSTEM


@pytest.fixture(autouse=True)
def nothing_known() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def asked(*says: Result | Reason, **how: Any) -> tuple[Outcome, list[int]]:
    told = tuple(Told(key, said) for key, said in zip((REGISTRY, DIRECTORY, HR), says, strict=False))
    outcome = ask_all(SAID, now=NOW, connectors=told, **how)
    return outcome, [len(one.asked) for one in told]


class TestOrder:
    def test_a_match_in_the_directory_ends_the_asking(self) -> None:
        outcome, counts = asked(Result.MATCH, Result.MATCH, Result.MATCH)
        assert counts == [1, 1, 0]
        assert outcome.is_proven
        assert outcome.personnel is not None
        assert outcome.personnel.evidence.source is DIRECTORY
        assert outcome.to_ask_again == ()

    def test_who_is_not_in_the_directory_may_be_in_the_hr_system(self) -> None:
        outcome, counts = asked(Result.MATCH, Result.NOT_FOUND, Result.MATCH)
        assert counts == [1, 1, 1]
        assert outcome.personnel is not None
        assert outcome.personnel.evidence.source is HR

    def test_the_registry_alone_proves_and_gives_no_badge(self) -> None:
        outcome, _ = asked(Result.MATCH, Result.NOT_FOUND, Result.MISMATCH)
        assert (outcome.is_proven, outcome.personnel, outcome.to_ask_again) == (True, None, ())
        assert len(outcome.answers) == 3

    @pytest.mark.parametrize("said", [Result.MISMATCH, Result.NOT_FOUND, Result.INCOMPLETE])
    def test_what_the_registry_does_not_confirm_is_asked_of_nobody_else(self, said: Result) -> None:
        outcome, counts = asked(said, Result.MATCH, Result.MATCH)
        assert counts == [1, 0, 0]
        assert (outcome.is_proven, outcome.is_contradicted, outcome.personnel) == (False, True, None)

    def test_while_the_registry_is_down_the_request_waits_for_it(self) -> None:
        outcome, counts = asked(Reason.SLOW, Result.MATCH, Result.MATCH)
        assert counts == [1, 0, 0]
        assert (outcome.is_proven, outcome.is_contradicted) == (False, False)
        assert [(one.source, one.reason) for one in outcome.to_ask_again] == [(REGISTRY, Reason.SLOW)]

    def test_while_the_directory_is_down_the_hr_system_answers(self) -> None:
        outcome, counts = asked(Result.MATCH, Reason.UNREACHABLE, Result.MATCH)
        assert counts == [1, 1, 1]
        assert outcome.personnel is not None
        assert outcome.to_ask_again == ()

    def test_a_badge_waits_for_a_source_that_is_down_and_the_account_does_not(self) -> None:
        outcome, _ = asked(Result.MATCH, Reason.UNREACHABLE, Result.NOT_FOUND)
        assert outcome.is_proven
        assert [one.source for one in outcome.to_ask_again] == [DIRECTORY]

    def test_who_proved_themselves_elsewhere_needs_no_registry(self) -> None:
        outcome, counts = asked(Result.MISMATCH, Result.MATCH, was_proven=True)
        assert counts == [0, 1]
        assert (outcome.is_proven, outcome.is_contradicted) == (True, False)
        assert outcome.personnel is not None

    def test_who_has_answered_is_not_asked_again(self) -> None:
        outcome, counts = asked(Result.MATCH, Result.NOT_FOUND, Result.MATCH, was_proven=True, without={DIRECTORY})
        assert counts == [0, 0, 1]
        assert outcome.personnel is not None

    def test_with_nobody_to_ask_nothing_is_proven(self) -> None:
        outcome, _ = asked()
        assert (outcome.is_proven, outcome.is_contradicted, outcome.to_ask_again) == (False, False, ())


class TestLeftAlone:
    source = Told(REGISTRY, Reason.FAULT)

    @pytest.fixture(autouse=True)
    def fresh(self) -> None:
        self.source = Told(REGISTRY, Reason.FAULT)

    def ask(self, after: float = 0, *, source: Told | None = None) -> Result | Reason:
        """Each time as another process would: nothing is remembered but what stands in the database."""
        breaker = Breaker(failures=3, rest_seconds=REST)
        try:
            return breaker.ask(source or self.source, SAID, now=NOW + timedelta(seconds=after)).result
        except Unavailable as unavailable:
            return unavailable.reason

    def rest(self) -> None:
        assert [self.ask() for _ in range(3)] == [Reason.FAULT] * 3

    def test_after_three_failures_it_is_not_asked(self) -> None:
        self.rest()
        assert (self.ask(), self.ask(REST - 1)) == (Reason.RESTING, Reason.RESTING)
        assert len(self.source.asked) == 3

    def test_one_source_that_fails_says_nothing_of_another(self) -> None:
        self.rest()
        assert self.ask(source=Told(HR, Result.MATCH)) is Result.MATCH

    def test_after_its_rest_one_question_tries_it(self) -> None:
        self.rest()
        assert (self.ask(REST), self.ask(REST)) == (Reason.FAULT, Reason.RESTING)
        # The failure began a rest anew.
        assert self.ask(2 * REST - 1) is Reason.RESTING
        assert self.ask(2 * REST) is Reason.FAULT
        assert len(self.source.asked) == 5

    def test_one_good_answer_forgets_it_all(self) -> None:
        self.rest()
        self.source.says = Result.NOT_FOUND
        assert [self.ask(REST + 1), self.ask(REST + 1)] == [Result.NOT_FOUND, Result.NOT_FOUND]
        self.source.says = Reason.SLOW
        assert [self.ask(REST + 2) for _ in range(4)] == [*[Reason.SLOW] * 3, Reason.RESTING]

    def test_failures_count_in_a_row_only(self) -> None:
        for says in (Reason.SLOW, Reason.SLOW, Result.MATCH) * 3:
            self.source.says = says
            assert self.ask() is says

    @pytest.mark.parametrize("reason", [Reason.STALE, Reason.NO_LASER_CODE])
    def test_what_is_not_the_sources_fault_does_not_count(self, reason: Reason) -> None:
        self.source.says = reason
        assert [self.ask() for _ in range(9)] == [reason] * 9

    def test_a_try_whose_process_was_killed_holds_up_one_rest_and_no_more(self) -> None:
        self.rest()

        class Killed(BaseException):
            pass

        class Dies(Told):
            def asks(self, stated: Stated, *, now: datetime) -> Answer:
                raise Killed

        with pytest.raises(Killed):
            self.ask(REST, source=Dies(REGISTRY, Reason.FAULT))
        assert self.ask(REST + 1) is Reason.RESTING
        self.source.says = Result.MATCH
        assert self.ask(2 * REST) is Result.MATCH


class TestAsTheOfficeSetIt:
    @pytest.fixture(autouse=True)
    def anew(self) -> Iterator[None]:
        configured.cache_clear()
        yield
        configured.cache_clear()

    def set_up(self, settings_fixture: Any, **changed: Any) -> tuple[Source, ...]:
        sources = replace(settings.ENVIRONMENT.sources, **changed)
        settings_fixture.ENVIRONMENT = replace(settings.ENVIRONMENT, sources=sources)
        return tuple(connector.key for connector in configured())

    def test_nothing_set_up_is_nothing_to_ask(self, settings: Any) -> None:
        assert self.set_up(settings) == ()
        assert not is_configured(DIRECTORY)
        assert directory() is None
        assert ask_all(SAID, now=NOW) == Outcome()

    def test_what_is_set_up_stands_in_the_order_that_was_set(self, settings: Any, tmp_path: Path) -> None:
        found = self.set_up(
            settings,
            order=("civil_registry", "hr_system", "directory"),
            registry_url="https://registry.example.go.th/",
            directory_url="ldaps://directory.example.go.th",
            directory_base="dc=example",
            directory_bind_dn="cn=reader",
            directory_password="word",
            hr_folder=str(tmp_path),
        )
        assert found == (REGISTRY, HR, DIRECTORY)

    def test_what_the_order_leaves_out_is_not_asked(self, settings: Any) -> None:
        found = self.set_up(
            settings,
            order=("civil_registry",),
            registry_url="https://registry.example.go.th/",
            hr_url="https://hr.example.go.th",
            hr_token="given",
        )
        assert found == (REGISTRY,)

    def test_failures_and_rest_are_as_set(self, settings: Any) -> None:
        self.set_up(settings, failures=1, rest_seconds=5)
        source = (Told(REGISTRY, Reason.SLOW),)
        told = [ask_all(SAID, now=NOW + timedelta(seconds=after), connectors=source) for after in (0, 4, 5)]
        assert [one.silences[0].reason for one in told] == [Reason.SLOW, Reason.RESTING, Reason.SLOW]
