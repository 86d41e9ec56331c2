"""The words of column headings: spelt in many ways, slips forgiven."""

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

# How people write a word of a heading -> the word the rules know.
_WORDS = {
    "NO": "NO NOMOR NOMER NMR NOMR NUMBER",
    "URUT": "URUT URT",
    "NIK": "NIK NIKK",
    "KTP": "KTP EKTP KTPEL",
    "INDUK": "INDUK",
    "NIP": "NIP NIPPPK",
    "PENDUDUK": "KEPENDUDUKAN PENDUDUK",
    "IDENTITAS": "IDENTITAS ID",
    "KK": "KK NKK NOKK",
    "KARTU": "KARTU",
    "KELUARGA": "KELUARGA",
    "KEPALA": "KEPALA",
    "NAMA": "NAMA NAMANYA NAM NM NMA NAME",
    "TTL": "TTL",
    "TEMPAT": "TEMPAT TMP TMPT TPT TEMP",
    "KOTA": "KOTA KAB",
    "TGL": "TGL TANGGAL TG TGGL TNGGAL DATE",
    "BLN": "BLN BULAN",
    "TH": "TH THN TAHUN",
    "LAHIR": "LAHIR LHR LAHIRAN KELAHIRAN LHIR BIRTH",
    "UMUR": "UMUR USIA",
    "KELAMIN": "KELAMIN KLMN KLM KELMN GENDER SEX SEKS",
    "JENIS": "JENIS JNS JN J",
    "JK": "JK LP",
    "L": "L LK LK2 LAKI LAKI2 LAKILAKI LELAKI PRIA",
    "P": "P PR PRP PEREMPUAN WANITA",
    "ALAMAT": "ALAMAT ALMT ADDRESS JALAN JLN JL DUSUN DSN LINGKUNGAN LINGK",
    "DOMISILI": "DOMISILI",
    "TINGGAL": "TINGGAL",
    "SEKARANG": "SEKARANG",
    "RT": "RT",
    "RW": "RW",
    "RTRW": "RTRW",
    "DESA": "KEL KELURAHAN DESA VILLAGE KDKEL KDDESA",
    "KECAMATAN": "KEC KECAMATAN KDKEC",
    "PROVINSI": "PROVINSI PROV PROPINSI PROP",
    "POS": "POS KODEPOS",
    "HP": "HP NOHP TELP TELEPON TLP TELPON TELEPHONE WA WHATSAPP HANDPHONE PONSEL KONTAK PHONE",
    "IBU": "IBU",
    "KANDUNG": "KANDUNG",
    "GADIS": "GADIS",
    "PEKERJAAN": "PEKERJAAN PEK PROF PROFESI PENCAHARIAN OCCUPATION",
    "KATEGORI": "KATEGORI SEGMEN SEGMENT",
    "JABATAN": "JABATAN",
    "KELOMPOK": "KELOMPOK",
    "USAHA": "USAHA",
    "KERJA": "KERJA BEKERJA TUGAS PANGKALAN MANGKAL",
    "LOKASI": "LOKASI WILAYAH",
    "MASJID": "MASJID MUSHOLLA MUSHOLA POSYANDU TPQ GEREJA LEMBAGA",
    "UPAH": "PENGHASILAN PENDAPATAN UPAH GAJI HONOR",
    "KPJ": "KPJ BPJSTK BPJAMSOSTEK",
    "BPJS": "BPJS",
    "TK": "TK KETENAGAKERJAAN NAKER",
    "PESERTA": "PESERTA",
    "WARIS": "WARIS",
    "AHLI": "AHLI",
    "HUBUNGAN": "HUBUNGAN HUB SHDK",
    "REKENING": "REK REKENING NOREK",
    "BANK": "BANK",
    "STATUS": "STATUS",
    "KAWIN": "KAWIN PERKAWINAN NIKAH PERNIKAHAN MARITAL",
    "DESIL": "DESIL DTKS DTSEN",
    "KET": "KET KETERANGAN CATATAN",
    "TTD": "TTD TANDA PARAF",
    "SUAMI": "SUAMI ISTRI PASANGAN AYAH BAPAK ORTU ANAK MERTUA SAUDARA KERABAT WALI DARURAT",
    "KETUA": "KETUA KOORDINATOR KOORD PENDATA PENDAMPING",
    "LAMA": "LAMA",
    "KODE": "KODE",
    "BARIS": "BARIS",
    "KESALAHAN": "KESALAHAN",
    # Only in lists of other kinds (kinds.headings).
    "UNIT": "UNIT OPD SKPD INSTANSI DINAS PERANGKAT",
    "PROGRAM": "PROGRAM",
    "TMT": "TMT",
    "MULAI": "MULAI",
    "SAMPAI": "SAMPAI BERAKHIR AKHIR",
    "HASIL": "HASIL",
    "ALASAN": "ALASAN PENYEBAB",
    "JAWABAN": "JAWABAN LANJUT PERPANJANGAN",
    "KEJADIAN": "KEJADIAN PERISTIWA MENINGGAL WAFAT",
}
# Words that say nothing about the kind of column.
_FILLERS = frozenset(
    [
        *("DAN", "DENGAN", "SESUAI", "DI", "LENGKAP", "LGKP", "CALON", "PEKERJA"),
        *("RENTAN", "TENAGA", "PENERIMA", "WARGA", "RUMAH", "DATA", "ORANG"),
        *("ASAL", "YANG", "DARI", "PER", "AKTIF", "DIGIT", "ANGKA"),
        *("YA", "TIDAK", "RP", "BULANAN", "SAAT", "INI", "E"),
        *("ANGGOTA", "PENGURUS", "PETUGAS", "KADER", "GURU", "BANTUAN", "MANFAAT"),
        *("BIAYA", "UTAMA", "YG", "APA", "BERAPA", "MANA", "ANDA", "BISA", "DAPAT"),
        *("DIHUBUNGI", "BERLAKU", "BARU", "BENAR", "MASIH", "ELEKTRONIK"),
    ]
)
_MEANING = {spelling: word for word, all_ in _WORDS.items() for spelling in all_.split()}
# Phrases whose words alone would mislead.
_PHRASES = (
    ("E-KTP", "KTP"),
    ("J/K", "JK"),
    ("JENIS KEL.", "JENIS KELAMIN"),
    ("TENAGA KERJA", "PEKERJA"),
    ("MATA PENCAHARIAN", "PEKERJAAN"),
    ("BEKERJA SEBAGAI", "PEKERJAAN"),
    ("KERJA SEBAGAI", "PEKERJAAN"),
    ("ORANG TUA", "ORTU"),
    ("BAPAK/IBU", " "),
    ("BAPAK / IBU", " "),
    ("IBU/BAPAK", " "),
    ("SAUDARA/I", " "),
    ("KEPALA/ANGGOTA", "ANGGOTA"),
    ("KEPALA / ANGGOTA", "ANGGOTA"),
    # Whose column it is, not where somebody lives.
    ("KETUA RT/RW", "KETUA"),
    ("KETUA RT", "KETUA"),
    ("KETUA RW", "KETUA"),
    ("S/D", "SAMPAI"),
)
_PARENTHESES = re.compile(r"[(\[{][^)\]}]*[)\]}]?")
_SPACED = re.compile(r"\b(?:[A-Z][ .] ?){2,}[A-Z]\b|^(?:N O|R [TW])$")  # N A M A, N.I.K
_VOWELS = re.compile(r"[AEIOU]")
_TOKEN = re.compile(r"[A-Z0-9]+")
# Questions of a form are numbered: 3. Tanggal lahir?
_NUMBERED = re.compile(r"^\s*\d{1,2}\s*[.)]\s*(?=[A-Z])")
# Longer texts are titles or sentences.
_LONGEST = 100
_FUZZY_FROM = 5
_SHORTENED_FROM = 4
_SPLIT_FROM = 5
_DOUBLED = re.compile(r"([A-Z])\1")
_LEAST_CONSONANTS = 4


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[frozenset[str], int]:
    """Give the known words of a heading and the number of words that mean nothing here."""
    if not text or len(text) > _LONGEST:
        return frozenset(), 99
    plain = _NUMBERED.sub("", text.upper())
    plain = _SPACED.sub(lambda found: found.group().replace(" ", "").replace(".", ""), plain)
    for written, meant in _PHRASES:
        plain = plain.replace(written, meant)
    tokens = _TOKEN.findall(_PARENTHESES.sub(" ", plain)) or _TOKEN.findall(plain)
    known: set[str] = set()
    unknown = 0
    for token in _rejoin(tokens):
        if word := _meaning(token):
            known.add(word)
        elif pair := _split(token):
            known.update(pair)
        elif token not in _FILLERS:
            unknown += 2 if any(char.isdigit() for char in token) else 1
    return frozenset(known), unknown


