"""Every problem a row of a list can have: a closed list, each with what it does and means."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.problems import Problem, Severity


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of problem."""

    severity: Severity
    field: str
    meaning: str | Promise  # for the documentation and the headings of the review
    sentence: str | Promise = ""  # empty where another room words it
    # Found while reading the cells, so it stays until its field is typed anew.
    from_reading: bool = False


def problem(
    code: str, *, field: str = "", severity: Severity | None = None, **facts: Any
) -> Problem:
    """Make a problem of the list, its sentence filled with the facts of the row."""
    kind = CODES[code]
    return Problem(
        code, field or kind.field, str(kind.sentence) % facts, severity or kind.severity
    )


_BLOCKS, _WARNS = Severity.ERROR, Severity.WARNING

CODES: dict[str, Code] = {
    # The number. Sentences come from workers.nik, the same as in the form.
    "nik_missing": Code(_BLOCKS, "nik", _("NIK belum diisi")),
    "nik_lost": Code(_BLOCKS, "nik", _("Angka NIK hilang, tertulis seperti 3,57E+15")),
    "nik_length": Code(_BLOCKS, "nik", _("NIK tidak 16 angka")),
    "nik_letters": Code(_BLOCKS, "nik", _("NIK berisi huruf atau tanda lain")),
    "nik_placeholder": Code(_BLOCKS, "nik", _("NIK hanya pengisi tempat, misalnya 0000")),
    "nik_region": Code(_BLOCKS, "nik", _("Enam angka pertama NIK bukan kode daerah")),
    "nik_date": Code(_BLOCKS, "nik", _("NIK memuat tanggal lahir yang tidak ada")),
    "nik_serial": Code(_BLOCKS, "nik", _("Empat angka terakhir NIK 0000")),
    "nik_date_mismatch": Code(_WARNS, "birth_date", _("Tanggal lahir berbeda dari NIK")),
    "nik_sex_mismatch": Code(_WARNS, "sex", _("Jenis kelamin berbeda dari NIK")),
    "nik_rounding_suspect": Code(
        _WARNS,
        "nik",
        _("NIK tersimpan sebagai bilangan dan berakhir 0"),
        _("Digit terakhir NIK mungkin hilang karena kolomnya bukan teks. Cocokkan dengan KTP."),
        from_reading=True,
    ),
    "nik_other_name": Code(
        _BLOCKS,
        "nik",
        _("Satu NIK dengan nama berbeda"),
        _("NIK ini juga tertulis atas nama %(name)s (%(place)s). Cocokkan dengan KTP."),
    ),
    # The person.
    "name_missing": Code(
        _BLOCKS, "full_name", _("Nama belum diisi"), _("Nama belum diisi. Ketik seperti pada KTP.")
    ),
    "deceased": Code(
        _WARNS,
        "full_name",
        _("Tertulis atau tercatat sudah meninggal"),
        _(
            "Tertulis sudah meninggal. Pastikan dahulu; bila benar, lewati baris ini dan catat"
            " kematiannya di halaman orangnya. Daftar tidak pernah mencatatnya sendiri."
        ),
        from_reading=True,
    ),
    "birth_date_missing": Code(
        _BLOCKS,
        "birth_date",
        _("Tanggal lahir tidak ada, juga tidak di NIK"),
        _("Tanggal lahir belum diisi. Ketik hari, bulan dan tahun seperti pada KTP."),
    ),
    "birth_date_unreadable": Code(
        _WARNS,
        "birth_date",
        _("Tanggal lahir tidak terbaca atau tidak ada di kalender"),
        _("Tanggal lahir “%(text)s” tidak ada atau tidak terbaca; dipakai tanggal dari NIK."),
        from_reading=True,
    ),
    "sex_unreadable": Code(
        _WARNS,
        "sex",
        _("Jenis kelamin tidak terbaca"),
        _("Jenis kelamin “%(text)s” tidak terbaca; dipakai yang tersirat di NIK."),
        from_reading=True,
    ),
    "over_age": Code(_BLOCKS, "birth_date", _("Melewati batas usia pada hari pertama")),
    "under_age": Code(_WARNS, "birth_date", _("Di bawah batas usia pada hari pertama")),
    # Where and what.
    "village_missing": Code(
        _BLOCKS,
        "village",
        _("Kelurahan tidak disebut"),
        _("Kelurahan tidak disebut di baris, judul, nama lembar atau nama berkas. Pilih dahulu."),
    ),
    "village_unknown": Code(
        _BLOCKS,
        "village",
        _("Kelurahan tidak dikenal"),
        _("“%(text)s” bukan kelurahan di kota ini. Pilih kelurahan yang benar atau lewati baris."),
    ),
    "village_spelling": Code(
        _WARNS,
        "village",
        _("Ejaan kelurahan dibaca sebagai nama yang mirip"),
        _("Kelurahan “%(text)s” dibaca sebagai %(name)s. Terima bila benar."),
    ),
    "village_not_yours": Code(
        _BLOCKS,
        "village",
        _("Kelurahan di luar wilayah pengunggah"),
        _("Baris ini untuk Kelurahan %(name)s, di luar wilayah Anda. Serahkan ke petugasnya."),
    ),
    "unknown_occupation": Code(
        _WARNS,
        "occupation",
        _("Pekerjaan belum dikenal"),
        _("Pekerjaan “%(text)s” belum dikenal; dibaca sebagai %(name)s. Terima atau pilih lain."),
    ),
    "occupation_missing": Code(
        _WARNS,
        "occupation",
        _("Pekerjaan tidak disebut"),
        _("Pekerjaan tidak disebut; dicatat sebagai %(name)s. Terima atau pilih lain."),
    ),
    "value_unreadable": Code(
        _WARNS,
        "",
        _("Isian pelengkap tidak terbaca dan tidak disimpan"),
        _("%(label)s “%(text)s” tidak terbaca. Perbaiki, atau terima tanpa isian ini."),
        from_reading=True,
    ),
    "family_card_rounding_suspect": Code(
        _WARNS,
        "family_card_number",
        _("Nomor KK tersimpan sebagai bilangan dan berakhir 0"),
        _("Digit terakhir nomor KK mungkin hilang. Cocokkan dengan kartu keluarga."),
        from_reading=True,
    ),
    # Against other rows and the registry.
    "same_row_twice": Code(
        _WARNS,
        "nik",
        _("Orang yang sama sudah ada di daftar ini"),
        _("Sama dengan %(place)s; tidak disimpan dua kali."),
    ),
    "near_duplicate": Code(
        _WARNS,
        "nik",
        _("Mungkin orang yang sama dengan NIK lain"),
        _("Mirip dengan %(name)s (%(place)s): %(reason)s. Pastikan bukan orang yang sama."),
    ),
    "member_number_taken": Code(
        _BLOCKS,
        "member_number",
        _("Nomor peserta (KPJ) milik orang lain"),
        _("Nomor peserta (KPJ) ini sudah dipakai orang lain. Cocokkan dengan kartunya."),
    ),
    "known_elsewhere": Code(
        _BLOCKS,
        "nik",
        _("Sudah terdaftar di luar wilayah pengunggah"),
        _("NIK ini sudah terdaftar di luar wilayah Anda. Hubungi admin program."),
    ),
    "occupation_not_yours": Code(
        _BLOCKS,
        "occupation",
        _("Kategori pekerjaan di luar urusan pengunggah"),
        _("Pekerjaan ini bukan kategori yang Anda urus. Betulkan, atau lewati baris ini."),
    ),
    "facts_changed": Code(
        _WARNS,
        "nik",
        _("Data berubah sejak ditinjau"),
        _("Data orang ini berubah sejak baris ini ditinjau. Lihat lagi, lalu terima."),
    ),
    "already_covered": Code(_BLOCKS, "nik", _("Sudah punya kepesertaan pada hari yang sama")),
    "covered_elsewhere": Code(_WARNS, "nik", _("Sudah dilindungi unit lain")),
    "not_resident": Code(_BLOCKS, "village", _("Bukan penduduk kota")),
    # Results of BPJS.
    "not_in_registry": Code(
        _BLOCKS,
        "nik",
        _("NIK tidak ada di registri"),
        _("NIK ini tidak ada di registri. Cocokkan dengan berkas yang dikirim ke BPJS."),
    ),
    "not_in_period": Code(
        _BLOCKS,
        "nik",
        _("Tidak punya kepesertaan pada periode ini"),
        _("Orang ini tidak punya kepesertaan pada periode ini. Periksa periode berkasnya."),
    ),
    "ended_meanwhile": Code(
        _BLOCKS,
        "nik",
        _("Perlindungannya sudah berakhir"),
        _("Perlindungan orang ini sudah berakhir %(day)s. Beri tahu BPJS, lalu lewati barisnya."),
    ),
    "not_decreed": Code(
        _BLOCKS,
        "nik",
        _("Belum ditetapkan"),
        _("Kepesertaannya masih %(status)s. Tetapkan dulu, lalu periksa ulang."),
    ),
    "result_unknown": Code(
        _BLOCKS,
        "bpjs_status",
        _("Hasil dari BPJS tidak terbaca"),
        _("Hasil “%(text)s” tidak jelas. Ketik Terdaftar atau Ditolak."),
    ),
    "already_registered": Code(
        _BLOCKS,
        "bpjs_status",
        _("Ditolak, padahal sudah tercatat terdaftar"),
        _("Orang ini sudah tercatat terdaftar, tetapi ditolak di sini. Tanyakan ke BPJS."),
    ),
    "already_rejected": Code(
        _BLOCKS,
        "bpjs_status",
        _("Terdaftar, padahal penolakannya sudah tercatat"),
        _("Penolakannya sudah tercatat. Ajukan ulang orang ini dulu, lalu periksa ulang."),
    ),
    "never_sent": Code(
        _WARNS,
        "nik",
        _("Tidak ada di berkas yang dikirim dari sini"),
        _("Orang ini tidak sedang menunggu jawaban dari berkas mana pun yang dikirim di sini."),
    ),
    "answered_before": Code(
        _WARNS,
        "bpjs_reason",
        _("Jawaban yang sama sudah dicatat"),
        _("Penolakan dengan kata yang sama sudah dicatat. Pastikan ini jawaban yang baru."),
    ),
    "first_day_differs": Code(
        _WARNS,
        "starts_on",
        _("Hari pertama berbeda dari registri"),
        _("BPJS menulis mulai %(said)s, di sini %(own)s. Di sini tidak diubah, hanya dicatat."),
    ),
    "reason_unknown": Code(
        _WARNS,
        "bpjs_reason",
        _("Alasan penolakan belum dikenal"),
        _("Alasan “%(text)s” belum dikenal; dicatat sebagai Lainnya. Terima atau pilih lain."),
    ),
    "rows_contradict": Code(
        _BLOCKS,
        "nik",
        _("Dua baris berbeda untuk orang yang sama"),
        _("Berbeda dengan %(place)s untuk NIK yang sama. Lewati salah satunya."),
    ),
    "kpj_missing": Code(
        _BLOCKS,
        "kpj",
        _("Nomor peserta (KPJ) tidak ada"),
        _("Nomor peserta (KPJ) belum ada. Ketik nomor dari kartunya."),
    ),
    "kpj_length": Code(
        _BLOCKS,
        "kpj",
        _("Nomor peserta (KPJ) tidak 11 angka"),
        _("Nomor peserta (KPJ) ini %(length)d angka, biasanya 11. Cocokkan dengan kartunya."),
    ),
    "kpj_differs": Code(
        _BLOCKS,
        "kpj",
        _("Nomor peserta (KPJ) berbeda dari registri"),
        _("Di registri tercatat nomor peserta (KPJ) lain untuk orang ini. Cocokkan kartunya."),
    ),
    # Lists of other units.
    "unit_missing": Code(
        _BLOCKS,
        "unit",
        _("Unit tidak disebut"),
        _("Unit tidak disebut di baris, judul, nama lembar atau nama berkas. Ketik namanya."),
    ),
    "cover_start_missing": Code(
        _WARNS,
        "starts_on",
        _("Awal perlindungan tidak tertulis"),
        _("Awal perlindungan tidak tertulis; dipakai %(day)s. Terima atau ketik tanggalnya."),
    ),
    "cover_days": Code(
        _BLOCKS,
        "ends_on",
        _("Akhir perlindungan mendahului awalnya"),
        _("Akhir perlindungan mendahului awalnya. Betulkan salah satunya."),
    ),
    "cover_over": Code(
        _WARNS,
        "cover_status",
        _("Tertulis sudah berhenti tanpa tanggal akhir"),
        _("Tertulis “%(text)s” tanpa tanggal akhir. Ketik tanggalnya, atau lewati baris ini."),
    ),
    "covered_here": Code(
        _WARNS,
        "nik",
        _("Juga punya kepesertaan di registri"),
        _("Orang ini juga punya kepesertaan di registri (%(periods)s): perlindungan ganda."),
    ),
    # Renewals.
    "not_renewable": Code(
        _BLOCKS,
        "nik",
        _("Bukan peserta periode sebelumnya"),
        _("Orang ini tidak tercatat sebagai peserta periode sebelumnya di wilayah Anda."),
    ),
    "death_day_missing": Code(
        _BLOCKS,
        "fact_on",
        _("Tanggal meninggal belum diisi"),
        _("Isi tanggal meninggalnya."),
    ),
    "fact_day_ahead": Code(
        _BLOCKS, "fact_on", _("Tanggal kejadian belum tiba"), _("Tanggal kejadian belum tiba.")
    ),
    "new_work_missing": Code(
        _BLOCKS, "new_work", _("Pekerjaan baru belum diisi"), _("Isi pekerjaan barunya.")
    ),
    "new_work_unknown": Code(
        _BLOCKS,
        "new_work",
        _("Pekerjaan baru tidak dikenal"),
        _("Pekerjaan “%(text)s” tidak dikenal. Pilih salah satu kategori pekerjaan."),
    ),
}

FROM_READING = frozenset(code for code, kind in CODES.items() if kind.from_reading)
