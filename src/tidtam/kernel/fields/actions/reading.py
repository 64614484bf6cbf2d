"""A list of fields as people keep it in a spreadsheet: code, name_th, name_en, group_th, group_en, perhaps sample."""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from tidtam.kernel.actor import Refused
from tidtam.kernel.fields.queries import as_typed

REQUIRED = ("code", "name_th")
OPTIONAL = ("name_en", "group_th", "group_en", "sample")
_LONGEST = 200
_CODE = re.compile(r"[0-9]{4}")
_MOST_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True)
class FieldRow:
    line: int
    code: str
    name_th: str
    name_en: str
    group_th: str
    group_en: str
    is_sample: bool


@dataclass(frozen=True)
class Mistake:
    line: int
    column: str
    reason: str


def read_rows(file: Path) -> tuple[list[FieldRow], list[Mistake]]:
    """Every row, and everything that is wrong with them; refuses a file that is no such list."""
    if file.stat().st_size > _MOST_BYTES:
        raise Refused(_("The file is larger than a list of fields can be."))
    with file.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        missing = [name for name in REQUIRED if name not in (reader.fieldnames or [])]
        if missing:
            raise Refused(_("The file lacks these columns: %(names)s") % {"names": ", ".join(missing)})
        try:
            rows = [_row(reader.line_num, record) for record in reader]
        except csv.Error as broken:
            raise Refused(_("Line %(line)d cannot be read as CSV.") % {"line": reader.line_num}) from broken
    if not rows:
        raise Refused(_("The file holds no field."))
    return rows, _mistakes_in(rows)


def _row(line: int, record: dict[str, str | None]) -> FieldRow:
    value = {name: as_typed(record.get(name) or "") for name in (*REQUIRED, *OPTIONAL)}
    return FieldRow(
        line=line,
        code=value["code"],
        name_th=value["name_th"],
        name_en=value["name_en"],
        group_th=value["group_th"],
        group_en=value["group_en"],
        is_sample=value["sample"] == "yes",
    )


def _mistakes_in(rows: list[FieldRow]) -> list[Mistake]:
    found: list[Mistake] = []
    first: dict[str, int] = {}
    for row in rows:
        if not _CODE.fullmatch(row.code):
            found.append(Mistake(row.line, "code", _("“%(code)s” is not 4 digits.") % {"code": row.code[:20]}))
        elif row.code in first:
            text = _("%(code)s stands in line %(line)d already.") % {"code": row.code, "line": first[row.code]}
            found.append(Mistake(row.line, "code", text))
        first.setdefault(row.code, row.line)
        if not row.name_th:
            found.append(Mistake(row.line, "name_th", _("The Thai name is missing.")))
        for column in ("name_th", "name_en", "group_th", "group_en"):
            if len(getattr(row, column)) > _LONGEST:
                text = _("Longer than %(most)d characters.") % {"most": _LONGEST}
                found.append(Mistake(row.line, column, text))
    return found
