"""Publishing processes, and explaining them to everybody."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from tidtam.kernel.actor import SYSTEM, NotAllowed, Refused, acting_as, clock_at
from tidtam.kernel.orgs.actions import move_organization
from tidtam.kernel.orgs.tests.factories import make_organization
from tidtam.tracking.actions import finish_step, open_case, publish_process, take_back_version
from tidtam.tracking.definitions import DefinitionRefused, read_file
from tidtam.tracking.explaining import explain
from tidtam.tracking.models import Process, ProcessVersion
from tidtam.tracking.plugins import ProductPlugin, register
from tidtam.tracking.queries import get_process, versions_to_move_to
from tidtam.tracking.versions import definition_of

from .acting import act
from .browsing import Browser
from .factories import DAY, PROCESS, PUBLISHER, World, at, make_actor, sample_file

Browse = Callable[..., Browser]
SECOND = PROCESS.replace("version = 1", "version = 2").replace('en = "Committee"', 'en = "Board"')


@pytest.mark.requirement("TRK-02")
def test_a_matter_keeps_the_version_it_began_with(world: World) -> None:
    old = world.open_at_meeting()
    with acting_as(PUBLISHER):
        publish_process(PUBLISHER, read_file(SECOND, file="sample.toml"))
    new = world.open_at_meeting()
    old = act(world.officer, finish_step, old, happened_on=DAY, outcome="amend", remark="ก")
    assert definition_of(old.process_version_id).step("meeting").name.en == "Committee"
    assert definition_of(new.process_version_id).step("meeting").name.en == "Board"


@pytest.mark.requirement("TRK-01", "TRK-02")
def test_publishing_the_same_again_changes_nothing(world: World) -> None:
    with acting_as(SYSTEM):
        assert publish_process(SYSTEM, sample_file()) is None
    assert ProcessVersion.objects.count() == 1


@pytest.mark.requirement("TRK-02")
def test_a_published_version_never_gets_another_content(world: World) -> None:
    changed = read_file(SECOND.replace("version = 2", "version = 1"), file="sample.toml")
    with acting_as(SYSTEM), pytest.raises(Refused) as refused:
        publish_process(SYSTEM, changed)
    assert refused.value.code == "published"


@pytest.mark.requirement("TRK-02")
def test_an_older_version_that_comes_late_does_not_take_over(db: None) -> None:
    with acting_as(SYSTEM):
        for text in (SECOND, PROCESS):
            publish_process(SYSTEM, read_file(text, file="sample.toml"))
    assert get_process(SYSTEM, "sample").definition.version == 2


@pytest.mark.requirement("TRK-01")
def test_only_a_process_administrator_publishes(world: World) -> None:
    second = read_file(SECOND, file="sample.toml")
    for actor in (world.officer, world.institution, world.member):
        with acting_as(actor), pytest.raises(NotAllowed):
            publish_process(actor, second)
    administrator = make_actor(("process_admin", world.ministry))
    with acting_as(administrator):
        assert publish_process(administrator, second) is not None


@pytest.mark.requirement("TRK-01")
def test_a_process_belongs_to_the_office_that_wrote_it(world: World) -> None:
    below = make_actor(("process_admin", world.university), ("ministry_case_officer", world.ministry))
    beside = make_actor(("process_admin", world.other_university))
    own = PROCESS.replace('key = "sample"', 'key = "of_office"')
    with acting_as(below):
        assert publish_process(below, read_file(own, file="own.toml")) is not None
        with pytest.raises(NotAllowed):
            publish_process(below, read_file(SECOND, file="sample.toml"))
    newer = read_file(own.replace("version = 1", "version = 2"), file="own.toml")
    with acting_as(beside), pytest.raises(NotAllowed):
        publish_process(beside, newer)
    with acting_as(world.officer), pytest.raises(NotAllowed):
        open_case(
            *(world.officer, "of_office"),
            subject=world.subject,
            organization=world.other_university,
            received_on=DAY,
        )
    with acting_as(world.officer):
        opened = open_case(
            *(world.officer, "of_office"), subject=world.subject, organization=world.university, received_on=DAY
        )
    assert opened.step == "receive"


@pytest.mark.requirement("TRK-01")
def test_a_process_follows_its_office_through_the_tree(world: World) -> None:
    faculty = make_organization("sci", parent=world.university, kind="faculty")
    for number, office in enumerate((world.university, faculty)):
        administrator = make_actor(("process_admin", office))
        own = PROCESS.replace('key = "sample"', f'key = "of_office_{number}"')
        with acting_as(administrator):
            publish_process(administrator, read_file(own, file="own.toml"))
    with acting_as(SYSTEM):
        move_organization(SYSTEM, world.university, parent=make_organization("moph", kind="ministry"))
    owned = Process.objects.exclude(organization_path="").order_by("key")
    assert [process.organization_path for process in owned] == ["moph/uni-a", "moph/uni-a/sci"]


@pytest.mark.requirement("TRK-01")
def test_only_who_heads_all_offices_changes_what_serves_them_all(world: World) -> None:
    """A department of another ministry stands beside ours; then that ministry itself comes."""
    department = make_organization(code="dept", kind="department")
    third = read_file(SECOND.replace("version = 2", "version = 3"), file="sample.toml")
    of_department, of_ministry = (make_actor(("process_admin", own)) for own in (department, world.ministry))
    with acting_as(of_department), pytest.raises(NotAllowed):
        publish_process(of_department, third)
    with acting_as(of_ministry):
        assert publish_process(of_ministry, read_file(SECOND, file="sample.toml")) is not None
    other_ministry = make_organization(code="moph", kind="ministry")
    with acting_as(of_ministry), pytest.raises(NotAllowed):
        publish_process(of_ministry, third)
    of_both = make_actor(("process_admin", world.ministry), ("process_admin", other_ministry))
    with acting_as(of_both):
        assert publish_process(of_both, third) is not None


@pytest.fixture
def product(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A product that brings along one definition file."""
    file = tmp_path / "sample.toml"
    file.write_text(PROCESS, encoding="utf-8")
    monkeypatch.setattr("tidtam.tracking.plugins._plugins", {})
    register(ProductPlugin("sample", process_files=(file,)))
    return file


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("process", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.requirement("TRK-01")
def test_the_products_definitions_are_loaded_once(db: None, product: Path) -> None:
    assert run("load") == "sample: version 1 published\n"
    assert run("load") == ""


@pytest.mark.requirement("TRK-01")
def test_nothing_of_a_bad_file_is_loaded_nor_of_the_good_one_beside_it(db: None, product: Path) -> None:
    bad = product.with_name("other.toml")
    bad.write_text(PROCESS.replace('key = "sample"', 'key = "other"').replace('actor = "subject"', 'actor = "x"'))
    register(ProductPlugin("other", process_files=(bad,)))
    with pytest.raises(CommandError, match=rf"{bad}:\d+, steps 4 › actor"):
        run("load")
    assert not Process.objects.exists()


@pytest.mark.requirement("TRK-01")
def test_a_file_is_named_after_its_process(db: None, product: Path) -> None:
    product.rename(product.with_name("renamed.toml"))
    register(ProductPlugin("renamed", process_files=(product.with_name("renamed.toml"),)))
    product.write_text(PROCESS, encoding="utf-8")
    with pytest.raises(CommandError, match="named after its key"):
        run("load")


def test_two_products_cannot_share_a_name(product: Path) -> None:
    with pytest.raises(ValueError, match="sample"):
        register(ProductPlugin("sample"))


@pytest.mark.requirement("TRK-04")
def test_everybody_reads_how_matters_are_handled(world: World, browse: Browse) -> None:
    for actor in (None, world.member, world.officer):
        browser = browse(*([actor] if actor else []))
        assert "Sample request" in browser.get("/processes/").content.decode()
        page = browser.get("/processes/sample/")
        assert [step.name for step in page.context["steps"]] == [
            "Receive",
            "Check documents",
            "Committee",
            "Amend the work",
            "Issue the order",
        ]
        assert "<svg" in page.content.decode()
    assert browse().get("/processes/no_such/").status_code == 404


@pytest.mark.requirement("TRK-04")
def test_the_words_say_what_the_picture_says() -> None:
    with override("en"):
        steps = explain(sample_file().definition)
    assert steps[1].ways == (
        "Complete: on to step 3, Committee",
        "Not accepted: end: not accepted",
        "May be returned for correction to the person's institution (30 working days)",
    )
    assert [step.office for step in steps] == [
        "OPS MHESI",
        "OPS MHESI",
        "The commission",
        "the person concerned",
        "OPS MHESI",
    ]
    assert steps[1].expected == "15 working days"


def next_version(world: World, *, days: int) -> ProcessVersion:
    day = SYSTEM.today() + timedelta(days=days)
    with acting_as(SYSTEM):
        version = publish_process(SYSTEM, read_file(SECOND, file="sample.toml"), in_force_from=day)
    assert version is not None
    return version


def in_force_on(days: int) -> int:
    later = replace(SYSTEM, clock=clock_at(SYSTEM.now() + timedelta(days=days)))
    return get_process(later, "sample").definition.version


@pytest.mark.requirement("TRK-02")
def test_a_version_can_be_taken_back_before_its_day_and_its_number_stays_used(world: World) -> None:
    version = next_version(world, days=10)
    assert [in_force_on(9), in_force_on(10)] == [1, 2]
    with acting_as(SYSTEM):
        take_back_version(SYSTEM, version)
        take_back_version(SYSTEM, version)
    assert in_force_on(10) == 1
    later = replace(world.officer, clock=clock_at(at(date(2036, 1, 1))))
    assert versions_to_move_to(later, world.open()) == []
    changed = read_file(SECOND.replace('en = "Board"', 'en = "Council"'), file="sample.toml")
    with acting_as(SYSTEM), pytest.raises(Refused) as refused:
        publish_process(SYSTEM, changed)
    assert refused.value.code == "published"


@pytest.mark.requirement("TRK-02")
def test_a_version_in_force_is_not_taken_back_and_not_by_everybody(world: World) -> None:
    future, today = next_version(world, days=1), ProcessVersion.objects.get(number=1)
    with acting_as(SYSTEM), pytest.raises(Refused) as refused:
        take_back_version(SYSTEM, today)
    assert refused.value.code == "in_force"
    with acting_as(world.officer), pytest.raises(NotAllowed):
        take_back_version(world.officer, future)


@pytest.mark.requirement("TRK-01")
def test_a_version_keeps_its_file_as_it_was_written(world: World) -> None:
    assert ProcessVersion.objects.get().text == PROCESS


@pytest.mark.requirement("TRK-01")
def test_no_process_takes_the_address_of_a_page() -> None:
    with override("en"), pytest.raises(DefinitionRefused, match="kept for a page"):
        read_file(PROCESS.replace('key = "sample"', 'key = "manage"'), file="manage.toml")
