"""What came of a request that was approved, as everybody else is told of it: the result “academic_appointment”."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from tidtam.products.academic.dossier.papers.citing import cite
from tidtam.products.academic.rulebook.rule_sets import RuleSet
from tidtam.products.academic.rulebook.rules.look import exact_day
from tidtam.products.academic.rulebook.structure import Assessment, Dossier, Work
from tidtam.tracking.history import Entry
from tidtam.tracking.results import schema_of

RESULT = "academic_appointment"
_GAZETTE_STEP = "gazette"
_SAME_QUALITY = {"excellent": "outstanding"}
"""Where the rules and the result have their own codes for one level."""

Values = Mapping[str, Any]


def of_matter(position: str, organization_id: UUID, entries: Sequence[Entry]) -> dict[str, Any]:
    """What stands in the matter itself."""
    orders = [entry.order_no for entry in entries if entry.order_no]
    published = [entry.written.remark for entry in entries if entry.step == _GAZETTE_STEP and entry.written.remark]
    return {
        "position": position,
        "organization": str(organization_id),
        "order_no": orders[-1] if orders else "",
        "gazette": published[-1] if published else "",
    }


def of_request(facts: Mapping[str, str]) -> dict[str, Any]:
    """What the request said when it was sent last."""
    return {
        "title": facts["applicant_title"],
        "given_name": facts["applicant_given_name"],
        "family_name": facts["applicant_family_name"],
        "method": facts["method"],
        "field_code": facts["field_code"],
        "field_name": facts["field_name"],
        "subfield": facts["subfield_name"],
    }


def of_dossier(dossier: Dossier, rule_set: RuleSet) -> dict[str, Any]:
    """What its dossier said then. A day that cannot be read is not said: nobody guesses it."""
    return {
        "employment": dossier.request.employment_kind,
        "appointed_on": _day(dossier.council.appointed_on),
        "qualifications": list(_qualifications(dossier)),
        "works": list(_works(dossier, rule_set)),
        "earlier": list(_earlier(dossier)),
        "experts": len([member for member in dossier.committee.members if member.name.strip()]),
    }


def _day(typed: str) -> str:
    day = exact_day(typed)
    return day.isoformat() if day else ""


def _earlier(dossier: Dossier) -> Iterator[Values]:
    """The positions below the one requested."""
    below = dossier.request.position.below if dossier.request.position else ()
    for each in dossier.history.appointments:
        if each.position in below:
            yield {
                "position": each.position.value,
                "method": each.method.value if each.method else "",
                "field_code": each.field_code,
                "field_name": each.field_name,
                "appointed_on": _day(each.appointed_on),
                "order_no": each.order_number,
            }


def _qualifications(dossier: Dossier) -> Iterator[Values]:
    for each in dossier.history.qualifications:
        said = {
            "degree": each.degree or each.degree_en,
            "field": each.field_name,
            "institution": each.institution,
            "country": each.country,
            "year": each.completed,
        }
        if said["degree"].strip():
            yield {key: value for key, value in said.items() if value}


def _works(dossier: Dossier, rule_set: RuleSet) -> Iterator[Values]:
    """Those of this request on which it rests, as the committee found them."""
    found = {each.work: each for each in dossier.committee.assessments if each.work}
    for work in dossier.works:
        assessed = found.get(work.id, Assessment())
        citation = cite(work)
        if citation and work.used_for is None and assessed.meets is not False:
            said = {
                "citation": citation,
                "quality": _SAME_QUALITY.get(assessed.quality, assessed.quality),
                "participation": _participation(work, assessed, rule_set),
            }
            yield {key: value for key, value in said.items() if value}


def _participation(work: Work, assessed: Assessment, rule_set: RuleSet) -> str:
    """The role by its Thai name, as the register has it, and the share."""
    own = next((author for author in work.authors if author.is_applicant), None)
    role, share = assessed.role or (own.role if own else ""), assessed.share or (own.share if own else "")
    roles = rule_set.lists.get("roles")
    name = next((entry.name.th for entry in (roles.entries if roles else ()) if entry.code == role), role)
    return " ".join(part for part in (name, share and f"{share.strip().rstrip('% ')}%") if part)


def fitted(content: Values) -> dict[str, Any]:
    """Without what was not said; texts and lists as long as the result has room for, codes only those it knows."""
    return _fitted(schema_of(RESULT)["properties"], content)


def _fitted(properties: Values, content: Values) -> dict[str, Any]:
    told = ((key, _cut(properties[key], value)) for key, value in content.items())
    return {key: value for key, value in told if value}


def _cut(about: Values, value: Any) -> Any:
    match about:
        case {"enum": known}:
            return value if value in known else ""
        case {"items": {"properties": columns}, "maxItems": most}:
            return [_fitted(columns, row) for row in value[:most]]
        case {"maxLength": longest}:
            line = " ".join(value.split())
            return line if len(line) <= longest else f"{line[: longest - 1]}…"
        case {"pattern": pattern}:
            return value if re.search(pattern, value) else ""
        case _:
            return value
