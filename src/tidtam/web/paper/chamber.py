"""Runs alone: `python -I chamber.py`, a request on standard input, one line of JSON and the PDF on standard output.

A template that somebody else wrote is a program. It is set here: in a process that has no settings, keys or database,
whose processor time, memory and output the kernel bounds, and which, before it looks at the first letter of the
template, gives up for good the right to open a file, a connection or another process. All that the template can read
lies in memory already. It imports nothing of the product.
"""

import base64
import ctypes
import json
import os
import platform
import resource
import struct
import sys
from datetime import datetime
from typing import Any

TEMPLATE = "main.typ"
LONGEST_TEXT = 200_000
_ACCESSIBLE = "ua-1"

_SET_NO_NEW_PRIVILEGES = 38
_FILTER_OF_ALL_THREADS = (1, 1)
_LOAD_WORD, _IS_EQUAL, _ANSWER = 0x20, 0x15, 0x06
_NUMBER_AT, _MACHINE_AT = 0, 4
_ALLOWED, _REFUSED = 0x7FFF0000, 0x00050000 | 1

_MACHINES: dict[str, tuple[int, int, tuple[int, ...]]] = {
    "x86_64": (
        0xC000003E,
        317,
        # read write close fstat poll lseek mmap mprotect munmap brk rt_sigaction rt_sigprocmask rt_sigreturn
        # sched_yield mremap madvise nanosleep exit sigaltstack gettid futex sched_getaffinity restart_syscall
        # clock_gettime clock_nanosleep exit_group getrandom rseq
        (
            *(0, 1, 3, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15),
            *(24, 25, 28, 35, 60, 131, 186, 202, 204, 219),
            *(228, 230, 231, 318, 334),
        ),
    ),
    "aarch64": (
        0xC00000B7,
        277,
        # The same ones by their numbers there; ppoll stands for poll.
        (
            *(63, 64, 57, 80, 73, 62, 222, 226, 215, 214, 134, 135, 139),
            *(124, 216, 233, 101, 93, 132, 178, 98, 123, 128),
            *(113, 115, 94, 278, 293),
        ),
    ),
}
"""How the kernel names the machine, the number of its call `seccomp`, and the calls that computing needs."""


class CannotShut(Exception):
    """This machine offers no way to shut the doors: nothing foreign is run on it."""


def bound(seconds: int, memory: int, largest: int) -> None:
    """What the kernel stops the process at: ended by a signal, or told that there is no more."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def shut_doors() -> None:
    """From here on, for every thread: compute, answer and end. Any other call to the kernel is refused."""
    machine = _MACHINES.get(platform.machine())
    if machine is None or sys.platform != "linux":
        raise CannotShut
    name, number_of_seccomp, allowed = machine
    program = b"".join(_steps(name, allowed))
    buffer = ctypes.create_string_buffer(program)
    # struct sock_fprog: how many steps, and where they stand.
    whole = struct.pack("@HxxxxxxP", len(program) // 8, ctypes.addressof(buffer))
    kernel = ctypes.CDLL(None, use_errno=True)
    if kernel.prctl(_SET_NO_NEW_PRIVILEGES, 1, 0, 0, 0) != 0:
        raise CannotShut
    if kernel.syscall(number_of_seccomp, *_FILTER_OF_ALL_THREADS, whole) != 0:
        raise CannotShut


def _steps(machine: int, allowed: tuple[int, ...]) -> list[bytes]:
    """Another machine's numbers mean something else: refused. Then one comparison a call that is allowed."""

    def step(code: int, value: int, if_equal: int = 0, otherwise: int = 0) -> bytes:
        return struct.pack("=HBBI", code, if_equal, otherwise, value)

    last = len(allowed)
    return [
        step(_LOAD_WORD, _MACHINE_AT),
        step(_IS_EQUAL, machine, 0, last + 1),
        step(_LOAD_WORD, _NUMBER_AT),
        *(step(_IS_EQUAL, number, last - index) for index, number in enumerate(allowed)),
        step(_ANSWER, _REFUSED),
        step(_ANSWER, _ALLOWED),
    ]


def compiler_with(fonts_folder: str) -> Any:
    """A compiler that has read every font and module it needs, each of which is read at its first use.

    Its root holds nothing but the fonts.
    """
    import typst

    fonts = typst.Fonts(include_system_fonts=False, font_paths=[fonts_folder])
    compiler: Any = typst.Compiler(
        root=fonts_folder, font_paths=fonts, package_path=fonts_folder, package_cache_path=fonts_folder
    )
    words = "".join(
        f'#text(font: {json.dumps(font.family)}, weight: {font.weight}, style: "{font.style}")[ก A ā 1 $x$]\n'
        for font in fonts.fonts()
    )
    read_pages(compiler.compile({TEMPLATE: words.encode()}, format="pdf"))
    return compiler


def read_pages(pdf: bytes) -> list[str]:
    """What stands on each page, as a reader finds it."""
    import pypdfium2

    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def typeset(files: dict[str, bytes], compiler: Any, made_at: datetime, most_pages: int) -> tuple[dict[str, Any], bytes]:
    import typst

    try:
        pdf, warnings = compiler.compile_with_warnings(
            files, format="pdf", pdf_standards=_ACCESSIBLE, timestamp=made_at
        )
    except typst.TypstError as error:
        return {"refused": "mistakes", "said": error.diagnostic}, b""
    except MemoryError:
        return {"refused": "heavy", "said": ""}, b""
    if warnings:
        return {"refused": "mistakes", "said": "\n".join(warning.diagnostic for warning in warnings)}, b""
    pages = read_pages(pdf)
    if len(pages) > most_pages:
        return {"refused": "pages", "said": ""}, b""
    return {"pages": len(pages), "text": "\n".join(pages)[:LONGEST_TEXT]}, pdf


def main() -> None:
    request = json.load(sys.stdin.buffer)
    bound(request["seconds"], request["memory"], request["largest"])
    files = {name: base64.b64decode(content) for name, content in request["files"].items()}
    compiler = compiler_with(request["fonts"])
    try:
        shut_doors()
    except CannotShut:
        answer, pdf = {"refused": "doors", "said": ""}, b""
    else:
        made_at = datetime.fromisoformat(request["made_at"])
        answer, pdf = typeset(files, compiler, made_at, request["most_pages"])
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + pdf)
    sys.stdout.buffer.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
