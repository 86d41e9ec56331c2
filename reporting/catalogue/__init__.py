"""Every kind of roster, said once as data."""

from reporting.catalogue import people
from reporting.kinds import RosterKind

CATALOGUE: dict[str, RosterKind] = {kind.slug: kind for kind in people.KINDS}
