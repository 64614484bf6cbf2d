"""What docs/api.md tells programs about the register is true: its commands are run, one after the other."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.core.cache import cache

from tidtam.kernel.actor import SYSTEM, acting_as, clock_at
from tidtam.kernel.identity import middleware
from tidtam.products.registry.models import Entry
from tidtam.products.registry.scopes import RegistryScope
from tidtam.tracking.api.tests.calling import program_of
from tidtam.tracking.api.tests.test_document import server
from tidtam.tracking.tests.factories import at

from .factories import TODAY, World

__all__ = ["server"]
_DOCUMENT = Path(__file__).resolve().parents[5] / "docs" / "api.md"
_BLOCK = re.compile(r"^```sh register\n(.*?)^```$", re.M | re.S)


@pytest.mark.requirement("NAP-08")
@pytest.mark.skipif(shutil.which("curl") is None, reason="the commands of the document are curl's")
def test_the_commands_of_the_document_work(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr(middleware, "clock", clock_at(at(TODAY)))
    world = World()
    client = program_of(world.a, "institution_officer", tuple(RegistryScope)).made
    blocks = _BLOCK.findall(_DOCUMENT.read_text("utf-8"))
    assert len(blocks) == 3
    given = {
        "TIDTAM": server,
        "CLIENT_ID": str(client.client.pk),
        "CLIENT_SECRET": client.secret,
        "INSTITUTION": "uni-a",
        "TODAY": TODAY.isoformat(),
    }
    ran = subprocess.run(  # noqa: S603 - our own document
        ["/bin/sh", "-eu", "-c", "\n".join(blocks)],
        env={**os.environ, **given, "no_proxy": "*"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    with acting_as(SYSTEM):
        entry = Entry.objects.get()
        assert (entry.state, entry.missing, entry.version) == ("awaiting", 0, 3)
