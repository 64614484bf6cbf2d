import pytest

from tidtam.kernel.files.choices import FileKind
from tidtam.kernel.files.naming import harmless_name

NAMES = {
    "report.pdf": "report.pdf",
    "รายงานการประชุม ครั้งที่ ๑.pdf": "รายงานการประชุม ครั้งที่ ๑.pdf",
    "../../etc/passwd": "passwd.pdf",
    "..\\..\\windows\\system.ini": "system.pdf",
    "C:\\fakepath\\สัญญา.docx": "สัญญา.pdf",
    "/": "file.pdf",
    "": "file.pdf",
    "..": "file.pdf",
    ".htaccess": "htaccess.pdf",
    "evil.pdf\x00.exe": "evil.pdf",
    "line\r\nSet-Cookie: a=b.pdf": "line Set-Cookie_ a=b.pdf",
    "invoice\u202efdp.exe": "invoicefdp.pdf",
    "a\u2066b\u200fc\ufeff.pdf": "abc.pdf",
    'quote".pdf': "quote_.pdf",
    "<script>.pdf": "_script_.pdf",
    "CON.pdf": "_CON.pdf",
    "photo.jpg": "photo.pdf",
    "bell\x07.pdf": "bell.pdf",
    "😀.pdf": "😀.pdf",
    "half\ud800.pdf": "half.pdf",
}


@pytest.mark.requirement("IDN-15")
@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_a_name_is_made_harmless(name: str) -> None:
    assert harmless_name(name, FileKind.PDF) == NAMES[name]


def test_a_long_thai_name_is_cut_between_letters_and_their_marks() -> None:
    name = harmless_name("ที่" * 200, FileKind.JPEG)
    assert len(name.encode()) <= 200
    assert name == "ที่" * 20 + ".jpg"
