"""Words of results and of other units' lists: what they say of a person."""

import re
from collections.abc import Mapping

from enrollment.transitions import ReturnReason
from workers.names import fold

KPJ_LENGTH = 11
_SHORTEST, _LONGEST = 8, 12
_BETWEEN = re.compile(r"[\s.'’`\-_/]+")

# Said of somebody who is still waited for, or who was there before: neither a yes nor a no.
_OPEN = re.compile(
    r"\b(?:belum|menunggu|proses|diproses|pending)\b|\bsudah (?:terdaftar|aktif|peserta)\b"
)
_NO = re.compile(
    r"\b(?:tidak|tdk|gagal|tolak\w*|ditolak|reject\w*|batal|dibatalkan|invalid|failed|bukan|"
    r"error|non ?aktif)\b"
)
_YES = re.compile(
    r"\b(?:berhasil|sukses|success\w*|terdaftar|diterima|terima|valid|lolos|aktif|ok|oke|ya|"
    r"approved?|terbit|selesai)\b"
)
ACCEPTED, REJECTED = "accepted", "rejected"

# Words of a rejection -> its reason in the closed list; the first that fits decides.
_REASONS: tuple[tuple[re.Pattern[str], ReturnReason], ...] = tuple(
    (re.compile(words), reason)
    for words, reason in (
        (r"\bmeninggal|\bwafat|\balmarhum", ReturnReason.DECEASED),
        (
            r"\b(?:opd|dinas|unit|instansi|wadah|pemda|program) lain\b",
            ReturnReason.OTHER_UNIT,
        ),
        (r"\bmenolak\b|\btidak bersedia\b|\bmengundurkan diri\b", ReturnReason.DECLINED),
        (r"\bganda\b|\bduplika|\bdobel\b|\bdouble\b", ReturnReason.DUPLICATE),
        (
            r"(?<!bukan )\bpenerima upah\b|\bpu\b|\bsegmen pu\b|\bpekerja formal\b",
            ReturnReason.WAGE_EARNER,
        ),
        (
            r"\bbpu\b|\bbukan penerima upah\b|\bsudah (?:terdaftar|aktif|peserta|menjadi peserta)"
            r"|\bmasih aktif\b|\bpeserta aktif\b|\bterdaftar aktif\b",
            ReturnReason.ALREADY_MEMBER,
        ),
        (r"\bdi bawah umur\b|\bbelum cukup umur\b|\busia kurang\b", ReturnReason.UNDER_AGE),
        (
            r"\b(?:usia|umur)\b.*\b(?:lebih|melebihi|melewati|maks\w*|batas|65)\b"
            r"|\b(?:lebih|melebihi|melewati|di atas|diatas)\b.*\b(?:usia|umur|tahun|65)\b",
            ReturnReason.OVER_AGE,
        ),
        (
            r"\b(?:nama|tgl|tanggal|lahir|identitas|data)\b.*"
            r"\b(?:tidak|tdk|beda|berbeda)\b.*\b(?:sesuai|sama|cocok|padan|valid)\b"
            r"|\b(?:nama|lahir|identitas)\b.*\b(?:beda|berbeda)\b",
            ReturnReason.IDENTITY_DIFFERS,
        ),
        (
            r"\b(?:nik|ktp|dukcapil|kemendagri|kependudukan)\b.*"
            r"\b(?:ditemukan|temukan|terdaftar|ada|dikenal|dikenali|ketemu)\b"
            r"|\bdukcapil\b|\bkemendagri\b",
            ReturnReason.NIK_UNKNOWN,
        ),
        (r"\bnik\b|\bktp\b", ReturnReason.NIK_INVALID),
        (r"\bpns\b|\basn\b|\btni\b|\bpolri\b|\bpensiun", ReturnReason.CIVIL_SERVANT),
        (
            r"\bluar (?:kota|daerah|wilayah)\b|\bbukan (?:warga|penduduk)",
            ReturnReason.NOT_RESIDENT,
        ),
        (r"\btidak bekerja\b|\bsakit\b", ReturnReason.NOT_WORKING),
        (r"\bkuota\b", ReturnReason.QUOTA_FULL),
        (r"\b(?:berkas|dokumen|data)\b.*\blengkap\b", ReturnReason.INCOMPLETE),
    )
)
_SEGMENTS = (
    (re.compile(r"\bbpu\b|\bbukan penerima upah\b|\bnon pu\b|\binformal\b|\bmandiri\b"), "bpu"),
    (re.compile(r"\bpu\b|\bpenerima upah\b|\bformal\b"), "pu"),
)
_OVER = re.compile(
    r"\b(?:non ?aktif|tidak aktif|nonaktif|berhenti|keluar|berakhir|stop|inactive)\b"
)


def read_number(text: str) -> str:
    """Give a member number of 8 to 12 digits as text; "" when it is none.

    Eleven are usual; another length is kept and told, since nobody outside has seen the rule.
    """
    digits = _BETWEEN.sub("", text)
    fits = _SHORTEST <= len(digits) <= _LONGEST and digits.isascii() and digits.isdigit()
    return digits if fits else ""


def read_outcome(status: str, *, reason: str, number: str) -> str:
    """Tell whether BPJS took somebody in: by the status, else by what stands beside it.

    Gives   ACCEPTED, REJECTED, or "" when nothing tells.
    """
    words = fold(status)
    if _OPEN.search(words):
        return ""
    if _NO.search(words):
        return REJECTED
    if _YES.search(words):
        return ACCEPTED
    if words:
        return ""
    if number:
        return ACCEPTED
    return REJECTED if reason else ""


def reason_of(text: str) -> ReturnReason | None:
    """Give the reason of the closed list that the words of BPJS mean, if they are known."""
    words = fold(text)
    return next((reason for pattern, reason in _REASONS if pattern.search(words)), None)


def read_segment(text: str) -> str:
    """Give "pu" or "bpu"; "" for other words."""
    words = fold(text)
    return next((segment for pattern, segment in _SEGMENTS if pattern.search(words)), "")


def says_over(status: str) -> bool:
    """Tell whether a status says that the cover is over."""
    return bool(_OVER.search(fold(status)))


def find_agency(text: str, agencies: Mapping[str, str]) -> str:
    """Give the office that a title or a name mentions, "" for none; the longest name counts.

    Takes   agencies: the name of each office by every folded way to write it.
    """
    words = f" {fold(text)} "
    written = [spelling for spelling in agencies if f" {spelling} " in words]
    return agencies[max(written, key=len)] if written else ""
