"""How the applicant is called on paper."""

from tidtam.products.academic.rulebook.structure import Applicant
from tidtam.thai.names import full_name


def applicant_name(applicant: Applicant) -> str:
    """นายสมชาย ใจดี; in English for whoever has no Thai name. Titles and ranks stand in rows of their own."""
    if applicant.given_name.strip() or applicant.family_name.strip():
        names = (applicant.given_name, applicant.family_name, applicant.middle_name)
    else:
        names = (applicant.given_name_en, applicant.family_name_en, applicant.middle_name_en)
    given, family, middle = (name.strip() for name in names)
    return full_name(applicant.prefix.strip(), given, family, middle_name=middle)
