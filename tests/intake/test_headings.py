"""Column headings as lists word them."""

import pytest

from intake.headings import field_of, field_under

SYNONYMS = {
    "row_no": "NO;NOMOR;NO URUT;NO. URUT;NMR",
    "nik": "NIK;NO KTP;NO. KTP;NOMOR KTP;NIK KTP;NO NIK;NOMOR NIK;NO IDENTITAS;"
    "NOMOR INDUK KEPENDUDUKAN;NIK (16 DIGIT);NO KTP/NIK;E-KTP;NOMOR\nKTP;No. N I K;NOKTP;"
    "NO. IDENTITAS KTP;N.I.K;"
    "2. Nomor Induk Kependudukan (NIK) 16 digit sesuai KTP elektronik yang masih berlaku",
    "family_card_number": "NO KK;NO. KK;NOMOR KK;KK;NKK;NOMOR KARTU KELUARGA;NO KARTU KELUARGA",
    "full_name": "NAMA;NAMA LENGKAP;NAMA PESERTA;NAMA PEKERJA;NAMA TK;NAMA TENAGA KERJA;"
    "NAMA SESUAI KTP;NAMA CALON PESERTA;NAMA PENERIMA;NAMA WARGA;N A M A;"
    "NAMA LKP;NAMMA;NMA LENGKAP;NAMALENGKAP;NAMA KETUA RT;"
    "NAMA KEPALA/ANGGOTA KELUARGA;NAMA ANGGOTA YG BEKERJA;1. Nama lengkap Bapak/Ibu sesuai KTP",
    "birth_place": "TEMPAT LAHIR;TMP LAHIR;TMPT LAHIR;TPT LHR;KOTA LAHIR",
    "birth_date": "TGL LAHIR;TANGGAL LAHIR;TGL. LAHIR;TGL LHR;TGL/BLN/TH;TGL/BLN/THN LAHIR;LAHIR;"
    "TANGAL LAHIR;Tgl. Lahir (dd/mm/yyyy);TGL LAHR;TGL LAIR;TGLLAHIR;TGGL LAHIRR",
    "birth_place_date": "TTL;TEMPAT TANGGAL LAHIR;TEMPAT, TANGGAL LAHIR;TEMPAT/TGL LAHIR;"
    "TEMPAT DAN TANGGAL LAHIR;TMP/TGL LHR",
    "age": "UMUR;USIA;UMUR (TH)",
    "sex": "JK;L/P;LP;J/K;JNS KELAMIN;JENIS KELAMIN;KELAMIN;SEX;GENDER;JENIS KELAMN;JNS KEL;"
    "J. KEL;JNS. KLM;JK/UMUR;L/P/UMUR",
    "address": "ALAMAT;ALAMAT KTP;ALAMAT LENGKAP;ALAMAT RUMAH;ALAMAT SESUAI KTP;JALAN;"
    "DUSUN/LINGKUNGAN;TEMPAT TINGGAL;ALAMAT RT/RW",
    "domicile_address": "DOMISILI;ALAMAT DOMISILI;ALAMAT TINGGAL;ALAMAT SEKARANG",
    "rt": "RT;RT.;6. RT berapa?",
    "rw": "RW",
    "rt_rw": "RT/RW;RT / RW;RT RW",
    "village": "KEL;KEL.;KELURAHAN;DESA/KELURAHAN;KEL/DESA;KELURAHN;KLRHN;KELURAHAN DOMISILI KTP",
    "district": "KEC;KEC.;KECAMATAN",
    "postal_code": "KODEPOS;KODE POS",
    "phone": "NO HP;NO. HP;HP;NO TELP;NO TELEPON;NO WA;WHATSAPP;NOMOR HP/WA;KONTAK;NO HANDPHONE",
    "mother_name": "NAMA IBU;IBU KANDUNG;NAMA IBU KANDUNG;NAMA GADIS IBU",
    "occupation": "PEKERJAAN;PROFESI;JENIS PEKERJAAN;JABATAN;KATEGORI;SEGMEN;SEGMENT;"
    "KELOMPOK PEKERJA;USAHA;JENIS USAHA;JENIS PEK.;PEKERJAN;PKRJAAN;PEKER\nJAAN",
    "work_place": "LOKASI KERJA;TEMPAT KERJA;TEMPAT BEKERJA;PANGKALAN;NAMA MASJID;WILAYAH TUGAS;"
    "NAMA TEMPAT KERJA",
    "income": "PENGHASILAN;PENDAPATAN;UPAH;GAJI;PENGHASILAN/BULAN",
    "member_number": "KPJ;NO KPJ;NO. KPJ;NOMOR KPJ;NO PESERTA;NOMOR PESERTA;NO KARTU;NO BPJS TK;"
    "NO BPJAMSOSTEK",
    "heir_name": "AHLI WARIS;NAMA AHLI WARIS",
    "heir_relation": "HUBUNGAN;HUB. KELUARGA;SHDK;HUBUNGAN DENGAN PESERTA",
    "bank_account": "NO REK;NO. REKENING;REKENING",
    "marital_status": "STATUS;STATUS KAWIN;STATUS PERKAWINAN",
    "dtsen_decile": "DESIL;DESIL DTSEN;DTKS (YA/TIDAK);STATUS DTKS",
    "note": "KET;KET.;KETERANGAN;CATATAN",
}
CASES = [(text, field) for field, texts in SYNONYMS.items() for text in texts.split(";")]


