"""Every kind of roster, said once as data."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reporting.catalogue import bills, ceremonies, choosing, decrees, people, recaps
from reporting.kinds import RosterKind

# As the kinds stand on the screen that offers them.
SHELVES: tuple[tuple[str | Promise, tuple[RosterKind, ...]], ...] = (
    (_("Peserta"), people.KINDS),
    (_("Verifikasi dan daftar tunggu"), choosing.KINDS),
    (_("Surat keputusan"), decrees.KINDS),
    (_("Iuran"), bills.KINDS),
    (_("Acara"), ceremonies.KINDS),
    (_("Rekapitulasi"), recaps.KINDS),
)
CATALOGUE: dict[str, RosterKind] = {kind.slug: kind for _title, kinds in SHELVES for kind in kinds}
