"""A template that an office wrote is a program from outside: what it may do, what stops it, and what is said of it."""

import base64
import io
import os
import platform
import subprocess
import sys
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2
import pytest
from django.conf import settings
from django.test.utils import override_settings
from django.utils.translation import override

from tidtam.web.paper import chamber
from tidtam.web.paper.foreign import Limits, Printed, TemplateFailed, typeset_foreign

pytestmark = pytest.mark.requirement("ACA-11")
MEGABYTE = 1024 * 1024
SHORT = Limits(seconds=1, patience=20, memory=512 * MEGABYTE, largest=MEGABYTE, pages=20)
HEAD = """#set document(title: "แบบ")
#set text(font: ("Tidtam Thai", "Tidtam Latin", "Tidtam Latin Extended"), lang: "th")
#let facts = json("dossier.json")
"""
DOT = base64.b64encode(
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\x90wS\xde"
    b"\x00\x00\x00\x0cIDATx\x9cc\xf8\xcf\xc0\x00\x00\x03\x01\x01\x00\xc9\xfe\x92\xef\x00\x00\x00\x00IEND\xaeB`\x82"
).decode()
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
    f'<image width="9" height="9" href="data:image/png;base64,{DOT}"/></svg>'
)


@pytest.fixture(autouse=True)
def _fonts_of_the_test(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """The fonts are made once for all tests."""
    shelf = tmp_path_factory.getbasetemp() / "paper"
    with override_settings(ENVIRONMENT=replace(settings.ENVIRONMENT, data=Path(shelf))):
        yield


def paper(template: str, facts: dict[str, object] | None = None, limits: Limits = SHORT) -> Printed:
    return typeset_foreign(
        HEAD + template,
        facts or {},
        named="dossier.json",
        pictures={"picture-1.svg": LOGO},
        made_at=datetime(2026, 11, 21, tzinfo=UTC),
        stand_in="□",
        limits=limits,
    )


def text_of(printed: Printed) -> str:
    with pypdfium2.PdfDocument(printed.pdf) as document:
        assert len(document) == printed.pages
        text = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in document)
    assert text == " ".join(printed.text.split())
    return text


def failure(template: str, limits: Limits = SHORT) -> TemplateFailed:
    with pytest.raises(TemplateFailed) as failed:
        paper(template, limits=limits)
    return failed.value


def test_a_template_is_set_from_its_data_and_pictures_and_tagged_for_all() -> None:
    printed = paper(
        '= #facts.title\n#image("picture-1.svg", alt: "ตรา")\n#for name in facts.names [+ #name\n]',
        {"title": "แบบคำขอ", "names": ["ฐิติญาณ์ น้ำซึ้ง", "Zoë"]},
    )
    assert text_of(printed) == "แบบคำขอ 1. ฐิติญาณ์ น้ำซึ้ง 2. Zoë"
    assert b"pdfuaid:part" in printed.pdf


@pytest.mark.parametrize(
    "said",
    [
        '#read("/etc/passwd")',
        "$x^2$ *bold* _thin_ `raw` @preview/a:1.0.0",
        '"] #panic() [ \\ // /* <label> \\u{1F600}',
        '#import "@preview/x:1.0.0"',
        "#{while true {}}",
    ],
)
def test_what_a_dossier_says_is_never_markup(said: str) -> None:
    shown = text_of(paper("= A\n#facts.title", {"title": said}))
    assert shown == f"A {' '.join(said.split())}"


def test_letters_that_no_font_has_get_a_stand_in() -> None:
    assert text_of(paper("= A\n#facts.title", {"title": "漢字 ก 한"})) == "A □□ ก □"


@pytest.mark.parametrize("letters", ["\U00036c73", "\x88"])
def test_letters_that_the_template_itself_writes_and_no_font_has_are_its_mistake(letters: str) -> None:
    with pytest.raises(TemplateFailed) as failed:
        paper(f"= บท\n{letters}")
    assert failed.value.mistakes


