"""Events with the people called up at them, and the handing over of cards."""

from ceremonies.models.cards import CardHandover, CardHandoverQuerySet
from ceremonies.models.events import Ceremony, Recipient, RecipientQuerySet

__all__ = [
    "CardHandover",
    "CardHandoverQuerySet",
    "Ceremony",
    "Recipient",
    "RecipientQuerySet",
]