def is_cut(left: str, right: str) -> bool:
    """Tell whether the edge between two columns cuts a word in two: PEKER | JAAN."""
    halves = left.upper(), right.upper()
    return "".join(halves) in _MEANING and not any(half in _MEANING for half in halves)


def _rejoin(tokens: list[str]) -> list[str]:
    """Put words together that a line break cut in two: PEKER-, JAAN."""
    joined: list[str] = []
    for token in tokens:
        whole = joined[-1] + token if joined else ""
        if whole in _MEANING and joined[-1] not in _MEANING and token not in _MEANING:
            joined[-1] = whole
        else:
            joined.append(token)
    return joined


def _meaning(token: str) -> str:
    """Give the known word of a token, forgiving one slip in words of five letters and more."""
    if token in _MEANING:
        return _MEANING[token]
    if (single := _DOUBLED.sub(r"\1", token)) in _MEANING:
        return _MEANING[single]
    if len(token) < _SHORTENED_FROM or token in _FILLERS:
        return ""
    if len(token) < _FUZZY_FROM:
        return _only({word for spelling, word in _MEANING.items() if _lacks_one(token, spelling)})
    allowed = 1 if len(token) < 9 else 2
    near = {
        word
        for spelling, word in _MEANING.items()
        if len(spelling) >= _FUZZY_FROM
        and (
            OSA.distance(token, spelling, score_cutoff=allowed) <= allowed
            or _is_without_vowels(token, spelling)
        )
    }
    return _only(near)