@pytest.mark.parametrize(
    ("template", "line", "words"),
    [
        ('= A\n#read("/etc/passwd")', 5, "This file does not exist here."),
        ('= A\n#read("../../../../etc/passwd")', 5, "This file does not exist here."),
        ('#import "@preview/cetz:0.3.0": *', 4, "Packages from outside cannot be used"),
        ('#import "@local/cetz:0.3.0": *', 4, "Packages from outside cannot be used"),
        ('#plugin("x.wasm")', 4, "This file does not exist here."),
        ("= A\n\n#facts.nothing", 6, "The data have nothing named “nothing”."),
        ("#foo", 4, "Nothing named “foo” was declared"),
        ("= A\n#(", 5, "is never closed"),
        ('#image("picture-1.svg")', 4, "no description for those who cannot see it"),
        ('#text(font: "TH Sarabun New")[a]', 4, "There is no font “th sarabun new”."),
        ("== Second", 4, "Headings begin with the first level"),
        ("#set text(size: 12)", 4, "The compiler says: expected length, found integer"),
        ("#while true {}", 4, "This repeats itself without end."),
    ],
)
def test_a_mistake_is_named_with_its_line_in_plain_words(template: str, line: int, words: str) -> None:
    failed = failure(template)
    with override("en"):
        assert [(each.line, each.words) for each in failed.mistakes][:1] == [(line, failed.mistakes[0].words)]
        assert words in failed.mistakes[0].words
    assert failed.code == "mistakes"


@pytest.mark.parametrize(
    "said",
    [
        '"x\\n┌─ " + "a" * 400000',
        '"x\\n" + "┌─ a/a:1" * 100000',
        '"the text `\\"x" * 100000',
        '"x\\n  ┌─ ../../main.typ:" + "9" * 5000 + ":1"',
    ],
    ids=["one_long_word", "many_places", "many_letters", "long_number"],
)
def test_what_a_template_says_as_its_own_mistake_keeps_the_product_neither_busy_nor_astray(said: str) -> None:
    failed = failure(f"= A\n#assert(false, message: {said})")
    assert failed.code == "mistakes"
    assert len(str(failed)) <= 100_000
    assert all(each.line is None or each.line == 5 for each in failed.mistakes)


