from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FileKind(TextChoices):
    """What may be stored. The value is what the content was found to be, whatever the name said."""

    PDF = "pdf", _("PDF document")
    JPEG = "jpeg", _("JPEG picture")
    PNG = "png", _("PNG picture")
    CSV = "csv", _("CSV table")
    XLSX = "xlsx", _("Excel workbook")

    @property
    def content_type(self) -> str:
        return {
            "pdf": "application/pdf",
            "jpeg": "image/jpeg",
            "png": "image/png",
            "csv": "text/csv",
            "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }[self.value]

    @property
    def extension(self) -> str:
        return ".jpg" if self is FileKind.JPEG else f".{self.value}"


PICTURES = (FileKind.JPEG, FileKind.PNG)
DOCUMENTS = (FileKind.PDF, *PICTURES)
"""What belongs to a matter and is looked at by people."""
TABLES = (FileKind.CSV, FileKind.XLSX)
"""What is read by the platform and never shown again."""
