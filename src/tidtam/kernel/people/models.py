from django.db import models

from tidtam.kernel.actor import new_id


class Person(models.Model):
    """One person, once, whatever the products know of them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    def __str__(self) -> str:
        return str(self.id)
