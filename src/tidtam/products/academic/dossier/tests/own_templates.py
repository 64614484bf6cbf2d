"""An office's template and what is printed with it, for the tests of both."""

from datetime import date

import pypdfium2
from django.utils.translation import override

from tidtam.kernel.actor import Actor, acting_as
from tidtam.kernel.orgs.models import Organization
from tidtam.products.academic.dossier.models import Dossier
from tidtam.products.academic.dossier.papers import print_request_form
from tidtam.products.academic.layouts.actions import keep_layout, publish_layout
from tidtam.products.academic.layouts.choices import Paper
from tidtam.products.academic.layouts.judging import Judged
from tidtam.products.academic.layouts.models import Layout
from tidtam.products.academic.rulebook.tests.generating import AS_OF

FORM = Paper.REQUEST_FORM
PLAIN = """#let data = json("dossier.json")
#set document(title: data.title)
#set text(font: ("Tidtam Thai", "Tidtam Latin", "Tidtam Latin Extended"), lang: data.language)
= แบบของเรา
#data.draft #data.edition #data.applicant
#for work in data.dossier.works [+ #work.title
]
"""


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)


def kept(actor: Actor, office: Organization, template: str = PLAIN, paper: Paper = FORM) -> Layout:
    with acting_as(actor):
        return keep_layout(actor, office, Judged(paper, template))


def published(actor: Actor, office: Organization, template: str = PLAIN, *, day: date = AS_OF) -> Layout:
    layout = kept(actor, office, template)
    with acting_as(actor):
        publish_layout(actor, layout, in_force_from=day)
    return layout


def form(actor: Actor, dossier: Dossier) -> str:
    with acting_as(actor), override("th"):
        return text_of(print_request_form(actor, dossier))
