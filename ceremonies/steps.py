"""What follows what at a ceremony: one step a line, as the protocol writes it down."""

from django.utils.translation import gettext_lazy, override

from ceremonies.models import Ceremony

# Where nobody has written another order yet.
_USUAL = (
    gettext_lazy("Pembukaan oleh pembawa acara"),
    gettext_lazy("Menyanyikan lagu Indonesia Raya"),
    gettext_lazy("Laporan kepala perangkat daerah penyelenggara"),
    gettext_lazy("Sambutan kepala kantor cabang BPJS Ketenagakerjaan"),
    gettext_lazy("Sambutan Wali Kota"),
    gettext_lazy("Penyerahan kartu secara simbolis"),
    gettext_lazy("Foto bersama"),
    gettext_lazy("Doa dan penutup"),
)


def steps_of(ceremony: Ceremony) -> tuple[str, ...]:
    """Give the steps of a ceremony in order; the usual ones when nobody wrote any."""
    return tuple(ceremony.steps.splitlines()) or _usual()


def steps_to_begin_with() -> tuple[str, ...]:
    """Give the steps of the ceremony planned last, as a new one seldom differs much."""
    last = Ceremony.objects.exclude(steps="").order_by("-pk").first()
    return steps_of(last) if last else _usual()


def _usual() -> tuple[str, ...]:
    # Paper is in Indonesian whatever the language of whoever writes it.
    with override("id"):
        return tuple(map(str, _USUAL))
