"""Which ceilings of a period stand over a place; pure."""

from collections.abc import Iterator
from typing import NamedTuple

# A kelurahan, an occupation and an agency; None where a ceiling does not ask.
Key = tuple[str | None, int | None, int | None]

WHOLE_PERIOD: Key = (None, None, None)


class Spot(NamedTuple):
    """Where a place counts; the agency is the one that looks after the occupation, if any."""

    village_id: str
    occupation_id: int
    agency_id: int | None

    def ceilings(self) -> Iterator[Key]:
        """Give the keys of all ceilings that may stand over this spot, the widest first."""
        yield WHOLE_PERIOD
        yield (self.village_id, None, None)
        if self.agency_id is not None:
            yield (None, None, self.agency_id)
        yield (None, self.occupation_id, None)
        if self.agency_id is not None:
            yield (self.village_id, None, self.agency_id)
        yield (self.village_id, self.occupation_id, None)
