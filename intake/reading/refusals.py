"""Why a file is refused: a closed list of codes, each with what to do."""

from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from intake.confined import limits

SENTENCES = {
    "empty": _("Berkas ini kosong. Periksa apakah daftarnya sudah disimpan, lalu unggah lagi."),
    "too_big": _(
        "Berkas lebih besar dari %(megabytes)s MB. Hapus gambar dan lembar yang tidak perlu, atau "
        "bagi menjadi beberapa berkas, lalu unggah lagi."
    ),
    "locked": _(
        "Berkas terkunci kata sandi. Buka di Excel, hapus kata sandinya, simpan, lalu unggah lagi."
    ),
    "not_a_list": _(
        "Berkas ini bukan daftar yang dapat dibaca. Unggah berkas Excel (.xlsx atau .xls), "
        "LibreOffice (.ods), atau CSV; foto, PDF dan Word tidak bisa."
    ),
    "web_page": _(
        "Berkas ini halaman web yang diberi nama Excel. Buka di Excel, pilih Simpan Sebagai, "
        "jenis Excel Workbook (.xlsx), lalu unggah hasilnya."
    ),
    "damaged": _(
        "Berkas rusak dan tidak dapat dibaca. Buka di Excel, simpan ulang sebagai .xlsx, lalu "
        "unggah lagi."
    ),
    "bomb": _(
        "Isi berkas terlalu besar setelah dibuka atau susunannya tidak wajar. Salin daftarnya "
        "saja ke berkas baru, lalu unggah lagi."
    ),
    "too_far": _(
        "Ada isian jauh di luar daftar (setelah baris %(rows)s atau kolom ke-%(columns)s). Salin "
        "daftarnya saja ke berkas baru, lalu unggah lagi."
    ),
    "too_many_rows": _(
        "Daftar lebih dari %(rows)s baris. Bagi menjadi beberapa berkas, lalu unggah "
        "satu per satu."
    ),
    "too_many_columns": _(
        "Daftar lebih dari %(columns)s kolom. Hapus kolom yang tidak perlu, lalu unggah lagi."
    ),
    "too_heavy": _(
        "Berkas terlalu berat untuk dibuka. Salin daftarnya saja ke berkas baru, lalu unggah lagi."
    ),
    "too_slow": _(
        "Berkas terlalu lama dibaca. Salin daftarnya saja ke berkas baru, lalu unggah lagi."
    ),
    # A file of rows that went back to be corrected.
    "rows_of_several_lists": _(
        "KODE BARIS di berkas ini berasal dari beberapa daftar. Unggah perbaikan tiap daftar "
        "sebagai berkas tersendiri."
    ),
    "rows_of_no_list": _(
        "KODE BARIS di berkas ini berasal dari daftar yang tidak ada atau bukan kiriman Anda. "
        "Hapus kolom KODE BARIS untuk mengunggahnya sebagai daftar baru."
    ),
}


def amounts() -> dict[str, str]:
    """Give the limits that the sentences name, written in the current language."""
    return {
        "megabytes": str(limits.FILE_BYTES // limits.MEGABYTE),
        "rows": number_format(limits.ROWS, force_grouping=True),
        "columns": str(limits.COLUMNS),
    }


def sentence_of(code: str) -> str:
    """Give the sentence of a refusal in the current language."""
    return str(SENTENCES[code]) % amounts()


class UnreadableFile(Exception):
    """A file that is refused: a code of SENTENCES and a sentence saying what to do."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.sentence = sentence_of(code)
        super().__init__(self.sentence)
