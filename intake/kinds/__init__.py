"""What a sent list may be: people, results of BPJS, people of other units, renewals.

A kind is a column set with the words that go with it. How its cells are read is in
``kinds.takers``, what is checked in ``kinds.results`` and ``kinds.covers``, what saving does in
``services``; everything else of the way in is the same for all.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from intake.kinds.fields import (
    COVER_FIELDS,
    LABELS,
    PEOPLE_FIELDS,
    RENEWAL_FIELDS,
    RESULT_FIELDS,
)

__all__ = ["COVERS", "KINDS", "LABELS", "PEOPLE", "RENEWALS", "RESULTS", "ListKind", "kind_of"]

# Keys of ImportBatch.Kind.
PEOPLE, RESULTS, COVERS, RENEWALS = "people", "bpjs_result", "other_cover", "renewal"


@dataclass(frozen=True, slots=True)
class ListKind:
    """One column set and its words."""

    key: str
    # What a column may hold: key -> label, in the order of the mapping page.
    fields: Mapping[str, str | Promise]
    # Columns of the review with their headings, and the fields shown even when empty.
    groups: tuple[tuple[str | Promise, tuple[str, ...]], ...]
    always: frozenset[str]
    # Who may send and save it, beside the permissions that every list needs.
    permissions: tuple[str, ...]
    # Fields that need their label beside the value.
    named: frozenset[str] = frozenset()
    # Results of a check that never come.
    without: frozenset[str] = frozenset()
    # What the results of a check are called, where the usual words do not fit.
    verdicts: Mapping[str, str | Promise] = field(default_factory=dict)
    # What saving did: key of the outcome -> label.
    outcome: Mapping[str, str | Promise] = field(default_factory=dict)


KINDS = {
    kind.key: kind
    for kind in (
        ListKind(
            PEOPLE,
            PEOPLE_FIELDS,
            groups=(
                (_("Orang"), ("nik", "full_name")),
                (_("Lahir"), ("birth_date", "sex")),
                (_("Alamat"), ("village", "rt", "rw", "address")),
                (_("Pekerjaan dan lainnya"), ("occupation", "phone")),
            ),
            always=frozenset({"nik", "full_name", "birth_date", "sex", "village", "occupation"}),
            permissions=("workers.add_worker", "enrollment.add_enrollment"),
            outcome={
                "new": _("Orang baru"),
                "changed": _("Data diperbarui"),
                "proposed": _("Diusulkan"),
                "set_aside": _("Disisihkan"),
            },
        ),
        ListKind(
            RESULTS,
            RESULT_FIELDS,
            groups=(
                (_("Orang"), ("nik", "full_name", "birth_date")),
                (_("Nomor peserta (KPJ)"), ("kpj", "starts_on")),
                (_("Hasil"), ("bpjs_status",)),
                (_("Alasan"), ("bpjs_reason", "reason_code")),
            ),
            always=frozenset({"nik", "full_name", "bpjs_status"}),
            named=frozenset({"reason_code", "starts_on"}),
            without=frozenset({"update"}),
            permissions=("enrollment.register_enrollment",),
            verdicts={
                "new": _("Akan dicatat"),
                "same": _("Sudah tercatat"),
            },
            outcome={
                "new": _("Tercatat terdaftar"),
                "changed": _("Tercatat ditolak"),
                "set_aside": _("Disisihkan"),
            },
        ),
        ListKind(
            COVERS,
            COVER_FIELDS,
            groups=(
                (_("Orang"), ("nik", "full_name")),
                (_("Unit"), ("unit", "program")),
                (_("Masa perlindungan"), ("starts_on", "ends_on", "cover_status")),
                (_("Segmen dan nomor"), ("segment", "kpj")),
            ),
            always=frozenset({"nik", "full_name", "unit", "starts_on", "ends_on"}),
            permissions=("enrollment.add_othercover",),
            verdicts={
                "new": _("Akan dicatat"),
                "update": _("Berubah"),
                "same": _("Sudah tercatat"),
            },
            outcome={
                "new": _("Perlindungan baru"),
                "changed": _("Perlindungan diubah"),
                "set_aside": _("Disisihkan"),
            },
        ),
        ListKind(
            RENEWALS,
            RENEWAL_FIELDS,
            groups=(
                (_("Orang"), ("nik", "full_name")),
                (_("Jawaban"), ("renewal_answer", "fact_on")),
                (_("Pekerjaan baru"), ("new_work",)),
            ),
            always=frozenset({"nik", "full_name", "renewal_answer"}),
            named=frozenset({"fact_on"}),
            permissions=("enrollment.change_renewalanswer",),
            verdicts={
                "new": _("Jawaban baru"),
                "update": _("Jawaban berubah"),
                "same": _("Tetap atau belum dijawab"),
            },
            outcome={
                "new": _("Jawaban baru"),
                "changed": _("Jawaban diganti"),
                "set_aside": _("Disisihkan"),
            },
        ),
    )
}


def kind_of(key: str) -> ListKind:
    """Give the kind of a list by its key."""
    return KINDS[key]
