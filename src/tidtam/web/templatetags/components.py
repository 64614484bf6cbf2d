"""The parts that pages are made of. Small, much repeated ones are written here; the others have a template each."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tidtam.web.pagination import Page

register = template.Library()

STATUS_KINDS = frozenset({"progress", "done", "waiting", "late", "closed"})
BANNER_KINDS = frozenset({"info", "success", "warning", "error"})
BUTTON_KINDS = frozenset({"primary", "secondary", "warning", "quiet", "green", "blue"})

_FIELD_KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    # From the special to the general: the first that fits says how the field is drawn.
    (forms.HiddenInput, "hidden"),
    (forms.CheckboxInput, "checkbox"),
    (forms.CheckboxSelectMultiple, "choices"),
    (forms.RadioSelect, "choices"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.FileInput, "file-upload"),
    (forms.Widget, "input"),
)


def _known(kind: str, kinds: frozenset[str]) -> str:
    if kind not in kinds:
        raise template.TemplateSyntaxError(f"“{kind}” is not one of {', '.join(sorted(kinds))}")
    return kind


@register.simple_tag
def status_tag(kind: str, text: object) -> SafeString:
    """A state: its word, its colour, and a shape for those who do not see the colour."""
    return format_html('<strong class="tt-status tt-status--{}">{}</strong>', _known(kind, STATUS_KINDS), text)


@register.simple_tag
def button(text: object, kind: str = "primary", name: str = "", value: str = "") -> SafeString:
    """Sends the form it stands in."""
    sent = format_html(' name="{}" value="{}"', name, value) if name else ""
    return format_html(
        '<button type="submit" class="govuk-button tt-button--{}"{}>{}</button>', _known(kind, BUTTON_KINDS), sent, text
    )


@register.simple_tag
def button_link(url: str, text: object, kind: str = "primary") -> SafeString:
    """Leads to a page, and looks like a button because it is the thing to do."""
    return format_html(
        '<a href="{}" class="govuk-button tt-button--{}" draggable="false">{}</a>',
        url,
        _known(kind, BUTTON_KINDS),
        text,
    )


@register.simple_tag
def back_link(url: str, text: object) -> SafeString:
    return format_html('<a href="{}" class="govuk-back-link">{}</a>', url, text)


@register.simple_tag
def copy_button(text: object, source: str) -> SafeString:
    """Copies what the element with this id shows; stays hidden where no script runs."""
    return format_html(
        '<button type="button" class="govuk-button tt-button--secondary" data-copy="{}" hidden>{}</button>',
        source,
        text,
    )


@register.simple_tag
def print_button(text: object) -> SafeString:
    """Opens the browser's own printing; stays hidden where no script runs."""
    return format_html(
        '<button type="button" class="govuk-button tt-button--secondary" data-print hidden>{}</button>', text
    )


@register.simple_tag
def summary_list(rows: Iterable[tuple[Any, ...]]) -> SafeString:
    """Rows of (label, value) or (label, value, address, what the link there does)."""
    filled = [dict(zip(("label", "value", "url", "action"), row, strict=False)) for row in rows]
    return _draw("summary_list", rows=filled, has_actions=any(row.get("url") for row in filled))


@register.simple_tag
def timeline(items: Iterable[Any]) -> SafeString:
    """Steps from the first to the last, each done, current or future."""
    return _draw("timeline", items=[_step(item) for item in items])


@register.simple_tag
def timeline_short(items: Iterable[Any]) -> SafeString:
    """The same in one line, for lists: how far, of how many, and at what."""
    steps = [_step(item) for item in items]
    done = sum(step["state"] == "done" for step in steps)
    current = next((step for step in steps if step["state"] == "current"), None)
    if current:
        text = _("Step %(place)s of %(total)s: %(title)s")
        place = min(done + 1, len(steps))
        text %= {"place": place, "total": len(steps), "title": current["title"]}
    else:
        text = _("%(done)s of %(total)s steps done") % {"done": done, "total": len(steps)}
    dots = format_html_join("", '<span class="tt-steps__dot tt-steps__dot--{}"></span>', ((s["state"],) for s in steps))
    return format_html(
        '<span class="tt-steps"><span class="tt-steps__dots" aria-hidden="true">{}</span>'
        '<span class="tt-steps__text">{}</span></span>',
        dots,
        text,
    )


