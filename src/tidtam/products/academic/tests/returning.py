"""A request sent with a whole dossier, mended after a return, and the letter that came last."""

from typing import Any

from tidtam.kernel.actor import acting_as
from tidtam.products.academic import actions, queries
from tidtam.products.academic.actions import Noted
from tidtam.products.academic.choices import Fact
from tidtam.products.academic.dossier.actions import change_part, import_content, open_signed_part
from tidtam.products.academic.dossier.queries import content_of
from tidtam.products.academic.models import AcademicRequest
from tidtam.products.academic.rulebook.reading import made_of, values_of
from tidtam.products.academic.rulebook.tests.generating import sample
from tidtam.products.academic.tests.factories import World, everybody_signs

LIST = "/academic/requests/"
FIELD = Noted("รหัสสาขาไม่ตรง", fact=Fact.FIELD)
PHONE = Noted("โทรศัพท์ติดต่อไม่ได้", fact=Fact.COORDINATOR_PHONE)


def with_dossier(world: World) -> AcademicRequest:
    """Sent with a whole dossier in which only things that should be mended are found."""
    request = world.draft(position="professor")
    with acting_as(world.institution) as actor:
        dossier = actions.begin_request_dossier(actor, request)
        import_content(actor, dossier, made_of(sample()), expected_version=dossier.version)
        everybody_signs(actor, request)
        now = queries.get_request(actor, request.pk)
        return actions.submit_request(actor, now, version=now.version)


def mend(world: World, request: AcademicRequest, part: str, change: Any) -> None:
    with acting_as(world.institution) as actor:
        now = queries.get_request(actor, request.pk)
        assert now.dossier is not None
        values = values_of(content_of(actor, now.dossier))[part]
        change(values)
        open_signed_part(actor, now.dossier, part)
        change_part(actor, now.dossier, part, values, expected_version=now.dossier.version)
        everybody_signs(actor, request)


def last_letter(world: World, request: AcademicRequest) -> queries.Letter:
    with acting_as(world.officer) as actor:
        return queries.letters_of(actor, queries.get_request(actor, request.pk))[-1]
