import hashlib
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.http import Http404

from tidtam.kernel.actor import SYSTEM, Actor, ActorKind, Grant, NotAllowed, Refused, acting_as, new_id
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.files import actions, queries
from tidtam.kernel.files.actions.orphans import clear_orphans
from tidtam.kernel.files.choices import PICTURES
from tidtam.kernel.files.http import download
from tidtam.kernel.files.models import StoredFile
from tidtam.kernel.files.storage import PIECE, ContentDamaged, file_store
from tidtam.kernel.files.tests.factories import make_file, make_pdf, make_picture, upload

pytestmark = pytest.mark.django_db


def officer_at(path: str, role: str = "institution_officer") -> Actor:
    grant = Grant(new_id(), role, new_id(), path, path, path)
    return Actor(ActorKind.MEMBER, account_id=new_id(), person_id=new_id(), grants=(grant,))


def on_disk(file: StoredFile) -> Path:
    return settings.ENVIRONMENT.data / "files" / str(file.pk)


def padded_pdf(size: int) -> bytes:
    return make_pdf({4: b"<</Length %d>>stream\n%s\nendstream" % (size, b"x" * size)})


@pytest.mark.requirement("IDN-15")
@pytest.mark.parametrize("content", [make_pdf(), padded_pdf(PIECE), padded_pdf(3 * PIECE)])
def test_what_was_stored_comes_back_and_lies_sealed_on_disk(content: bytes) -> None:
    file = make_file(content=content)
    sealed = on_disk(file).read_bytes()
    assert b"%PDF" not in sealed
    assert on_disk(file).stat().st_mode & 0o077 == 0
    with acting_as(SYSTEM):
        opened = queries.open_file(SYSTEM, file.pk).read()
    assert opened == content
    assert (file.size, file.sha256) == (len(content), hashlib.sha256(content).hexdigest())


@pytest.mark.parametrize("damage", ["altered", "cut", "cut at a piece", "longer", "swapped", "gone"])
def test_damage_is_found_and_nothing_wrong_is_given_out(damage: str) -> None:
    file = make_file(content=padded_pdf(2 * PIECE))
    place = on_disk(file)
    sealed = place.read_bytes()
    whole = PIECE + 16
    if damage == "gone":
        place.unlink()
    else:
        place.write_bytes(
            {
                "altered": sealed[:100] + bytes([sealed[100] ^ 1]) + sealed[101:],
                "cut": sealed[:-1],
                "cut at a piece": sealed[: 2 * whole],
                "longer": sealed + b"x",
                "swapped": sealed[whole : 2 * whole] + sealed[:whole] + sealed[2 * whole :],
            }[damage]
        )
    with acting_as(SYSTEM), pytest.raises(ContentDamaged):
        queries.open_file(SYSTEM, file.pk).read()


@pytest.mark.requirement("IDN-15")
def test_other_institutions_and_other_people_find_no_file() -> None:
    person_id = new_id()
    file = make_file(person_id=person_id)
    own = Actor(ActorKind.MEMBER, account_id=new_id(), person_id=person_id)
    for actor in (own, officer_at("mhesi/psu"), officer_at("mhesi"), SYSTEM):
        with acting_as(actor):
            assert queries.get_file(actor, file.pk) == file
            assert queries.files_of(actor, file.owner_kind, [file.owner_id]) == [file]
    stranger = Actor(ActorKind.MEMBER, account_id=new_id(), person_id=new_id())
    for actor in (stranger, officer_at("mhesi/cmu"), officer_at("mhesi/psu-2"), officer_at("mhesi/psu", "auditor")):
        with acting_as(actor):
            with pytest.raises(Http404):
                queries.open_file(actor, file.pk)
            assert queries.files_of(actor, file.owner_kind, [file.owner_id]) == []
    with acting_as(stranger):
        assert not StoredFile.objects.filter(pk=file.pk).exists(), "row-level security is the second wall"


def test_looking_at_a_file_of_somebody_else_is_on_record() -> None:
    person_id = new_id()
    file = make_file(person_id=person_id)
    officer, own = officer_at("mhesi/psu"), Actor(ActorKind.MEMBER, account_id=new_id(), person_id=person_id)
    for actor in (officer, own):
        with acting_as(actor):
            queries.open_file(actor, file.pk).read()
    with acting_as(SYSTEM):
        views = AuditRecord.objects.filter(verb="viewed", object_id=str(file.pk))
        assert [view.actor_account for view in views] == [officer.account_id]


def test_nobody_stores_for_others() -> None:
    for actor in (officer_at("mhesi/cmu"), officer_at("mhesi/psu", "auditor")):
        with pytest.raises(NotAllowed):
            make_file(actor=actor, person_id=new_id())
    member = Actor(ActorKind.MEMBER, account_id=new_id(), person_id=new_id())
    assert make_file(actor=member, person_id=member.person_id, organization_path="").person_id == member.person_id


