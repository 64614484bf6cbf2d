"""Whose dossier it is and by which rules it is judged, at the head of its pages."""

from tidtam.products.academic.dossier.queries import Judged
from tidtam.thai import names


def whose(judged: Judged) -> str:
    """The applicant and the position, as far as they were typed."""
    applicant, request = judged.content.applicant, judged.content.request
    given = applicant.given_name or applicant.given_name_en
    family = applicant.family_name or applicant.family_name_en
    name = names.full_name(applicant.prefix, given, family) if given or family else ""
    return " · ".join(word for word in (name, str(request.position.label) if request.position else "") if word)
