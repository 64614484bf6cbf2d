from tidtam.kernel.fields.models import FieldOfStudy


def make_field(code: str, name_th: str, name_en: str = "", *, is_sample: bool = False) -> FieldOfStudy:
    return FieldOfStudy.objects.create(code=code, name_th=name_th, name_en=name_en, is_sample=is_sample)
