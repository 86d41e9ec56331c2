"""Finding people without reading every row: by NIK, KPJ or the words of a name."""

from django.db.models import Q

from workers import nik
from workers.models import WorkerQuerySet, WorkerWord
from workers.names import words_of

# More words than a name has only cost time.
MOST_WORDS = 6
MEMBER_NUMBER_LENGTH = 11
# A search counts no further: beyond it people narrow down instead of paging.
MOST_COUNTED = 1000


def search(people: WorkerQuerySet, text: str) -> WorkerQuerySet:
    """Keep the people whom a typed text means.

    Takes   people: already in the asker's scope; text: sixteen digits for one NIK, fewer for the
            beginning of a NIK (eleven: or a whole KPJ), anything else for the beginnings of
            words of a name, all of which must be there, in any order.
    Gives   ``people`` untouched for an empty text.
    Costs   no query by itself; every condition reads a range of an index.
    """
    if not text.strip():
        return people
    digits = nik.tidy(text)
    if digits.isascii() and digits.isdigit():
        return people.filter(_number_is(digits))
    for word in sorted(words_of(text), key=len, reverse=True)[:MOST_WORDS]:
        people = people.filter(
            pk__in=WorkerWord.objects.filter(word__prefix=word).values("worker")
        )
    return people


def _number_is(digits: str) -> Q:
    if len(digits) == nik.LENGTH:
        return Q(nik=digits)
    found = Q(nik__prefix=digits)
    if len(digits) == MEMBER_NUMBER_LENGTH:
        found |= Q(member_number=digits)
    return found
