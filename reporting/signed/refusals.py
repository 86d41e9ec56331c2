"""Why a picture or scan is refused: a closed list of codes, each with what to do."""

from django.utils.translation import gettext_lazy as _

from reporting.signed import limits

SENTENCES = {
    "empty": _("Berkas ini kosong. Ambil fotonya lagi."),
    "too_big": _(
        "Berkas lebih besar dari %(megabytes)s MB."
        " Foto atau pindai lagi dengan ukuran lebih kecil."
    ),
    "too_small": _(
        "Gambar terlalu kecil untuk dibaca. Foto lagi satu lembar penuh, bukan potongan."
    ),
    "not_a_sheet": _("Berkas ini bukan foto atau PDF. Yang diterima JPEG, PNG, WebP, dan PDF."),
    "heic": _(
        "Foto HEIC dari iPhone belum bisa dibaca. Di Pengaturan, Kamera, Format, pilih Paling "
        "Kompatibel, lalu foto lagi; atau kirim sebagai JPEG."
    ),
    "locked": _("PDF ini terkunci kata sandi. Simpan tanpa kata sandi, lalu kirim lagi."),
    "too_many_pages": _("PDF lebih dari %(pages)s halaman. Bagi menjadi beberapa berkas."),
    "damaged": _("Berkas rusak dan tidak dapat dibuka. Foto atau pindai lagi."),
    "too_heavy": _(
        "Gambar terlalu besar untuk dibuka. Foto atau pindai lagi dengan ukuran lebih kecil."
    ),
    "no_time_left": _("Berkas sebelumnya terlalu lama diproses. Kirim berkas ini sekali lagi."),
    "already_filed": _("Berkas ini sama dengan yang sudah diarsipkan di halaman %(page)s."),
    "no_page_left": _(
        "Berkas ini berisi %(needed)s halaman, sedangkan yang masih kosong mulai halaman "
        "%(first)s ada %(free)s. Periksa halaman pertamanya, atau ganti lembar yang sudah ada."
    ),
    "one_page_only": _("Pengganti satu halaman harus satu foto atau PDF satu halaman."),
}


class RefusedSheet(Exception):
    """A file that is refused: a code of SENTENCES and a sentence saying what to do."""

    def __init__(self, code: str, **told: object) -> None:
        self.code = code
        amounts = {
            "megabytes": limits.FILE_BYTES // limits.MEGABYTE,
            "pages": limits.SCAN_PAGES,
        }
        self.sentence = str(SENTENCES[code]) % (amounts | told)
        super().__init__(self.sentence)
