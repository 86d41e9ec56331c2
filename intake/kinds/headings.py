"""What a heading means in lists that are no usual list of people, before the general rules."""

from collections.abc import Mapping

Rule = tuple[frozenset[str], frozenset[str], str | None]


def rule(wanted: str, any_of: str, field: str | None) -> Rule:
    """Give a rule: all of the first words, one of the second (if any) -> field."""
    return frozenset(wanted.split()), frozenset(any_of.split()), field


_NUMBERS = (
    rule("KET KESALAHAN", "", "row_reasons"),
    rule("KK", "", None),
    rule("KARTU KELUARGA", "", None),
    rule("NIK", "", "nik"),
    rule("INDUK PENDUDUK", "", "nik"),
    rule("NO", "KTP IDENTITAS", "nik"),
    rule("KPJ", "", "kpj"),
    rule("NO", "PESERTA KARTU", "kpj"),
    rule("BPJS TK", "NO KARTU", "kpj"),
    rule("KAWIN", "", None),
)
# By kind of list; they go before the rules of lists of people.
EXTRA_RULES: Mapping[str, tuple[Rule, ...]] = {
    "bpjs_result": (
        *_NUMBERS,
        rule("ALASAN", "", "bpjs_reason"),
        rule("KET", "", "bpjs_reason"),
        rule("STATUS", "", "bpjs_status"),
        rule("HASIL", "", "bpjs_status"),
        rule("MULAI", "", "starts_on"),
        rule("TMT", "", "starts_on"),
    ),
    "other_cover": (
        *_NUMBERS,
        rule("STATUS", "", "cover_status"),
        rule("SAMPAI", "", "ends_on"),
        rule("MULAI", "", "starts_on"),
        rule("TMT", "", "starts_on"),
        rule("PEKERJAAN", "", "segment"),  # its cells decide
        rule("KATEGORI", "", "segment"),
        rule("PROGRAM", "", "program"),
        rule("UNIT", "", "unit"),
    ),
    "renewal": (
        *_NUMBERS,
        rule("JAWABAN", "", "renewal_answer"),
        rule("KEJADIAN", "", "fact_on"),
        rule("PEKERJAAN", "", "new_work"),
        rule("STATUS", "", "renewal_answer"),
    ),
}
