"""Part 2: the supervisor's assessment."""

import re
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from tidtam.products.academic.rulebook.choices import Certifier, IdentityKind, Opinion, Part, Stage
from tidtam.products.academic.rulebook.structure import Applicant, Certification
from tidtam.thai.names import split

from .findings import Day, Said, cannot_tell, fails
from .look import Look, exact_day, is_empty, numbered, read_day, wanting_day
from .registry import rule

_THAI = re.compile("[\u0e00-\u0e7f]")
_PLACE = "/supervisors/certifications"
_APPLICANT_SIGNED = "/applicant/signature/signed_on"
_OPINIONS = {
    Certifier.CHECKS: (Opinion.COMPLETE, Opinion.INCOMPLETE),
    Certifier.ABOVE: (Opinion.QUALIFIES, Opinion.DOES_NOT_QUALIFY),
}


def _certifications(look: Look) -> Iterator[tuple[str, Certification]]:
    return numbered(_PLACE, look.dossier.supervisors.certifications)


def nobody_certified(look: Look) -> Iterator[Said]:
    """What a rule says that needs the supervisors, where there is none."""
    if not look.dossier.supervisors.certifications:
        yield cannot_tell(_PLACE, _("No supervisor has certified, so this cannot be told."))


@rule(
    "DOC-201",
    _("Signatures of all supervisors"),
    part=Part.SUPERVISOR,
    stage=Stage.SUPERVISOR,
    needs=("supervisors_required", "certifiers"),
)
def every_supervisor_signed(look: Look) -> Iterator[Said]:
    for place, certification in _certifications(look):
        signature = certification.signature
        if certification.certifier is None:
            yield fails(
                f"{place}/certifier",
                _("It is not said which supervisor certifies."),
                _("Choose whether it is the supervisor who checks or the one above."),
            )
        if not signature.signed:
            yield fails(
                f"{place}/signature/signed", _("The supervisor has not signed."), _("Have the supervisor sign.")
            )
        if is_empty(signature.name):
            yield fails(
                f"{place}/signature/name",
                _("The name of the supervisor is missing."),
                _("Write the name of the supervisor who signs."),
            )
    present = {certification.certifier for _place, certification in _certifications(look)}
    for code in look.codes("supervisors_required"):
        certifier = look.listed("certifiers", code)
        if code not in present and certifier is not None:
            yield fails(
                _PLACE,
                _("Missing: %(certifier)s."),
                _("Have this supervisor certify too."),
                certifier=certifier.name,
            )


@rule("DOC-202", _("Nobody certifies their own request"), part=Part.SUPERVISOR, stage=Stage.SUPERVISOR)
def nobody_certifies_oneself(look: Look) -> Iterator[Said]:
    own = set(_own_names(look.dossier.applicant))
    if not own:
        yield cannot_tell("/applicant/given_name", _("The name of the applicant is missing or not whole."))
        return
    yield from nobody_certified(look)
    for place, certification in _certifications(look):
        name = name_key(certification.signature.name)
        if is_empty(name):
            yield cannot_tell(f"{place}/signature/name", _("The name of the supervisor is missing."))
        elif name in own:
            yield fails(
                f"{place}/signature/name",
                _("The applicant has certified their own request."),
                _("Have the supervisor certify; where the applicant holds that office, the one above."),
            )
        elif _is_thai(name) not in map(_is_thai, own):
            yield cannot_tell(
                f"{place}/signature/name",
                _("This name is written in other letters than that of the applicant, so they cannot be compared."),
                _("Write both names in the same language, or the applicant's in both."),
            )


def _own_names(applicant: Applicant) -> Iterator[str]:
    """In Thai and in English, as far as they are whole; some holders of a passport have one name only."""
    for given, middle, family in (
        (applicant.given_name, applicant.middle_name, applicant.family_name),
        (applicant.given_name_en, applicant.middle_name_en, applicant.family_name_en),
    ):
        if not is_empty(given) and (not is_empty(family) or applicant.identity_kind == IdentityKind.PASSPORT):
            yield name_key(" ".join(filter(None, (given, middle, family))))


def _is_thai(name: str) -> bool:
    return _THAI.search(name) is not None


