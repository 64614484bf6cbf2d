"""What requests for academic positions keep of applicants, and lists of experts of the experts in them."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from tidtam.kernel.actor import Actor
from tidtam.kernel.files.actions import forget_files
from tidtam.kernel.files.models import StoredFile
from tidtam.kernel.personal_data import STAYS, Fact, Hold, Holding, Record, Subject

from .dossier.models import Dossier
from .dossier.queries.dossiers import FILES_OF_A_DOSSIER, typed_in
from .experts.actions import forget_applicant
from .experts.models import Expert
from .models import AcademicRequest

_WORDS = (
    "applicant_title",
    "applicant_given_name",
    "applicant_family_name",
    "coordinator_name",
    "coordinator_phone",
    "coordinator_email",
)
_OWN_PARTS = {"applicant", "history", "works", "teaching"}
_EXPERT_GROUND = _("Lists of experts are kept to appoint committees (PDPA section 24 (4))")


def export_requests(actor: Actor, subject: Subject) -> Sequence[Record]:
    if subject.person_id is None:
        return ()
    requests = AcademicRequest.objects.filter(person=subject.person_id).select_related("organization")
    dossiers = Dossier.objects.filter(subject=subject.person_id).order_by("begun_at", "id")
    return [
        *(
            Record(
                _("Academic position request"),
                (
                    Fact("organization", _("Organisation"), row.organization.name),
                    Fact("position", _("Position"), row.get_position_display()),
                    Fact("field", _("Field of study"), row.field_name),
                    Fact("letter_no", _("Letter number"), row.letter_no),
                    Fact("submitted_at", _("Sent at"), row.submitted_at),
                ),
            )
            for row in requests.order_by("drafted_at", "id")
        ),
        *(Record(_("Dossier"), (Fact("begun_at", _("Begun at"), row.begun_at),), _own_parts(row)) for row in dossiers),
    ]


def _own_parts(dossier: Dossier) -> dict[str, object]:
    """What the applicant says; never who is to judge it, which is kept from them."""
    said: dict[str, object] = typed_in(dossier).model_dump(mode="json", include=_OWN_PARTS, exclude_defaults=True)
    return said


def erase_requests(actor: Actor, subject: Subject) -> int:
    if subject.person_id is None:
        return 0
    forget_applicant(actor, subject.person_id)
    dossiers = Dossier.objects.filter(subject=subject.person_id)
    forget_files(actor, StoredFile.objects.filter(owner_kind=FILES_OF_A_DOSSIER, owner_id__in=dossiers.values("pk")))
    rows = AcademicRequest.objects.filter(person=subject.person_id)
    return rows.update(**dict.fromkeys(_WORDS, ""))


def export_expert(actor: Actor, subject: Subject) -> Sequence[Record]:
    """That one is in a list; for whom one was proposed stays secret."""
    rows = Expert.objects.filter(person=subject.person_id).select_related("organization") if subject.person_id else ()
    return [
        Record(
            _("Expert in a list"),
            (
                Fact("organization", _("Organisation"), row.organization.name),
                Fact("name", _("Name"), row.full_name),
                Fact("expertise", _("Expertise"), row.expertise),
            ),
        )
        for row in rows
    ]


def expert_held_back(actor: Actor, subject: Subject) -> Sequence[Hold]:
    listed = subject.person_id is not None and Expert.objects.filter(person=subject.person_id).exists()
    return [Hold(_("You stand in a list of experts"), _EXPERT_GROUND, "")] if listed else ()


REQUESTS = Holding(
    key="academic.requests",
    order=120,
    title=_("Your requests for academic positions"),
    held_by=_("The institution named with each request, and the ministry it was sent to"),
    purpose=_("To decide on an academic position."),
    kept_for=_("As long as the matter that each belongs to."),
    ground=_("Law on civil service in higher education; public task (PDPA section 24 (4))"),
    tables=(
        "academic.AcademicRequest",
        "academic.RequestEdition",
        "academic.RequestReturn",
        "academic.Defect",
        "academic.DefectAnswer",
        "academic_dossier.Dossier",
        "academic_dossier.DossierEdition",
        "academic_dossier.SigningAct",
        "academic_dossier.FindingOverride",
    ),
    export_person=export_requests,
    when_joined=STAYS,
    erase_person=erase_requests,
    remains=_("That there was a request, for which position and when."),
)
EXPERTS = Holding(
    key="academic.experts",
    order=121,
    title=_("Lists of experts you stand in"),
    held_by=_("The office that keeps the list"),
    purpose=_("To find experts for committees."),
    kept_for=_("As long as the office keeps you in its list."),
    ground=_EXPERT_GROUND,
    tables=(
        "academic_experts.Expert",
        "academic_experts.Committee",
        "academic_experts.Member",
        "academic_experts.ConflictAnswer",
        "academic_experts.Approach",
        "academic_experts.Asking",
    ),
    export_person=export_expert,
    when_joined=STAYS,
    held_back=expert_held_back,
)
