"""The dossier on paper: the request form and the summary, drawn from what was typed and ready to be signed."""

from .printing import print_checklist, print_request_form, print_summary

__all__ = ["print_checklist", "print_request_form", "print_summary"]