def test_a_file_over_the_limit_or_of_another_kind_is_refused() -> None:
    for content, more, code in [
        (padded_pdf(2000), {"largest": 1000}, "file_large"),
        (make_pdf(), {"kinds": PICTURES}, "file_kind"),
    ]:
        with acting_as(SYSTEM), pytest.raises(Refused) as refusal:
            actions.store_file(
                SYSTEM,
                upload=upload(content),
                owner_kind="case",
                owner_id=new_id(),
                organization_path="mhesi",
                **more,  # type: ignore[arg-type]
            )
        assert refusal.value.code == code
    assert not (settings.ENVIRONMENT.data / "files").exists()


def test_a_picture_keeps_what_it_said_of_itself_as_data() -> None:
    file = make_file(content=make_picture("JPEG", (354, 472), dpi=(300, 300)), name="รูปถ่าย.HEIC")
    assert (file.width, file.height, file.dpi_x, file.dpi_y) == (354, 472, 300, 300)
    assert (file.name, file.content_type) == ("รูปถ่าย.jpg", "image/jpeg")


def test_an_ended_file_does_not_exist_and_ending_twice_is_harmless() -> None:
    file = make_file()
    with acting_as(SYSTEM):
        actions.end_file(SYSTEM, file)
        actions.end_file(SYSTEM, file)
        with pytest.raises(Http404):
            queries.open_file(SYSTEM, file.pk)
        assert AuditRecord.objects.filter(verb="file.ended").count() == 1
    other = make_file()
    stranger = officer_at("mhesi/cmu")
    with acting_as(stranger), pytest.raises((NotAllowed, StoredFile.DoesNotExist)):
        actions.end_file(stranger, other)


def test_erasure_destroys_the_key_and_the_content(django_capture_on_commit_callbacks) -> None:  # type: ignore[no-untyped-def]
    file = make_file()
    with acting_as(officer_at("mhesi")) as officer, pytest.raises(NotAllowed):
        actions.erase_content(officer, file)
    with django_capture_on_commit_callbacks(execute=True), acting_as(SYSTEM):
        actions.erase_content(SYSTEM, file)
    assert not on_disk(file).exists()
    with acting_as(SYSTEM):
        assert StoredFile.objects.get(pk=file.pk).wrapped_key == ""


def test_what_a_rolled_back_transaction_left_is_cleared_away_and_nothing_else() -> None:
    kept = make_file()
    place = transaction.savepoint()
    lost = make_file()
    transaction.savepoint_rollback(place)
    assert on_disk(lost).exists()
    with acting_as(SYSTEM):
        now = SYSTEM.now()
        assert clear_orphans(SYSTEM, written_before=now - timedelta(days=1)) == 0
        assert clear_orphans(SYSTEM, written_before=now + timedelta(days=1)) == 1
    assert on_disk(kept).exists()
    assert not on_disk(lost).exists()


def test_files_stay_with_an_office_that_moves() -> None:
    moved, below, other = (make_file(organization_path=path) for path in ("a/psu", "a/psu/sci", "a/psux"))
    with acting_as(SYSTEM):
        actions.follow_office(SYSTEM, "a/psu", "b/psu")
        for file in (moved, below, other):
            file.refresh_from_db()
    assert [file.organization_path for file in (moved, below, other)] == ["b/psu", "b/psu/sci", "a/psux"]
    with acting_as(officer_at("a/psux")) as officer, pytest.raises(NotAllowed):
        actions.follow_office(officer, "a/psux", "b/psux")


def test_a_stored_file_can_never_be_deleted_by_the_web() -> None:
    file = make_file()
    with acting_as(SYSTEM), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM files_storedfile WHERE id = %s", [file.pk])


def test_the_store_takes_ids_only(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="badly formed"):
        file_store().open("../../etc/passwd")  # type: ignore[arg-type]


@pytest.mark.requirement("IDN-15")
def test_a_download_is_never_run_or_guessed_at() -> None:
    file = make_file(name='รายงาน"\r\nX: y.pdf')
    with acting_as(SYSTEM):
        response = download(queries.open_file(SYSTEM, file.pk))
        assert b"".join(response) == make_pdf()
    disposition = response["Content-Disposition"]
    assert disposition.startswith("attachment; filename=\"file.pdf\"; filename*=UTF-8''")
    assert disposition.isascii()
    assert unquote(disposition.rpartition("''")[2]) == "รายงาน_ X_ y.pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Content-Type"] == "application/pdf"
    assert int(response["Content-Length"]) == len(make_pdf())
