"""What headings and cells mean in results of BPJS and in lists of other units."""

import pytest

from enrollment.transitions import ReturnReason
from intake.headings import field_of
from intake.kinds import COVERS, RESULTS
from intake.kinds.reading import (
    find_agency,
    read_number,
    read_outcome,
    read_segment,
    reason_of,
    says_over,
)


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("NO", "row_no"),
        ("NIK", "nik"),
        ("NO. KTP PESERTA", "nik"),
        ("NAMA PESERTA", "full_name"),
        ("NO. PESERTA", "kpj"),
        ("NOMOR KPJ", "kpj"),
        ("KPJ", "kpj"),
        ("NO KARTU", "kpj"),
        ("NO BPJS TK", "kpj"),
        ("NO KARTU KELUARGA", None),
        ("STATUS", "bpjs_status"),
        ("STATUS BPJS", "bpjs_status"),
        ("HASIL", "bpjs_status"),
        ("STATUS KAWIN", None),
        ("KETERANGAN", "bpjs_reason"),
        ("ALASAN PENOLAKAN", "bpjs_reason"),
        ("KETERANGAN KESALAHAN", "row_reasons"),
        ("TGL LAHIR", "birth_date"),
    ],
)
def test_a_heading_of_a_result(text, field):
    assert field_of(text, RESULTS) == field


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("UNIT", "unit"),
        ("OPD / INSTANSI", "unit"),
        ("PERANGKAT DAERAH", "unit"),
        ("NAMA PROGRAM", "program"),
        ("SEGMEN (PU/BPU)", "segment"),
        ("MULAI", "starts_on"),
        ("TMT", "starts_on"),
        ("TGL MULAI", "starts_on"),
        ("SAMPAI DENGAN", "ends_on"),
        ("S/D", "ends_on"),
        ("BERAKHIR", "ends_on"),
        ("TANGGAL AKHIR", "ends_on"),
        ("STATUS KEPESERTAAN", "cover_status"),
        ("NAMA GURU", "full_name"),
        ("KPJ", "kpj"),
    ],
)
def test_a_heading_of_another_units_list(text, field):
    assert field_of(text, COVERS) == field


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("24012345678", "24012345678"),
        ("240 1234 5678", "24012345678"),
        ("'24012345678", "24012345678"),
        ("0401234567", "0401234567"),
        ("1234567", ""),
        ("1234567890123", ""),
        ("2401234567X", ""),
        ("-", ""),
    ],
)
def test_a_member_number_of_eight_to_twelve_digits_is_kept(text, number):
    assert read_number(text) == number


@pytest.mark.parametrize(
    ("status", "reason", "number", "outcome"),
    [
        ("Berhasil", "", "", "accepted"),
        ("TERDAFTAR", "", "24012345678", "accepted"),
        ("Aktif", "", "", "accepted"),
        ("Ditolak", "", "", "rejected"),
        ("TIDAK BERHASIL", "", "", "rejected"),
        ("tidak terdaftar", "", "", "rejected"),
        ("Gagal", "NIK tidak ditemukan", "", "rejected"),
        ("Tidak valid", "", "", "rejected"),
        ("", "", "24012345678", "accepted"),
        ("", "NIK tidak ditemukan", "", "rejected"),
        ("", "", "", ""),
        ("Belum terdaftar", "", "", ""),
        ("Sedang diproses", "", "", ""),
        ("Sudah terdaftar", "", "", ""),  # by this list, or before it?
        ("xyz", "", "24012345678", ""),
    ],
)
def test_the_outcome_is_read_and_never_guessed(status, reason, number, outcome):
    assert read_outcome(status, reason=reason, number=number) == outcome


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("NIK tidak ditemukan", ReturnReason.NIK_UNKNOWN),
        ("NIK TIDAK TERDAFTAR DI DUKCAPIL", ReturnReason.NIK_UNKNOWN),
        ("Data tidak ditemukan di Kemendagri", ReturnReason.NIK_UNKNOWN),
        ("NIK tidak valid", ReturnReason.NIK_INVALID),
        ("Usia melebihi 65 tahun", ReturnReason.OVER_AGE),
        ("usia lebih dari batas", ReturnReason.OVER_AGE),
        ("Usia di bawah umur", ReturnReason.UNDER_AGE),
        ("Sudah terdaftar aktif (PU)", ReturnReason.WAGE_EARNER),
        ("Sudah aktif sebagai peserta Penerima Upah", ReturnReason.WAGE_EARNER),
        ("Sudah terdaftar aktif (BPU)", ReturnReason.ALREADY_MEMBER),
        ("Sudah aktif sbg Bukan Penerima Upah", ReturnReason.ALREADY_MEMBER),
        ("Peserta sudah terdaftar", ReturnReason.ALREADY_MEMBER),
        ("Nama tidak sesuai", ReturnReason.IDENTITY_DIFFERS),
        ("Nama/tgl lahir tdk sesuai Dukcapil", ReturnReason.IDENTITY_DIFFERS),
        ("Tanggal lahir berbeda", ReturnReason.IDENTITY_DIFFERS),
        ("Meninggal dunia", ReturnReason.DECEASED),
        ("Data ganda", ReturnReason.DUPLICATE),
        ("Kode 17", None),
        ("", None),
    ],
)
def test_the_words_of_a_rejection_find_their_reason(text, reason):
    assert reason_of(text) == reason


@pytest.mark.parametrize(
    ("text", "segment"),
    [
        ("PU", "pu"),
        ("Penerima Upah", "pu"),
        ("BPU", "bpu"),
        ("Bukan Penerima Upah", "bpu"),
        ("Non-PU", "bpu"),
        ("Guru ngaji", ""),
    ],
)
def test_the_segment_is_told_by_its_words(text, segment):
    assert read_segment(text) == segment


@pytest.mark.parametrize(
    ("text", "is_over"),
    [("Aktif", False), ("Non Aktif", True), ("NON-AKTIF", True), ("Nonaktif", True), ("", False)],
)
def test_a_status_may_say_that_the_cover_is_over(text, is_over):
    assert says_over(text) is is_over


def test_an_office_is_found_in_a_title_by_its_longest_name():
    agencies = {"kesra": "Bagian Kesra", "dinas kesehatan": "Dinas Kesehatan"}
    assert find_agency("DAFTAR PESERTA BAGIAN KESRA 2026", agencies) == "Bagian Kesra"
    assert find_agency("Dinas Kesehatan Kota Blitar", agencies) == "Dinas Kesehatan"
    assert find_agency("kesraan", agencies) == ""
