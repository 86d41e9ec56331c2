"""What the columns of each kind of list may hold."""

from django.utils.translation import gettext_lazy as _

# Everything a column of a list of people may be, in the order of the mapping page.
PEOPLE_FIELDS = {
    "nik": _("NIK"),
    "full_name": _("Nama lengkap"),
    "birth_place": _("Tempat lahir"),
    "birth_date": _("Tanggal lahir"),
    "birth_place_date": _("Tempat dan tanggal lahir"),
    "birth_day": _("Tanggal lahir: hari"),
    "birth_month": _("Tanggal lahir: bulan"),
    "birth_year": _("Tanggal lahir: tahun"),
    "sex": _("Jenis kelamin"),
    "sex_male": _("Jenis kelamin: centang L"),
    "sex_female": _("Jenis kelamin: centang P"),
    "address": _("Alamat"),
    "rt": _("RT"),
    "rw": _("RW"),
    "rt_rw": _("RT dan RW"),
    "village": _("Kelurahan"),
    "domicile_address": _("Alamat domisili"),
    "occupation": _("Pekerjaan"),
    "occupation_mark": _("Pekerjaan: centang"),
    "work_place": _("Tempat bekerja"),
    "income": _("Penghasilan"),
    "phone": _("Nomor HP"),
    "phone_other": _("Nomor HP lain"),
    "mother_name": _("Nama ibu kandung"),
    "family_card_number": _("Nomor KK"),
    "marital_status": _("Status kawin"),
    "dtsen_decile": _("Desil DTSEN"),
    "member_number": _("Nomor peserta (KPJ)"),
    "heir_name": _("Nama ahli waris"),
    "heir_relation": _("Hubungan ahli waris"),
    "note": _("Keterangan"),
    # Understood but not stored: the person's other data says the same.
    "row_no": _("Nomor urut"),
    "age": _("Umur"),
    "district": _("Kecamatan"),
    "postal_code": _("Kode pos"),
    # What we write beside rows that go back to their sender.
    "row_reasons": _("Keterangan kesalahan"),
    "row_key": _("Kode baris"),
    # Understood and kept with the remarks, as the registry has no place for it.
    "bank_account": _("Rekening bank"),
}
_COMMON = ("row_no", "row_reasons", "row_key", "note")
RESULT_FIELDS = {
    "nik": _("NIK"),
    "full_name": _("Nama lengkap"),
    "birth_date": _("Tanggal lahir"),
    "kpj": _("Nomor peserta (KPJ)"),
    "starts_on": _("Mulai perlindungan"),
    "bpjs_status": _("Status hasil"),
    "bpjs_reason": _("Alasan dari BPJS"),
    "reason_code": _("Dicatat sebagai"),
    **{name: PEOPLE_FIELDS[name] for name in _COMMON},
}
COVER_FIELDS = {
    "nik": _("NIK"),
    "full_name": _("Nama lengkap"),
    "birth_date": _("Tanggal lahir"),
    "unit": _("Unit atau perangkat daerah"),
    "program": _("Program"),
    "segment": _("Segmen (PU/BPU)"),
    "starts_on": _("Mulai perlindungan"),
    "ends_on": _("Akhir perlindungan"),
    "cover_status": _("Status kepesertaan"),
    "kpj": _("Nomor peserta (KPJ)"),
    **{name: PEOPLE_FIELDS[name] for name in _COMMON},
}
RENEWAL_FIELDS = {
    "nik": _("NIK"),
    "full_name": _("Nama lengkap"),
    "renewal_answer": _("Jawaban perpanjangan"),
    "fact_on": _("Tanggal kejadian"),
    "new_work": _("Pekerjaan baru"),
    **{name: PEOPLE_FIELDS[name] for name in _COMMON},
}
LABELS = {**PEOPLE_FIELDS, **RESULT_FIELDS, **COVER_FIELDS, **RENEWAL_FIELDS}
