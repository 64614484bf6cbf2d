"""Whatever a person reads goes through a translation."""

import ast
import re
from collections.abc import Iterator

from tests.consistency.house import House, calls, text_of, texts

_BLANK = re.compile(
    r"\{%\s*blocktrans(?:late)?\b.*?endblocktrans(?:late)?\s*%\}"
    r"|\{%\s*comment.*?endcomment\s*%\}|\{%\s*verbatim.*?endverbatim\s*%\}"
    r"|\{%\s*block\s+\w+\s*%\}[a-z][a-z0-9_-]*\{%\s*endblock\s*\w*\s*%\}"  # the name of a style
    r"|\{%.*?%\}|\{\{.*?\}\}|\{#.*?#\}|<!--.*?-->"
    r"|<(script|style|code|kbd|samp|svg)\b.*?</\1>|<!doctype[^>]*>",
    re.S | re.I,
)
_OWN_LANGUAGE = re.compile(r"<(\w+)\b[^>]*\blang=[\"'][a-z]+[\"'][^>]*>[^<]*</\1>", re.S)
"""What says in which language it is, such as the names of the languages in the switch."""
_READ_ATTRIBUTE = re.compile(
    r"""\s(?:alt|title|placeholder|aria-label|aria-description|content|label)\s*=\s*("[^"]*"|'[^']*')""", re.S
)
_TAG = re.compile(r"<[^>]*>", re.S)
_META = re.compile(r"<meta\b[^>]*>", re.S)
_WORD = re.compile(r"&\w+;|[A-Za-z\u0e00-\u0e7f][A-Za-z\u0e00-\u0e7f'’-]+")
_NAMES = {"ติดตาม", "Tidtam", "ThaiD", "QR", "PDF", "PIN", "SMS", "JSON", "CSV", "XXXX-XXXX"}
"""Written alike in both languages."""

_THAI = re.compile("[\u0e01-\u0e5b]{2}")
_MAY_HOLD_THAI = ("thai", "sandbox.demo")
"""The Thai floor is about Thai letters; demonstration persons have Thai names."""
_REFUSALS = {"Refused", "NotAllowed", "Outdated", "ValidationError"}
_READ_KEYWORDS = {"label", "help_text", "verbose_name", "verbose_name_plural", "empty_label"}


def templates_speak_through_translations(house: House) -> Iterator[str]:
    for template in house.templates:
        text = template.path.read_text("utf-8")
        text = _OWN_LANGUAGE.sub(_keep_lines, _BLANK.sub(_keep_lines, text))
        text = _META.sub(_keep_lines, text)
        read = [(text, found.start(1), found[1][1:-1]) for found in _READ_ATTRIBUTE.finditer(text)]
        visible = _TAG.sub(_keep_length, text)
        read += [(visible, found.start(), found[0]) for found in re.finditer(r"[^\n]+", visible)]
        for source, start, words in read:
            found_words = [word for word in _WORD.findall(words) if not word.startswith("&") and word not in _NAMES]
            if found_words:
                line = source.count("\n", 0, start) + 1
                yield f"{house.place(template.path, line)}: not translated: {' '.join(found_words)}"


def _keep_lines(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n")


def _keep_length(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def code_speaks_through_translations(house: House) -> Iterator[str]:
    for path, tree in house.trees():
        if house.app_of(path) not in _MAY_HOLD_THAI:
            for text in texts(tree):
                if _THAI.search(text.value) and text.value not in _NAMES:
                    yield f"{house.place(path, text.line)}: Thai in the code: {text.value[:30]!r}"
        for call, name in calls(tree):
            read = [keyword.value for keyword in call.keywords if keyword.arg in _READ_KEYWORDS]
            if name.rpartition(".")[2] in _REFUSALS:
                read += call.args[:1]
            for argument in read:
                if _is_bare(argument):
                    yield f"{house.place(path, argument.lineno)}: not translated: {ast.unparse(argument)[:60]}"
        for label in _bare_choices(tree):
            yield f"{house.place(path, label.lineno)}: not translated: {ast.unparse(label)}"


def _is_bare(argument: ast.expr) -> bool:
    parts = argument.values if isinstance(argument, ast.JoinedStr) else [argument]
    return any(_WORD.search(text_of(part)) for part in parts)


def _bare_choices(tree: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and any(ast.unparse(base).endswith("Choices") for base in node.bases):
            for statement in node.body:
                if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Tuple):
                    label = statement.value.elts[-1]
                    if _is_bare(label):
                        yield label
