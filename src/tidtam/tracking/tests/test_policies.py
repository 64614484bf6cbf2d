"""Who sees what: the list and the single matter never disagree."""

from dataclasses import replace

import pytest

from tidtam.kernel.actor import SYSTEM, VISITOR, NotAllowed, acting_as
from tidtam.kernel.orgs.tests.factories import make_organization
from tidtam.tracking import policies
from tidtam.tracking.actions import finish_step, publish_process
from tidtam.tracking.definitions import read_file
from tidtam.tracking.models import Case
from tidtam.tracking.queries import Filters, my_cases, work_list

from .acting import LATER, act
from .factories import PROCESS, World, make_actor

INNER = PROCESS.replace('key = "sample"', 'key = "inner"', 1).replace('visible_to = ["institution_officer"]\n', "")


@pytest.mark.requirement("TRK-22", "ACA-02", "QLT-02")
def test_what_one_may_see_of_all_is_what_one_may_see_one_by_one(world: World) -> None:
    with acting_as(SYSTEM):
        publish_process(SYSTEM, read_file(INNER, file="inner.toml"))
        faculty = make_organization("fac-a", world.university, kind="faculty")
        look_alike = make_organization("uni-aa", world.ministry)
    for office in (world.university, world.other_university, faculty, look_alike):
        for process in ("sample", "inner"):
            world.open(organization=office, process=process)
    own_matter = replace(world.officer, person_id=world.subject.pk)
    several = make_actor(("institution_officer", faculty), ("institution_officer", world.other_university))
    elsewhere = make_actor(("role_admin", world.ministry), ("auditor", world.ministry))
    seen = {}
    actors = [SYSTEM, VISITOR, world.member, world.stranger, world.officer, world.institution, own_matter, several]
    for actor in [*actors, elsewhere]:
        with acting_as(actor):
            everything = list(Case.objects.select_related("process", "organization"))
            by_list = set(policies.scope(Case.objects.all(), actor).values_list("pk", flat=True))
            one_by_one = {case.pk for case in everything if policies.can_see(actor, case)}
            assert by_list == one_by_one
            in_charge = set(work_list(actor, Filters()).values_list("pk", flat=True))
            assert in_charge == {case.pk for case in everything if policies.can_note(actor, case)}
            assert by_list == in_charge | set(my_cases(actor).values_list("pk", flat=True))
        seen[actor] = len(by_list)
    assert list(seen.values()) == [8, 0, 8, 0, 8, 2, 8, 2, 0]


@pytest.mark.requirement("TRK-11", "ACA-05")
def test_nobody_is_the_office_in_their_own_matter(world: World) -> None:
    case = world.open_at_check()
    both = replace(world.officer, person_id=world.subject.pk)
    with acting_as(both):
        assert not work_list(both, Filters()).exists()
        assert my_cases(both).get() == case
    with pytest.raises(NotAllowed):
        act(both, finish_step, case, happened_on=LATER, outcome="complete")


@pytest.mark.requirement("TRK-22")
def test_a_grant_at_a_faculty_sees_nothing_of_the_university_above(world: World) -> None:
    with acting_as(SYSTEM):
        faculty = make_organization("fac-a", world.university, kind="faculty")
    above, own = world.open(), world.open(organization=faculty)
    officer = make_actor(("institution_officer", faculty))
    with acting_as(officer):
        assert [case.pk for case in work_list(officer, Filters())] == [own.pk]
    with acting_as(world.institution):
        assert {case.pk for case in work_list(world.institution, Filters())} == {above.pk, own.pk}
