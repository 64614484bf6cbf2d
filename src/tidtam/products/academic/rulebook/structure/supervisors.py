from django.utils.translation import gettext_lazy as _

from tidtam.products.academic.rulebook.choices import Certifier, Opinion

from .fields import Piece, choice, group, many, text
from .signature import Signature


class Certification(Piece):
    certifier: Certifier | None = choice(_("Who certifies"))
    opinion: Opinion | None = choice(
        _("Opinion"),
        _("Who checks says complete or not complete; who stands above says within or not within the criteria."),
    )
    remark: str = text(_("Remark"))
    signature: Signature = group(Signature, _("Signature"))


class Supervisors(Piece):
    certifications: tuple[Certification, ...] = many(
        _("Certifications of the supervisors"), _("Certification no. %(number)s"), most=10
    )
