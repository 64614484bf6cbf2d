"""A photograph as it was uploaded, judged by what it is and made small, without what cameras write into it."""

import io

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from tidtam.kernel.actor import Refused

LARGEST_BYTES = 10 * 1024 * 1024
LARGEST_PIXELS = 50_000_000
SMALLEST_SIDE = 200
KEPT_SIDE = 1200


def as_jpeg(upload: "UploadedFile[bytes] | None") -> bytes:
    if upload is None or not upload.size:
        raise Refused(_("There is no picture. Take or choose one."), code="no_picture", field="picture")
    if upload.size > LARGEST_BYTES:
        raise Refused(_("The picture is larger than 10 MB. Choose a smaller one."), code="too_large", field="picture")
    try:
        with Image.open(upload, formats=("JPEG", "PNG", "WEBP")) as picture:
            if picture.width * picture.height > LARGEST_PIXELS:
                raise Refused(_("The picture has too many pixels. Choose a smaller one."), code="too_many_pixels")
            if min(picture.size) < SMALLEST_SIDE:
                raise Refused(_("The picture is too small to read. Take it again, nearer."), code="too_small")
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise Refused(
            _("This file is not a picture that can be read. Use a JPG or PNG picture."),
            code="no_image",
            field="picture",
        ) from None
    upright.thumbnail((KEPT_SIDE, KEPT_SIDE))
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=82)
    return out.getvalue()