def name_key(text: str) -> str:
    """A name without its titles, however it was typed."""
    name = split(text)
    return " ".join(filter(None, (name.given_name, name.middle_name, name.family_name))).casefold()


@rule("DOC-203", _("Date of each signature"), part=Part.SUPERVISOR, stage=Stage.SUPERVISOR)
def every_signature_dated(look: Look) -> Iterator[Said]:
    signed = [(_APPLICANT_SIGNED, look.dossier.applicant.signature.signed_on)]
    signed += [(f"{place}/signature/signed_on", one.signature.signed_on) for place, one in _certifications(look)]
    for place, typed in signed:
        yield from undated(place, typed)
    yield from nobody_certified(look)


def undated(place: str, typed: str) -> Iterator[Said]:
    """What is wrong with the date of a signature."""
    mend = _("Write day, month and year of the signature.")
    if is_empty(typed):
        yield fails(place, _("The signature has no date."), mend)
    elif (day := read_day(typed)) is None:
        yield wanting_day(place, typed)
    elif day.exact is None:
        yield fails(place, _("The date of the signature lacks the day or the month."), mend)


@rule("DOC-204", _("Supervisor signs after the applicant"), part=Part.SUPERVISOR, stage=Stage.SUPERVISOR)
def supervisor_not_before_applicant(look: Look) -> Iterator[Said]:
    typed = look.dossier.applicant.signature.signed_on
    applicant = exact_day(typed)
    if applicant is None:
        yield wanting_day(_APPLICANT_SIGNED, typed)
        return
    yield from nobody_certified(look)
    for place, day in _signed_days(look):
        if isinstance(day, Said):
            yield day
        elif day < applicant:
            yield fails(
                place,
                _("The supervisor signed on %(day)s, before the applicant signed on %(applicant)s."),
                _("Check both dates; the supervisor signs on the same day or later."),
                day=Day(day),
                applicant=Day(applicant),
            )


@rule("DOC-205", _("Opinion of each supervisor"), part=Part.SUPERVISOR, stage=Stage.SUPERVISOR)
def every_opinion_given(look: Look) -> Iterator[Said]:
    yield from nobody_certified(look)
    for place, certification in _certifications(look):
        if certification.certifier is None:
            yield cannot_tell(f"{place}/certifier", _("It is not said which supervisor certifies."))
            continue
        positive, negative = _OPINIONS[certification.certifier]
        choices = {"positive": positive.label, "negative": negative.label}
        if certification.opinion is None:
            yield fails(
                f"{place}/opinion",
                _("The supervisor has given no opinion."),
                _("The supervisor says: %(positive)s or %(negative)s."),
                **choices,
            )
        elif certification.opinion == negative:
            yield fails(
                f"{place}/opinion",
                _("The opinion of the supervisor is: %(negative)s. The request stops here."),
                _("The request goes on only with the opinion: %(positive)s."),
                **choices,
            )
        elif certification.opinion != positive:
            yield fails(
                f"{place}/opinion",
                _("This opinion is for another supervisor to give."),
                _("The supervisor says: %(positive)s or %(negative)s."),
                **choices,
            )


@rule(
    "DOC-206",
    _("Supervisor signs before the council receives the matter"),
    part=Part.SUPERVISOR,
    stage=Stage.COUNCIL,
    implies=("DOC-503",),
)
def supervisor_before_council(look: Look) -> Iterator[Said]:
    typed = look.dossier.council.received_on
    received = exact_day(typed)
    if received is None:
        yield wanting_day("/council/received_on", typed)
        return
    yield from nobody_certified(look)
    for place, day in _signed_days(look):
        if isinstance(day, Said):
            yield day
        elif day >= received:
            yield fails(
                place,
                _("The supervisor signed on %(day)s; the council received the matter on %(received)s already."),
                _("The supervisor must have signed before the day on which the council receives the matter."),
                day=Day(day),
                received=Day(received),
            )


def _signed_days(look: Look) -> Iterator[tuple[str, date | Said]]:
    """The day each supervisor signed, or what is to be said where that cannot be told."""
    for place, certification in _certifications(look):
        typed = certification.signature.signed_on
        signed_on = f"{place}/signature/signed_on"
        yield signed_on, exact_day(typed) or wanting_day(signed_on, typed)
