"""The request form, part by part, each on sheets of its own: it is signed by others than the part before."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tidtam.products.academic.dossier.signing import OPINIONS
from tidtam.products.academic.rulebook.choices import Certifier, Opinion, Part
from tidtam.products.academic.rulebook.structure import Certification, Committee, Dossier, History

from . import blocks
from .blocks import Block, Row
from .laying import answers, laid_out, listed
from .naming import applicant_name
from .pen import Pen, ask_of, label_of
from .signing import place_to_sign
from .works import assessed, works_by_use

_REQUESTED = ("position", "method", "field_name", "field_code", "subfield_name")
_WHERE = ("institution", "faculty", "employment_kind", "institution_kind")
_ABOUT = (
    *("prefix", "academic_title", "rank", "doctorate_title", "given_name", "middle_name", "family_name"),
    *("given_name_en", "middle_name_en", "family_name_en", "nationality", "birth_date"),
)


@dataclass(frozen=True, slots=True)
class PaperPart:
    title: str
    blocks: list[Block]


def parts_of_form(pen: Pen, dossier: Dossier) -> list[PaperPart]:
    made = (
        (Part.HISTORY, _history(pen, dossier)),
        (Part.SUPERVISOR, _supervisors(pen, dossier)),
        (Part.TEACHING, iter(laid_out(pen, dossier.teaching))),
        (Part.COMMITTEE, _committee(pen, dossier.committee)),
        (Part.KPW, iter(laid_out(pen, dossier.kpw))),
        (Part.COUNCIL, _council(pen, dossier)),
    )
    return [PaperPart(pen.figures(str(part.label)), list(laid)) for part, laid in made]


def _history(pen: Pen, dossier: Dossier) -> Iterator[Block]:
    yield blocks.heading(_("The position requested"))
    yield from blocks.rows(answers(pen, dossier.request, _REQUESTED))
    yield blocks.heading(_("The person who requests the position"))
    yield from blocks.rows(answers(pen, dossier.applicant, _ABOUT))
    yield from blocks.rows(answers(pen, dossier.request, _WHERE))
    for name in ("qualifications", "posts", "appointments"):
        yield from listed(pen, getattr(dossier.history, name), History, name)
    yield from works_by_use(pen, dossier.works)
    signature = dossier.applicant.signature
    if not signature.name.strip():
        signature = signature.model_copy(update={"name": applicant_name(dossier.applicant)})
    yield blocks.paragraph(_("I certify that what is said above is true in every respect."))
    yield place_to_sign(pen, signature, _("Signature of the applicant"))


def _supervisors(pen: Pen, dossier: Dossier) -> Iterator[Block]:
    yield from _whom(pen, dossier)
    made = dossier.supervisors.certifications
    certifications = made or tuple(Certification(certifier=certifier) for certifier in Certifier)
    for certification in certifications:
        certifier = certification.certifier
        yield blocks.heading(label_of(certifier) if certifier else str(ask_of(Certification, "certifier").title))
        yield blocks.paragraph(_opinion(certification))
        if certification.remark.strip():
            yield from blocks.rows(answers(pen, certification, ["remark"]))
        yield place_to_sign(pen, certification.signature, "")


def _opinion(certification: Certification) -> str:
    """All answers there are, the given one marked, so that an empty one can be marked by hand."""
    options = OPINIONS[certification.certifier] if certification.certifier else tuple(Opinion)
    if certification.opinion and certification.opinion not in options:
        options = (*options, certification.opinion)
    said = [f"( {'/' if option == certification.opinion else ' '} ) {option.label}" for option in options]
    return f"{ask_of(certification, 'opinion').title}:  " + "    ".join(said)


def _committee(pen: Pen, committee: Committee) -> Iterator[Block]:
    """Its members are named on their order only: this form passes through the applicant's hands."""
    yield from assessed(pen, committee.assessments)
    yield blocks.heading(_("Result of the assessment"))
    yield from blocks.rows(answers(pen, committee, ("works_total", "works_meeting", "expertise")))
    yield place_to_sign(pen, committee.signature, str(ask_of(committee, "signature").title))


def _council(pen: Pen, dossier: Dossier) -> Iterator[Block]:
    council = dossier.council
    may_lack = ("improved_received_on", "publication_received_on", "appointed_on_says")
    lacking = frozenset(name for name in may_lack if not getattr(council, name).strip())
    yield from laid_out(pen, council, without=lacking)


def _whom(pen: Pen, dossier: Dossier) -> Iterator[Block]:
    """Whom a part is about that is handed round without the first one."""
    pairs: list[Row] = [(_("The applicant"), applicant_name(dossier.applicant))]
    yield from blocks.rows([*pairs, *answers(pen, dossier.request, ("position", "field_name", "field_code"))])
