"""Offices from a CSV file that people keep in a spreadsheet: columns code, parent, kind, name_th, name_en, sample."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from tidtam.kernel.actor import Actor, Refused
from tidtam.kernel.orgs.choices import OrganizationKind
from tidtam.kernel.orgs.models import Organization

from .organizations import create_organization, move_organization, rename_organization

DATA = Path(__file__).resolve().parents[1] / "data"
COLUMNS = ("code", "parent", "kind", "name_th", "name_en", "sample")


@dataclass(frozen=True)
class OrganizationRow:
    line: int
    code: str
    parent: str
    kind: str
    name_th: str
    name_en: str
    is_sample: bool


@dataclass
class Imported:
    """What an import did, by code."""

    created: list[str] = field(default_factory=list)
    renamed: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)


def read_rows(file: Path) -> list[OrganizationRow]:
    """The rows of the file; refuses a file whose columns or kinds are not known, naming the line."""
    with file.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        missing = [name for name in COLUMNS if name not in (reader.fieldnames or [])]
        if missing:
            raise Refused(_("The file lacks these columns: %(names)s") % {"names": ", ".join(missing)})
        return [_read_row(reader.line_num, record) for record in reader]


def _read_row(line: int, record: dict[str, str | None]) -> OrganizationRow:
    value = {name: (record.get(name) or "").strip() for name in COLUMNS}
    if value["kind"] not in OrganizationKind.values:
        raise Refused(
            _("Line %(line)d: “%(kind)s” is no kind of office; use one of %(kinds)s.")
            % {"line": line, "kind": value["kind"], "kinds": ", ".join(OrganizationKind.values)}
        )
    return OrganizationRow(
        line=line,
        code=value["code"],
        parent=value["parent"],
        kind=value["kind"],
        name_th=value["name_th"],
        name_en=value["name_en"],
        is_sample=value["sample"] == "yes",
    )


def import_organizations(actor: Actor, rows: Iterable[OrganizationRow]) -> Imported:
    """Bring the tree to what the rows say: all of them or none. Offices the file does not name stay as they are."""
    done = Imported()
    with transaction.atomic():
        known = {each.code: each for each in Organization.objects.all()}
        for row in rows:
            try:
                known[row.code] = _import_row(actor, row, known, done)
            except Refused as refused:
                raise Refused(
                    _("Line %(line)d (%(code)s): %(reason)s")
                    % {"line": row.line, "code": row.code, "reason": refused.message}
                ) from refused
    return done


def _import_row(actor: Actor, row: OrganizationRow, known: dict[str, Organization], done: Imported) -> Organization:
    parent = known.get(row.parent)
    if row.parent and parent is None:
        raise Refused(_("no office above has the code “%(code)s”") % {"code": row.parent})
    office = known.get(row.code)
    if office is None:
        done.created.append(row.code)
        return create_organization(
            actor,
            code=row.code,
            kind=row.kind,
            name_th=row.name_th,
            name_en=row.name_en,
            parent=parent,
            is_sample=row.is_sample,
        )
    if office.kind != row.kind:
        raise Refused(_("the office exists with another kind, and a kind never changes"))
    before = (office.name_th, office.name_en, office.parent_id)
    if before[:2] != (row.name_th, row.name_en):
        rename_organization(actor, office, name_th=row.name_th, name_en=row.name_en)
        done.renamed.append(row.code)
    if before[2] != (parent.pk if parent else None):
        move_organization(actor, office, parent=parent)
        done.moved.append(row.code)
    if before == (row.name_th, row.name_en, parent.pk if parent else None):
        done.unchanged.append(row.code)
    return office