@pytest.mark.parametrize(("text", "field"), CASES)
def test_every_known_wording_names_its_field(text, field):
    assert field_of(text) == field
    assert field_of(f" {text.lower()} :") == field


@pytest.mark.parametrize(
    "text",
    [
        "",
        "DAFTAR USULAN PEKERJA RENTAN",
        "Tanda Tangan",
        "NAMA KEPALA KELUARGA",
        "NIK AHLI WARIS",
        "RT 01 RW 02",
        "UKURAN KAOS",
        "3572020703800001",
        "STATUS BPJS",
        "NAMA SUAMI",
        "KLAMPOK",
        "TGL DAFTAR",
        "NAMA ORANG TUA",
        "NAMA ANAK",
        "NIK IBU",
        "TGL LAHIR IBU",
        "NO HP KELUARGA",
        "NO HP DARURAT",
        "NGAJI",
    ],
)
def test_other_texts_name_none(text):
    assert field_of(text) is None


@pytest.mark.parametrize(
    ("group", "text", "field"),
    [
        ("KELAHIRAN", "KOTA", "birth_place"),
        ("KELAHIRAN", "TGL LAHIR", "birth_date"),
        ("TEMPAT DAN TANGGAL LAHIR", "TEMPAT", "birth_place"),
        ("TEMPAT DAN TANGGAL LAHIR", "TGL/BLN/TH", "birth_date"),
        ("TEMPAT TINGGAL", "JALAN", "address"),
        ("ALAMAT", "RT", "rt"),
        ("ALAMAT", "KELURAHAN", "village"),
        ("ALAMAT", "NO", None),
        ("JENIS KELAMIN", "L", "sex_male"),
        ("JENIS KELAMIN", "P", "sex_female"),
        ("NOMOR", "KTP", "nik"),
        ("NOMOR", "KK", "family_card_number"),
        ("AHLI WARIS", "NAMA", "heir_name"),
        ("AHLI WARIS", "HUBUNGAN", "heir_relation"),
        ("AHLI WARIS", "NIK", None),
        ("IBU KANDUNG", "NAMA", "mother_name"),
        ("SUAMI/ISTRI", "NAMA", None),
    ],
)
def test_a_heading_below_a_wider_one_is_read_with_it(group, text, field):
    assert field_under(group, text) == field
