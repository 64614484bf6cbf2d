import os
from pathlib import Path

import pytest
from django.conf import settings

from tidtam.kernel.actor import SYSTEM, acting_as, new_id
from tidtam.kernel.audit.models import AuditRecord
from tidtam.kernel.files.tasks import clear_orphaned_contents


@pytest.mark.django_db
def test_the_nightly_job_clears_what_has_lain_for_a_day_and_leaves_strangers_alone() -> None:
    folder: Path = settings.ENVIRONMENT.data / "files"
    folder.mkdir()
    old, fresh, stranger = folder / str(new_id()), folder / str(new_id()), folder / ".nfs0001"
    for file in (old, fresh, stranger):
        file.write_bytes(b"x")
    two_days_ago = SYSTEM.now().timestamp() - 2 * 86_400
    for file in (old, stranger):
        os.utime(file, (two_days_ago, two_days_ago))
    clear_orphaned_contents(timestamp=0)
    assert [file.exists() for file in (old, fresh, stranger)] == [False, True, True]
    with acting_as(SYSTEM):
        trace = AuditRecord.objects.get(verb="file.orphans_cleared")
    assert (trace.channel, trace.details) == ("job", {"count": 1})
