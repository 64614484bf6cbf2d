"""A rules administrator sees, sets, uploads, replays, publishes and takes back; each for their own office only."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from tidtam.kernel.access.choices import Role
from tidtam.kernel.actor import SYSTEM, acting_as
from tidtam.products.academic.dossier import actions as dossiers
from tidtam.products.academic.dossier.models import Dossier, PublishedRuleSet, RuleParameter, RuleSetTakenBack
from tidtam.products.academic.dossier.tests.factories import Offices
from tidtam.products.academic.rulebook.rule_sets.reading import FOLDER
from tidtam.products.academic.rulebook.tests.generating import AS_OF, RULES, sample
from tidtam.products.academic.rulemaking import actions, queries
from tidtam.products.academic.rulemaking.jobs import REPLAY
from tidtam.products.academic.rulemaking.models import RuleSetDraft
from tidtam.thai.dates import format_numeric
from tidtam.tracking.tests.browsing import Browser
from tidtam.tracking.tests.factories import make_actor

pytestmark = pytest.mark.requirement("ACA-10")
Browse = Callable[..., Browser]
SHIPPED = (FOLDER / "criteria_2564.toml").read_text("utf-8")
OWN = SHIPPED.replace('key = "criteria_2564"', 'key = "own_rules"')
BASE = "/academic/rules/of/uni-a/"
TOMORROW = AS_OF + timedelta(days=1)


@pytest.fixture
def page(offices: Offices, browse: Browse) -> Browser:
    return browse(offices.administrator)


def without(number: str) -> str:
    """The rule is not asked any more."""
    before, rest = OWN.split(f'[[rulings]]\nnumber = "{number}"')
    return before + rest[rest.index("[[rulings]]") :]


def test_one_sees_what_is_in_force_and_what_is_not_configured(page: Browser) -> None:
    assert page.get("/academic/rules/").headers["Location"] == BASE
    told = page.get(BASE)
    assert [(row["key"], row["state"][0]) for row in told.context["rows"]] == [("criteria_2564", "done")]
    unset = [row["key"] for row in told.context["settings"] if not row["is_set"]]
    assert {"teaching_hours_least", "lists.databases", "lists.letter_items"} <= set(unset)
    rules = page.get(f"{BASE}sets/criteria_2564/1/")
    assert rules.context["facts"][0][1] == "criteria_2564 1"
    listed = [rule for part in rules.context["parts"] for rule in part["rules"]]
    assert len(listed) == len(RULES.rulings)
    (database,) = [rule for rule in listed if rule["number"] == "DOC-402"]
    assert database["missing"] == ["Databases of academic journals"]


@pytest.mark.requirement("DOC-301")
def test_an_institution_sets_its_own_threshold_from_a_day_with_a_reason(page: Browser) -> None:
    url = f"{BASE}settings/teaching_hours_least/"
    form = {"value": "๔๕", "holds_from": format_numeric(TOMORROW), "reason": "มติสภามหาวิทยาลัย ครั้งที่ 3/2569"}
    for missing in ({"reason": " "}, {"holds_from": format_numeric(AS_OF - timedelta(days=1))}, {"value": "มาก"}):
        refused = page.post(url, form | missing)
        assert refused.status_code == 200
        assert list(refused.context["form"].errors) == list(missing)
    assert page.post(url, form).headers["Location"] == url
    row = RuleParameter.objects.get()
    assert (row.value, row.holds_from, row.organization.code) == ("45", TOMORROW, "uni-a")
    told = page.get(url)
    assert [(one["said"], one["reason"]) for one in told.context["rows"]] == [("45", form["reason"])]
    now = next(one for one in page.get(BASE).context["settings"] if one["key"] == "teaching_hours_least")
    assert now["says"] == "45", "what was begun before has nothing else to go by"


def test_an_institution_reads_what_the_ministry_sets_and_cannot_set_it(page: Browser) -> None:
    url = f"{BASE}settings/lists.databases/"
    assert page.get(url).context["form"] is None
    form = {"value": "scopus | ฐาน | Base", "holds_from": format_numeric(AS_OF), "reason": "ลองดู"}
    assert page.post(url, form).status_code == 403
    assert not RuleParameter.objects.exists()
    for address in (f"{BASE}settings/nothing/", "/academic/rules/of/uni-b/", "/academic/rules/of/mhesi/"):
        assert page.get(address).status_code == 404


@pytest.mark.requirement("DOC-402")
def test_the_ministry_pastes_a_list_of_databases(offices: Offices, browse: Browse) -> None:
    url = f"/academic/rules/of/{offices.ministry.code}/settings/lists.databases/"
    page = browse(offices.national)
    lines = "old | ฐานเดิม | Old index | | 14/1/2566\nnew\tฐานใหม่\tNew index\t15 ม.ค. 2566\n\n"
    form = {"value": lines, "holds_from": format_numeric(AS_OF), "reason": "ประกาศ ก.พ.อ."}
    refused = page.post(url, form | {"value": lines + "no name\nnew | ก | A | เมื่อวาน"})
    (told, also) = refused.context["form"].errors["value"]
    assert told.startswith("Line 4: ")
    assert also.startswith("Line 5: ")
    assert page.post(url, form).status_code == 302
    typed = page.get(url).context["form"]["value"].value()
    assert typed.splitlines() == [
        "old | ฐานเดิม | Old index |  | 14/01/2566",
        "new | ฐานใหม่ | New index | 15/01/2566",
    ]


def test_entries_keep_the_marks_that_the_rules_know_them_by(offices: Offices, browse: Browse) -> None:
    url = f"/academic/rules/of/{offices.ministry.code}/settings/lists.kinds/"
    page = browse(offices.national)
    typed = page.get(url).context["form"]["value"].value() + "\nmanual | คู่มือ | Manual"
    form = {"value": typed, "holds_from": format_numeric(AS_OF), "reason": "ประกาศใหม่"}
    assert page.post(url, form).status_code == 302
    with acting_as(offices.national) as actor:
        dated = queries.get_setting(actor, offices.ministry, "lists.kinds").dated
    assert dated is not None
    assert {entry.code: set(entry.marks) for entry in dated.entries} == {
        "research": {"full_report"},
        "academic_article": set(),
        "textbook": {"improvable"},
        "book": {"improvable"},
        "manual": set(),
    }


def test_codes_are_ticked_in_a_list_that_was_set_first(page: Browser) -> None:
    url = f"{BASE}settings/teaching_levels_enough/"
    assert page.get(url).context["setting"].options == ()
    day = {"holds_from": format_numeric(AS_OF), "reason": "ประกาศมหาวิทยาลัย"}
    lines = "skilled | ชำนาญ | Skilled\nexpert | เชี่ยวชาญ | Expert"
    page.post(f"{BASE}settings/lists.teaching_levels/", day | {"value": lines})
    assert page.post(url, day | {"value": ["skilled", "expert"]}).status_code == 302
    assert page.post(url, day | {"value": ["dean"]}).status_code == 200
    now = next(one for one in page.get(BASE).context["settings"] if one["key"] == "teaching_levels_enough")
    assert now["says"] == "Skilled, Expert"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (OWN.replace('severity = "must"', 'severity = "shall"', 1), "Line 177, rulings.0.severity"),
        (OWN.replace('code = "mrs"', 'code = "m rs"'), "Line 28, lists.prefixes.entries.1.code"),
        (OWN.replace('key = "own_rules"', 'kay = "own_rules"'), "kay"),
        ("key = 1 2", "line 1"),
        (OWN.replace('"DOC-101"', '"DOC-999"'), ""),
    ],
)
def test_what_is_wrong_in_a_file_is_told_with_its_line(page: Browser, text: str, told: str) -> None:
    answer = page.post(f"{BASE}upload/", {"text": text})
    if told:
        assert any(told in mistake for mistake in answer.context["mistakes"]), answer.context["mistakes"]
        assert answer.context["form"]["text"].value() == text
    else:
        draft = RuleSetDraft.objects.get()
        given = {"act": "publish", "in_force_from": format_numeric(TOMORROW), "fingerprint": draft.fingerprint}
        refused = page.post(answer.headers["Location"], given)
        assert "DOC-999" in str(refused.context["form"].errors)
    assert not PublishedRuleSet.objects.exclude(organization=None).exists()


def test_a_set_is_uploaded_compared_replayed_published_and_taken_back(
    offices: Offices, page: Browser, browse: Browse
) -> None:
    faulty = sample()
    faulty["works"][1] |= {key: faulty["works"][0][key] for key in ("title", "year")}
    changed, same = offices.dossier(faulty), offices.dossier()
    for _another in range(3):
        offices.dossier()
    stood = [bytes(one.sealed) for one in Dossier.objects.order_by("pk")]
    draft_url = page.post(f"{BASE}upload/", {"text": without("DOC-001")}).headers["Location"]
    draft = RuleSetDraft.objects.get()
    told = page.get(draft_url)
    assert [(kind, where) for kind, _word, where, _text in told.context["changes"]] == [
        ("late", "DOC-001 No work twice")
    ]
    assert browse(offices.national).get(draft_url).status_code == 404
    for _impatient in range(3):
        page.post(draft_url, {"act": "replay"})
    assert ProcrastinateJob.objects.filter(task_name=REPLAY).count() == 1
    assert "is being counted" in page.get(draft_url).text
    for _again in range(2):
        with acting_as(SYSTEM):
            actions.replay_draft(SYSTEM, draft.pk)
    replayed = page.get(draft_url).context["replay"]
    assert (replayed["looked_at"], replayed["changed"]) == (5, "fewer than 5")
    assert replayed["rules"] == [("DOC-001", "No work twice", "0", "fewer than 5")]
    assert replayed["dossiers"] == [], "who sees to rules opens no dossier"
    both = make_actor((Role.RULES_ADMIN, offices.university), (Role.INSTITUTION_OFFICER, offices.university))
    RuleSetDraft.objects.update(account_id=both.account_id)
    (seen,) = browse(both).get(draft_url).context["replay"]["dossiers"]
    assert (seen["dossier"], seen["gone"]) == (changed, ["DOC-001"])
    assert [bytes(one.sealed) for one in Dossier.objects.order_by("pk")] == stood
    RuleSetDraft.objects.update(account_id=offices.administrator.account_id)

    given = {"act": "publish", "in_force_from": format_numeric(TOMORROW), "fingerprint": draft.fingerprint}
    past = page.post(draft_url, given | {"in_force_from": format_numeric(AS_OF - timedelta(days=1))})
    assert list(past.context["form"].errors) == ["in_force_from"]
    unseen = page.post(draft_url, given | {"fingerprint": "0" * 64})
    assert unseen.context["form"].errors
    assert page.post(draft_url, given).headers["Location"] == BASE
    assert not RuleSetDraft.objects.exists()
    rows = page.get(BASE).context["rows"]
    assert [(row["key"], row["state"][0]) for row in rows] == [("own_rules", "waiting"), ("criteria_2564", "done")]
    with acting_as(offices.officer) as officer:
        assert dossiers.change_part(officer, same, "teaching", {}, expected_version=1).rule_set.key == "criteria_2564"

    set_url = f"{BASE}sets/own_rules/1/"
    assert page.get(set_url).context["may_take_back"]
    assert page.post(f"{set_url}take-back/").headers["Location"] == BASE
    assert RuleSetTakenBack.objects.get().rule_set.key == "own_rules"
    assert page.get(BASE).context["rows"][0]["state"][0] == "closed"
    assert page.post(f"{BASE}sets/criteria_2564/1/take-back/").status_code == 404


def test_a_draft_that_asks_less_than_the_ministry_is_told_so_and_not_published(page: Browser) -> None:
    draft_url = page.post(f"{BASE}upload/", {"text": without("DOC-101")}).headers["Location"]
    told = page.get(draft_url)
    (sentence,) = told.context["softer"]
    assert sentence.startswith("DOC-101 Title before the name")
    assert 'value="publish"' not in told.text
    fingerprint = RuleSetDraft.objects.get().fingerprint
    given = {"act": "publish", "in_force_from": format_numeric(TOMORROW), "fingerprint": fingerprint}
    assert "DOC-101" in str(page.post(draft_url, given).context["form"].errors)
    assert not PublishedRuleSet.objects.exclude(organization=None).exists()


def test_of_few_dossiers_a_replay_tells_nothing_and_a_draft_that_goes_meanwhile_stops_no_worker(
    offices: Offices, page: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    offices.dossier()
    draft_url = page.post(f"{BASE}upload/", {"text": without("DOC-001")}).headers["Location"]
    page.post(draft_url, {"act": "replay"})
    draft = RuleSetDraft.objects.get()
    with acting_as(SYSTEM):
        actions.replay_draft(SYSTEM, draft.pk)
    told = page.get(draft_url)
    assert not told.context["replay"]["is_shown"]
    assert "No work twice" not in told.text.partition("dossiers there are")[2]

    def discarded_meanwhile(*_asked: object, **_named: object) -> list[object]:
        draft.delete()
        return []

    monkeypatch.setattr(actions, "replay", discarded_meanwhile)
    with acting_as(SYSTEM):
        actions.replay_draft(SYSTEM, draft.pk)
    assert not RuleSetDraft.objects.exists()


def test_a_set_that_asks_less_since_the_ministry_asks_more_is_shown_set_aside(offices: Offices, page: Browser) -> None:
    stricter = SHIPPED.replace('severity = "should"', 'severity = "must"').replace("version = 1", "version = 2")
    with acting_as(offices.administrator) as administrator:
        dossiers.publish_rule_set(administrator, offices.university, OWN.encode(), in_force_from=TOMORROW)
    with acting_as(offices.national) as national:
        dossiers.publish_rule_set(national, offices.ministry, stricter.encode())
    states = {(row["key"], row["state"][0]) for row in page.get(BASE).context["rows"]}
    assert ("own_rules", "late") in states


def test_a_draft_is_discarded_or_forgotten_and_is_nobody_elses(offices: Offices, page: Browser) -> None:
    first = page.post(f"{BASE}upload/", {"text": OWN}).headers["Location"]
    assert page.post(f"{BASE}upload/", {"text": OWN}).headers["Location"] == first, "the same text is the same draft"
    assert page.post(first, {"act": "discard"}).headers["Location"] == BASE
    page.post(f"{BASE}upload/", {"text": OWN})
    RuleSetDraft.objects.update(saved_at=SYSTEM.now() - timedelta(days=31))
    with acting_as(SYSTEM):
        assert actions.forget_drafts(SYSTEM) == 1
    assert page.post(first, {"act": "replay"}).status_code == 404


def test_who_sees_to_two_offices_chooses(offices: Offices, browse: Browse) -> None:
    both = make_actor((Role.RULES_ADMIN, offices.university), (Role.RULES_ADMIN, offices.elsewhere))
    told = browse(both).get("/academic/rules/")
    assert [office.code for office in told.context["rows"]] == ["uni-a", "uni-b"]
