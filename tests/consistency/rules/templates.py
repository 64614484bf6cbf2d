"""Templates: which may use which, and what must not stand in them."""

import ast
import re
from collections.abc import Iterator

from tests.consistency.house import House, Template, text_of, texts

_TAG_WITH_NAME = re.compile(r"""\{%\s*(?:include|extends)\s+["']([^"']+)["']""")
_LOAD = re.compile(r"\{%\s*load\s+([^%]+?)\s*%\}")
_ANY_QUOTED = re.compile(r"""["']([\w./-]+\.(?:html|txt))["']""")
_SHARED = "web"
_DJANGOS_OWN = re.compile(r"^(400|403|403_csrf|404|500)\.html$")
"""Django looks these up itself."""
_LIBRARIES_OWN = ("account/", "mfa/", "usersessions/", "allauth/", "django/")
"""Found by libraries under names of theirs."""

_COMMENTS = re.compile(r"\{#.*?#\}|<!--.*?-->|\{%\s*comment.*?endcomment\s*%\}", re.S)
_INLINE = [
    (re.compile(r"<script(?![^>]*(?:\bsrc\s*=|\btype=[\"']application/json))", re.I), "script"),
    (re.compile(r"<style\b", re.I), "style sheet"),
    (re.compile(r"\sstyle\s*=", re.I), "style"),
    (re.compile(r"\son[a-z]+\s*=\s*[\"']", re.I), "event handler"),
    (re.compile(r"javascript:", re.I), "script address"),
]
_UNESCAPED = re.compile(r"\|\s*safe(?:seq)?\b|\{%\s*autoescape\s+off")


def _read(template: Template) -> str:
    """The text without its comments; the lines stay where they are."""
    return _COMMENTS.sub(lambda found: "\n" * found[0].count("\n"), template.path.read_text("utf-8"))


def _lines(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, re.Match[str]]]:
    for found in pattern.finditer(text):
        yield text.count("\n", 0, found.start()) + 1, found


def templates_stay_in_their_app(house: House) -> Iterator[str]:
    """An app uses its own templates and those of web, in its code too."""
    owners = {template.name: template.app for template in house.templates}
    for template in house.templates:
        for line, found in _lines(_read(template), _TAG_WITH_NAME):
            if owners.get(found[1], template.app) not in {template.app, _SHARED}:
                yield f"{house.place(template.path, line)}: {found[1]} belongs to {owners[found[1]]}"
    for path, tree in house.trees():
        app = house.app_of(path)
        for text in texts(tree):
            if owners.get(text.value, app) not in {app, _SHARED}:
                yield f"{house.place(path, text.line)}: {text.value} belongs to {owners[text.value]}"


def tag_libraries_stand_below(house: House) -> Iterator[str]:
    libraries = {path.stem: house.app_of(path) for path in house.python_files() if path.parent.name == "templatetags"}
    for template in house.templates:
        for line, found in _lines(_read(template), _LOAD):
            for library in found[1].split():
                if library in libraries and not house.may_use(template.app, libraries[library]):
                    yield f"{house.place(template.path, line)}: {library} stands above, in {libraries[library]}"


def no_template_is_unused(house: House) -> Iterator[str]:
    names: set[str] = set()
    patterns: list[re.Pattern[str]] = []
    for _, tree in house.trees():
        names.update(text.value for text in texts(tree))
        patterns += [_composed(node) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    for template in house.templates:
        names.update(_ANY_QUOTED.findall(_read(template)))
    patterns = [pattern for pattern in patterns if re.search(r"\\?\.(html|txt)$", pattern.pattern)]
    for template in house.templates:
        looked_up = _DJANGOS_OWN.match(template.name) or template.name.startswith(_LIBRARIES_OWN)
        composed = any(pattern.fullmatch(template.name) for pattern in patterns)
        if not (looked_up or composed or template.name in names):
            yield f"{house.place(template.path)}: nothing uses it"


def _composed(node: ast.JoinedStr) -> re.Pattern[str]:
    """A name put together in code, such as f"notifications/mail/{kind}.txt"."""
    parts = (re.escape(text_of(part)) if isinstance(part, ast.Constant) else r"[\w-]+" for part in node.values)
    return re.compile("".join(parts))


def nothing_is_inline(house: House) -> Iterator[str]:
    """The content security policy would refuse it."""
    for template in house.templates:
        text = _read(template)
        for pattern, what in _INLINE:
            for line, _ in _lines(text, pattern):
                yield f"{house.place(template.path, line)}: an inline {what}"


def nothing_skips_escaping(house: House) -> Iterator[str]:
    for template in house.templates:
        for line, found in _lines(_read(template), _UNESCAPED):
            if template.path.suffix == ".html":
                yield f"{house.place(template.path, line)}: {found[0]}: mark a text safe in Python, with the reason"
