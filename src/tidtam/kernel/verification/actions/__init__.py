from .asking import begin_with_card, begin_with_staff_lists, cancel_request
from .deciding import approve_request, refuse_request
from .documents import begin_with_document, submit_document
from .forgetting import forget_documents, forget_requests
from .sources import as_known, forget_cards, keep_outcome, take_question

__all__ = [
    "approve_request",
    "as_known",
    "begin_with_card",
    "begin_with_document",
    "begin_with_staff_lists",
    "cancel_request",
    "forget_cards",
    "forget_documents",
    "forget_requests",
    "keep_outcome",
    "refuse_request",
    "submit_document",
    "take_question",
]