def _picture_bomb() -> str:
    """A picture of 30,000 by 30,000 dots in a few kilobytes, written into the template as numbers."""
    side = 30_000
    packed = zlib.compressobj(9)
    rows = b"".join(packed.compress(bytes(1 + side // 8)) for _row in range(side)) + packed.flush()

    def chunk(kind: bytes, content: bytes) -> bytes:
        return len(content).to_bytes(4) + kind + content + zlib.crc32(kind + content).to_bytes(4)

    head = side.to_bytes(4) + side.to_bytes(4) + bytes([1, 0, 0, 0, 0])
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return f'#image(bytes(({",".join(map(str, png))})), alt: "x", width: 1cm)'


_SPINNING = bytes.fromhex(
    "0061736d010000000105016000017f030201000503010001070e0201730000066d656d6f727902000a0a01080003400c000b000b"
)
"""A plugin with one function, `s`, that never returns."""
_NESTED_PICTURE = "".join(
    f'<g id=\\"a{level}\\">' + f'<use href=\\"#a{level - 1}\\"/>' * 10 + "</g>" for level in range(1, 12)
)


@pytest.mark.parametrize(
    ("template", "codes"),
    [
        ("#for i in range(99999) { for j in range(99999) { let k = j } }", {"slow"}),
        (f"#plugin(bytes(({','.join(map(str, _SPINNING))}))).s()", {"slow"}),
        ('#let a = ("x",)\n#for i in range(60) { a = a + a }', {"heavy"}),
        ("#for i in range(100000) [x #pagebreak()]", {"slow", "heavy"}),
        ("#for i in range(21) [x #pagebreak()]", {"pages"}),
        ("#lorem(9000000)", {"slow", "heavy"}),
        (_picture_bomb(), {"slow", "heavy", "mistakes"}),
        (
            '#image(bytes("<svg xmlns=\\"http://www.w3.org/2000/svg\\" width=\\"9\\" height=\\"9\\">'
            '<g id=\\"a0\\"><rect width=\\"1\\" height=\\"1\\"/></g>'
            f'{_NESTED_PICTURE}<use href=\\"#a11\\"/></svg>"), alt: "x")',
            {"slow", "heavy", "mistakes"},
        ),
    ],
    ids=["loop", "plugin", "memory", "pages_without_end", "pages", "words", "picture_bomb", "nested_picture"],
)
def test_what_eats_time_or_memory_is_stopped(template: str, codes: set[str]) -> None:
    assert failure("= A\n" + template).code in codes


def test_a_paper_over_its_size_is_not_taken() -> None:
    dots = "#for i in range(400) { place(dx: 1pt * calc.rem(i * 7919, 500), dy: 1pt * calc.rem(i * 104729, 700))[#i] }"
    tiny = replace(SHORT, largest=2_000)
    assert failure("= A\n" + dots, tiny).code == "large"


def test_the_kernel_lets_it_write_no_more_than_agreed() -> None:
    """Also where what runs in the chamber does not keep to its own program."""
    found = _in_chamber("sys.stdout.buffer.write(b'x' * 5_000_000); sys.stdout.buffer.flush(); os._exit(0)")
    assert found.returncode != 0
    assert len(found.stdout) <= MEGABYTE


ATTEMPTS = (
    "open('/etc/passwd')",
    "open('/proc/self/environ')",
    "open('/tmp/written', 'w')",
    "os.listdir('/')",
    "os.stat('/etc/passwd')",
    "os.symlink('/etc/passwd', '/tmp/linked')",
    "socket.socket()",
    "socket.socket(socket.AF_UNIX)",
    "os.fork()",
    "os.execv('/bin/true', ['true'])",
    "os.kill(os.getppid(), 0)",
    "threading.Thread(target=print).start()",
    "resource.setrlimit(resource.RLIMIT_CPU, (900, 900))",
)


def test_behind_shut_doors_nothing_is_left_but_to_compute() -> None:
    tried = "".join(
        f"try:\n    {attempt}\n    said.append('done')\n"
        "except (OSError, RuntimeError, ValueError):\n    said.append('refused')\n"
        for attempt in ATTEMPTS
    )
    found = _in_chamber(
        f"said = []\n{tried}sys.stdout.buffer.write(' '.join(said).encode())\nsys.stdout.flush()\nos._exit(0)"
    )
    assert found.stdout.decode().split() == ["refused"] * len(ATTEMPTS)


def _in_chamber(then: str) -> "subprocess.CompletedProcess[bytes]":
    """Another program in the place of the compiler, behind the same doors."""
    source = Path(chamber.__file__).read_text()
    program = source.replace('if __name__ == "__main__":\n    main()\n', "")
    begun = f"{program}\nimport socket, threading\nbound(2, {512 * MEGABYTE}, {MEGABYTE})\nshut_doors()\n{then}"
    answered = os.memfd_create("answer")
    try:
        done = subprocess.run(  # noqa: S603 - the program stands above
            [sys.executable, "-I", "-c", begun], stdout=answered, stderr=subprocess.PIPE, check=False, timeout=30
        )
        with io.FileIO(os.dup(answered)) as source_of_answer:
            source_of_answer.seek(0)
            done.stdout = source_of_answer.read()
    finally:
        os.close(answered)
    return done


def test_it_knows_nothing_of_the_product(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither its environment nor what it is asked holds a key or the address of a database."""
    seen: dict[str, object] = {}
    begin = subprocess.Popen

    def look(command: list[str], **kwargs: object) -> "subprocess.Popen[bytes]":
        seen.update(kwargs, command=command)
        return begin(command, **kwargs)  # type: ignore[call-overload, no-any-return]

    monkeypatch.setattr(subprocess, "Popen", look)
    paper("= A")
    assert seen["env"] == {"LANG": "C.UTF-8", "RAYON_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1"}
    assert seen["start_new_session"] is True
    assert "tidtam" not in Path(chamber.__file__).read_text().replace("Tidtam", "").lower().replace("tidtam thai", "")


def test_where_the_doors_cannot_be_shut_nothing_foreign_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "machine", lambda: "another")
    with pytest.raises(chamber.CannotShut):
        chamber.shut_doors()


def test_a_process_that_waits_without_computing_is_ended_with_its_group() -> None:
    assert failure("= A", replace(SHORT, patience=0.001)).code == "slow"