def _step(item: Any) -> dict[str, Any]:
    names = ("title", "date", "state", "status_text", "remark", "note")
    if isinstance(item, Mapping):
        step = {name: item.get(name) for name in names}
    else:
        step = {name: getattr(item, name, None) for name in names}
    step["is_date"] = isinstance(step["date"], date)
    note = step.pop("note") or []
    step["notes"] = note if isinstance(note, (list, tuple)) else [note]
    return step


@register.simple_tag
def empty_state(title: object, text: object, url: str = "", label: object = "") -> SafeString:
    """Why there is nothing here, and what to do about it."""
    return _draw("empty_state", title=title, text=text, url=url, label=label)


@register.simple_tag
def banner(kind: str, text: object, title: object = "") -> SafeString:
    return _draw("banner", kind=_known(kind, BANNER_KINDS), text=text, title=title)


@register.simple_tag
def inset(text: object) -> SafeString:
    return format_html('<div class="govuk-inset-text">{}</div>', text)


@register.simple_tag(takes_context=True)
def pager(context: template.Context, page: Page[Any], label: object = "") -> SafeString:
    """Onward and back through a list; the filters in the address stay. A second pager on a page needs its own label."""
    request: HttpRequest = context["request"]

    def address(cursor: str | None) -> str:
        if cursor is None:
            return ""
        query = request.GET.copy()
        query["cursor"] = cursor
        return f"?{query.urlencode()}"

    return _draw(
        "pager",
        page=page,
        label=label,
        next_url=address(page.next_cursor),
        previous_url=address(page.previous_cursor),
    )


@register.simple_tag
def error_summary(*judged: forms.BaseForm) -> SafeString:
    """Everything that is wrong on the page, above it, each linked to its field."""
    errors = [error for form in judged for error in _errors(form)]
    return _draw("error_summary", errors=errors) if errors else SafeString("")


def _errors(form: forms.BaseForm) -> Iterable[tuple[str, str]]:
    for name, messages in form.errors.items():
        target = "" if name not in form.fields or form[name].is_hidden else _first_input(form[name])
        for message in messages:
            yield target, str(message)


def _first_input(bound: BoundField) -> str:
    return f"{bound.auto_id}_0" if _field_kind(bound) == "choices" else bound.auto_id


@register.simple_tag
def field(
    bound: BoundField,
    *,
    label: object = None,
    hint: object = None,
    label_size: str = "",
    width: str = "",
    inline: bool = False,
    needed_later: bool = False,
) -> SafeString:
    """A form's field with its label, hint and errors. What is needed later is not called optional now."""
    kind = _field_kind(bound)
    if kind == "hidden":
        return bound.as_widget()
    hint = bound.help_text if hint is None else hint
    described_by = " ".join(
        f"{bound.auto_id}-{part}" for part, shown in (("hint", hint), ("error", bound.errors)) if shown
    )
    own_template = kind in {"choices", "checkbox"}
    return _draw(
        f"field_{kind}" if own_template else "field_input",
        field=bound,
        control="" if own_template else _control(bound, f"govuk-{kind}", described_by, width),
        options=list(bound) if kind == "choices" else [],
        # Django's checkboxes are a kind of its radios.
        is_radio=not getattr(bound.field.widget, "allow_multiple_selected", False),
        is_optional=not (bound.field.required or needed_later or kind == "checkbox"),
        label=bound.label if label is None else label,
        label_size=label_size,
        hint=hint,
        described_by=described_by,
        inline=inline,
    )


def _field_kind(bound: BoundField) -> str:
    return next(kind for widget, kind in _FIELD_KINDS if isinstance(bound.field.widget, widget))


def _control(bound: BoundField, dress: str, described_by: str, width: str) -> SafeString:
    """The input itself, dressed."""
    own = bound.field.widget.attrs
    classes = [dress]
    if bound.errors:
        classes.append(f"{dress}--error")
    if wide := width or own.get("data-width", ""):
        classes.append(f"govuk-input--width-{wide}")
    if own.get("class"):
        classes.append(own["class"])
    attrs: dict[str, str | bool] = {"class": " ".join(classes)}
    if described_by:
        attrs["aria-describedby"] = described_by
    return bound.as_widget(attrs=attrs)


def _draw(component: str, **context: Any) -> SafeString:
    return render_to_string(f"web/components/{component}.html", context)
