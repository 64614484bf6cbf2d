"""The names by which actions order jobs; the jobs themselves stand in tasks.py."""

from procrastinate.contrib.django import app

ANSWER_QUESTION = "registration.answer_question"
QUEUE = "registration"


def order_answer(sealed: str, language: str) -> None:
    app.configure_task(ANSWER_QUESTION, queue=QUEUE).defer(sealed=sealed, language=language)
