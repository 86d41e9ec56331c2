"""What a column heading means: rules over its words."""

import re
from functools import lru_cache

from intake.heading_words import words_of
from intake.kinds import PEOPLE
from intake.kinds.headings import EXTRA_RULES, rule
from workers.names import fold

_RW_RT = re.compile(r"\bR\.?W\b.*\bR\.?T\b", re.IGNORECASE | re.DOTALL)
_NIK_WORD = re.compile(r"\bN\.?I\.?K\b|\bKTP\b", re.IGNORECASE)
_CARD_WORD = re.compile(r"\bN?K\.?K\b|\bkartu keluarga\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def field_of(text: str, kind: str = PEOPLE) -> str | None:
    """Give the field a heading names by itself; None when it names none."""
    known, unknown = words_of(text)
    if not known or unknown > 2:
        return None
    return _field(known, kind)


def key_of(heading: str) -> str:
    """Give a heading as it is remembered: capitals, line breaks and punctuation do not count."""
    return fold(heading)[:150]


def field_under(group: str, heading: str, kind: str = PEOPLE) -> str | None:
    """Give the field of a heading that stands below a wider one, as KOTA below KELAHIRAN."""
    above, _ = words_of(group)
    below, _ = words_of(heading)
    if not below:
        return field_of(heading, kind) or field_of(group, kind)
    if {"AHLI", "WARIS"} & above:
        return _field(frozenset(below | {"AHLI", "WARIS"}), kind)
    if {"IBU"} & above and "NAMA" in below:
        return "mother_name"
    if {"SUAMI", "KEPALA"} & above:
        return None
    if "KELAMIN" in above or "JK" in above:
        return _tick_field(below) or _field(below, kind)
    if "LAHIR" in above or "TTL" in above:
        if below & {"TGL", "BLN", "TH"}:
            return "birth_place_date" if "TEMPAT" in below else "birth_date"
        if below & {"TEMPAT", "KOTA"}:
            return "birth_place"
    if above & {"ALAMAT", "TINGGAL", "DOMISILI"} and below == {"NO"}:
        return None
    own = _field(below, kind)
    return own if own not in {None, "row_no"} else _field(below | above, kind)


def rw_first(heading: str) -> bool:
    """Tell whether a heading of both names RW before RT."""
    return bool(_RW_RT.search(heading))


def field_beside_name(heading: str) -> str:
    """Give what stands in the same cells as the names: the rest of NAMA / ALAMAT; often ""."""
    known = words_of(heading)[0]
    if "NAMA" not in known:
        return ""
    return "address" if "ALAMAT" in known else "birth_place_date" if "TTL" in known else ""


def nik_first(heading: str) -> bool | None:
    """Tell whether the NIK stands before the family card where a heading promises both."""
    nik, card = _NIK_WORD.search(heading), _CARD_WORD.search(heading)
    return nik.start() < card.start() if nik and card else None


def is_of_leader(heading: str) -> bool:
    """Tell whether a heading names somebody who leads or writes down the people of a list.

    In a list of such people themselves there is no other name.
    """
    return "KETUA" in words_of(heading)[0]


def says_work(heading: str) -> bool:
    """Tell whether a heading plainly asks for work, and not for some category or group."""
    return bool(words_of(heading)[0] & {"PEKERJAAN", "JABATAN"})


def is_of_official(heading: str) -> bool:
    """Tell whether a heading asks for the number of a civil servant."""
    return "NIP" in words_of(heading)[0]


def is_of_relative(heading: str) -> bool:
    """Tell whether a heading names somebody of a person's family, whose NIK is another one."""
    return bool(words_of(heading)[0] & {"IBU", "SUAMI", "WARIS", "KEPALA"})


def is_tick_pair(first: str, second: str) -> bool:
    """Tell whether two neighbouring headings are the tick columns L and P, in either order."""
    fields = {_tick_field(words_of(first)[0]), _tick_field(words_of(second)[0])}
    return fields == {"sex_male", "sex_female"}


def _tick_field(words: frozenset[str]) -> str | None:
    return {frozenset("L"): "sex_male", frozenset("P"): "sex_female"}.get(words)


def _field(words: frozenset[str], kind: str) -> str | None:
    """Apply the rules from the most particular to the most general."""
    for wanted, any_of, field in (*EXTRA_RULES.get(kind, ()), *_RULES):
        if wanted <= words and (not any_of or any_of & words):
            return field
    return None


# All of the first words, one of the second (if any) -> field. The first rule that fits decides.
_RULES = (
    rule("KODE BARIS", "", "row_key"),
    rule("KET KESALAHAN", "", "row_reasons"),
    rule("TTD", "", None),
    rule("WARIS HUBUNGAN", "", "heir_relation"),
    rule("WARIS", "NIK KTP HP TGL ALAMAT REKENING", None),
    rule("WARIS", "", "heir_name"),
    rule("HUBUNGAN", "", "heir_relation"),
    rule("REKENING", "", "bank_account"),
    rule("BANK", "", "bank_account"),
    rule("IBU", "NIK KTP KK HP TGL LAHIR TTL TEMPAT UMUR ALAMAT PEKERJAAN", None),
    rule("IBU", "", "mother_name"),
    rule("SUAMI", "", None),
    rule("NAMA", "KEPALA KK", None),
    rule("HP", "KEPALA KK KELUARGA", None),
    rule("KK", "", "family_card_number"),
    rule("KARTU KELUARGA", "", "family_card_number"),
    rule("LAMA", "NIK KTP KK", None),
    rule("NIK", "", "nik"),
    rule("INDUK PENDUDUK", "", "nik"),
    rule("NO", "KTP IDENTITAS", "nik"),
    rule("KPJ", "", "member_number"),
    rule("HP PESERTA", "", "phone"),
    rule("BPJS TK", "NO KARTU", "member_number"),
    rule("NO", "PESERTA KARTU", "member_number"),
    rule("BPJS", "", None),
    rule("TTL", "", "birth_place_date"),
    rule("TEMPAT TGL", "", "birth_place_date"),
    rule("LAHIR", "TEMPAT KOTA", "birth_place"),
    rule("LAHIR", "", "birth_date"),
    rule("TGL BLN", "", "birth_date"),
    rule("BLN TH", "", "birth_date"),
    rule("UMUR", "KELAMIN JK", "sex"),
    rule("UMUR L P", "", "sex"),
    rule("UMUR", "", "age"),
    rule("KELAMIN", "", "sex"),
    rule("JENIS DESA", "", "sex"),  # KEL stands for both
    rule("JK", "", "sex"),
    rule("L P", "", "sex"),
    rule("DESA DOMISILI", "", "village"),
    rule("KECAMATAN DOMISILI", "", "district"),
    rule("DOMISILI", "", "domicile_address"),
    rule("TINGGAL SEKARANG", "", "domicile_address"),
    rule("ALAMAT SEKARANG", "", "domicile_address"),
    rule("ALAMAT TINGGAL", "", "domicile_address"),
    rule("HP", "", "phone"),
    rule("UPAH", "", "income"),
    rule("DESIL IDENTITAS", "", None),
    rule("DESIL", "", "dtsen_decile"),
    rule("KAWIN", "", "marital_status"),
    rule("POS", "", "postal_code"),
    rule("NAMA KERJA", "TEMPAT LOKASI MASJID USAHA", "work_place"),
    rule("NAMA KERJA", "", "full_name"),
    rule("KERJA", "", "work_place"),
    rule("NAMA", "MASJID USAHA", "work_place"),
    rule("PEKERJAAN", "", "occupation"),
    rule("JABATAN", "", "occupation"),
    rule("KATEGORI", "", "occupation"),
    rule("KELOMPOK", "", "occupation"),
    rule("USAHA", "", "occupation"),
    rule("ALAMAT", "MASJID", "work_place"),
    rule("ALAMAT RT RW", "", "address"),
    rule("RT RW", "", "rt_rw"),
    rule("RTRW", "", "rt_rw"),
    rule("ALAMAT RT", "", "address"),
    rule("RT", "", "rt"),
    rule("RW", "", "rw"),
    rule("DESA", "", "village"),
    rule("KECAMATAN", "", "district"),
    rule("ALAMAT", "", "address"),
    rule("TEMPAT TINGGAL", "", "address"),
    rule("NAMA", "KOTA PROVINSI", None),
    rule("NAMA", "", "full_name"),
    rule("KTP", "", "nik"),
    rule("MASJID", "", "work_place"),
    rule("KET", "", "note"),
    rule("STATUS", "", "marital_status"),
    rule("KETUA", "", "full_name"),
    rule("NIP", "", None),
    rule("NO", "", "row_no"),
)
