from django.utils.translation import gettext_lazy as _
from pydantic import Field, StrictBool

from tidtam.products.academic.rulebook.choices import Position

from .fields import Ask, Code, Piece, Widget, choice, code, day, files, group, line, many, number, year, yes_no


class Author(Piece):
    name: str = line(_("Name of the author"))
    role: str = code(_("Role in the work"), "roles")
    share: str = number(_("Share in percent"))
    is_applicant: StrictBool | None = yes_no(_("This author is the applicant"))


class Version(Piece):
    """A report in full, or what was published of it."""

    title: str = line(_("Title of this version"))
    year: str = year(_("Year of this version (Buddhist era)"))
    source: str = line(_("Source of this version"))
    pages: str = line(_("Pages of this version"))
    files: tuple[Code, ...] = files(_("File of this version"))


class Work(Piece):
    id: str = Field(
        default="",
        max_length=60,
        pattern=r"^[A-Za-z0-9_.+-]*$",
        json_schema_extra=Ask(_("Mark of the work"), Widget.CODE, _("Other parts name the work by it.")),
    )
    kind: str = code(_("Kind of work"), "kinds")
    authors: tuple[Author, ...] = many(
        _("Authors"), _("Author no. %(number)s"), most=2_000, hint=_("All authors and co-workers, in their order.")
    )
    year: str = year(_("Year (Buddhist era)"))
    title: str = line(_("Title of the work"))
    source: str = line(_("Source"), _("Journal, publisher or where else it appeared."))
    is_in_journal: StrictBool | None = yes_no(_("Appeared in an academic journal"))
    volume: str = line(_("Volume"))
    issue: str = line(_("Issue"))
    pages: str = line(_("Pages"))
    published_on: str = day(_("Date of publication"))
    database: str = code(_("Database"), "databases", _("In the list in force on the date of publication."))
    publisher: str = line(_("Publisher"))
    edition: str = line(_("Edition"))
    used_for: Position | None = choice(
        _("Used for an earlier position"), _("Leave empty for a work of the present request.")
    )
    quality: str = code(_("Quality at the earlier position"), "qualities")
    evidence: tuple[Code, ...] = files(_("The work"), _("Attach the work itself."))
    publication_evidence: tuple[Code, ...] = files(
        _("Evidence of publication"), _("Attach what proves that the work was published.")
    )
    is_improved: StrictBool | None = yes_no(_("Improved after the assessment"))
    files_before: tuple[Code, ...] = files(_("Version before the improvement"))
    files_after: tuple[Code, ...] = files(_("Version after the improvement"))
    full_report: Version = group(Version, _("Full research report"))
    published_version: Version = group(Version, _("Published version"))
