from procrastinate.contrib.django import app

from .actions.sealing import seal


@app.periodic(cron="* * * * *")
@app.task(name="audit.seal", queue="audit", queueing_lock="audit.seal")
def seal_trail(timestamp: int) -> None:
    """Every minute. The queue is its own, so that one machine can be given the head file."""
    seal()