def _only(near: set[str]) -> str:
    return near.pop() if len(near) == 1 else ""


def _split(token: str) -> set[str]:
    """Take two words apart that are written as one: TGLLAHIR, NAMALENGKAP."""
    if len(token) < _SPLIT_FROM or token in _FILLERS:
        return set()
    for cut in range(2, len(token) - 1):
        first, second = token[:cut], token[cut:]
        if first in _MEANING and (second in _MEANING or second in _FILLERS):
            return {_MEANING[word] for word in (first, second) if word in _MEANING}
    return set()


def _lacks_one(token: str, spelling: str) -> bool:
    """Tell whether a short word is a longer one without one letter of its inside: LAHR."""
    if len(spelling) != len(token) + 1 or token[0] != spelling[0] or token[-1] != spelling[-1]:
        return False
    return any(spelling[:at] + spelling[at + 1 :] == token for at in range(1, len(spelling) - 1))


def _is_without_vowels(token: str, spelling: str) -> bool:
    """Tell whether a token is a word with some vowels left out: PKRJAAN."""
    bare = _VOWELS.sub("", spelling)
    if len(bare) < _LEAST_CONSONANTS or _VOWELS.sub("", token) != bare:
        return False
    letters = iter(spelling)
    return len(token) < len(spelling) and all(letter in letters for letter in token)
