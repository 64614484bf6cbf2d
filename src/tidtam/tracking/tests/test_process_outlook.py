"""What a definition promises before the first matter: its ways, their lengths, and who does what."""

import json

import pytest
from django.utils.translation import override

from tidtam.tracking.definitions import courses, read_file
from tidtam.tracking.definitions.courses import courses_of
from tidtam.tracking.definitions.simulation import simulate
from tidtam.tracking.simulating import outlook_of

from .factories import PROCESS, sample_file
from .test_process_picture import long_process

pytestmark = pytest.mark.requirement("TRK-03")


def test_every_way_is_found_and_a_loop_counts_once() -> None:
    found = courses_of(sample_file().definition)
    assert (found.count, found.is_complete) == (3, True)
    assert (found.shortest.steps, found.shortest.ending, found.shortest.days) == (("receive", "check"), "refused", 18)
    assert found.longest.steps == ("receive", "check", "meeting", "amend", "meeting", "order")
    # 3 + 15, returned for 30 and checked for 15 again, then 60 to amend
    assert found.longest.days == 3 + 15 + 30 + 15 + 60


def test_a_search_that_cannot_end_says_so_and_has_found_a_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courses, "MOST_MOVES", 200)
    found = courses_of(long_process(40))
    assert found.count > 1
    assert not found.is_complete
    assert found.shortest.ending == "out"


def test_invented_matters_all_end_and_add_up() -> None:
    walked = simulate(sample_file().definition, matters=500, seed=7)
    assert walked.unended == 0
    assert sum(walked.endings.values()) == len(walked.days) == 500
    assert walked.visits["receive"] == 500
    assert walked.visits["check"] == 500
    assert walked.endings["approved"] == walked.visits["order"]
    assert walked.shares["institution_officer"].moves == walked.returns["check"] > 0
    assert walked.shares["subject"].moves == walked.visits["amend"]
    assert sum(share.days for share in walked.shares.values()) == sum(walked.days)


LIMITED = PROCESS.replace('actor = "subject"', 'actor = "subject"\ndeadline = { months = 2, warn = [30, 7] }').replace(
    'key = "check"', 'key = "check"\ndeadline = { working_days = 15, overrun = "refuse" }'
)


@pytest.mark.requirement("PER-01")
def test_limits_are_run_over_and_end_what_they_are_to_end() -> None:
    definition = read_file(LIMITED, file="sample.toml").definition
    free, limited = (simulate(each, matters=400) for each in (sample_file().definition, definition))
    assert limited.overruns["check"] > 0
    assert limited.overruns["amend"] > 0
    assert limited.endings["refused"] > free.endings["refused"]
    assert courses_of(definition).longest.days == 3 + 15 + 30 + 15 + 60
    with override("en"):
        label, share = outlook_of(definition, matters=400).as_words().overruns[1]
    assert label == "4. Amend the work: limit: 2 months"
    assert share.startswith("exceeded in ")


def test_the_same_seed_invents_the_same_matters() -> None:
    first, again, other = (simulate(sample_file().definition, matters=50, seed=seed) for seed in (1, 1, 2))
    assert first == again
    assert first.days != other.days


def test_a_loop_that_is_hard_to_leave_is_gone_round_often() -> None:
    text = PROCESS
    for number in range(10):
        name = 'name = { th = "อีก", en = "Again" }'
        more = f'\n  [[steps.outcomes]]\n  key = "again{number}"\n  {name}\n  next = "meeting"\n'
        text = text.replace('\n[[steps]]\nkey = "amend"', f'{more}\n[[steps]]\nkey = "amend"')
    walked = simulate(read_file(text, file="sample.toml").definition, matters=200)
    assert walked.unended == 0
    assert walked.visits["meeting"] > 5 * walked.visits["order"]


def test_words_and_values_say_the_same() -> None:
    with override("en"):
        outlook = outlook_of(sample_file().definition, matters=200)
        words, values = outlook.as_words(), json.loads(json.dumps(outlook.as_values()))
    facts = dict(words.facts)
    assert facts["Shortest way"] == "18 working days (1 → 2 → not accepted)"
    assert values["working_days"]["shortest"] == {"days": 18, "steps": ["receive", "check"], "ending": "refused"}
    assert values["paths"] == {"count": 3, "is_complete": True}
    assert values["all_paths_end"] is True
    assert sum(bar.count for bar in words.bars) == 200
    assert [share.name for share in words.roles] == [
        "Ministry case officer",
        "the person concerned",
        "Institution officer",
    ]
    assert words.roles[2].steps == "only when the matter is returned"
    assert values["steps_without_days"] == ["meeting", "order"]
