from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FileKind(TextChoices):
    """What may be stored. The value is what the content was found to be, whatever the name said."""

    PDF = "pdf", _("PDF document")
    JPEG = "jpeg", _("JPEG picture")
    PNG = "png", _("PNG picture")

    @property
    def content_type(self) -> str:
        return {"pdf": "application/pdf", "jpeg": "image/jpeg", "png": "image/png"}[self.value]

    @property
    def extension(self) -> str:
        return {"pdf": ".pdf", "jpeg": ".jpg", "png": ".png"}[self.value]


PICTURES = (FileKind.JPEG, FileKind.PNG)
