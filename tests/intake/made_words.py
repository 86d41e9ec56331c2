"""The names, streets, occupations and headings of which made-up lists are made."""

VILLAGES = {
    "Kauman": "3572011004",
    "Sentul": "3572011003",
    "Bendo": "3572011006",
    "Kepanjenlor": "3572011007",
    "Pakunden": "3572021001",
    "Tlumpu": "3572021003",
    "Turi": "3572021004",
    "Karangsari": "3572021005",
    "Tanjungsari": "3572021007",
    "Gedog": "3572031001",
    "Plosokerep": "3572031002",
    "Klampok": "3572031003",
    "Karangtengah": "3572031006",
    "Bendogerit": "3572031007",
}
SPACED = {"Kepanjenlor": "Kepanjen Lor", "Karangtengah": "Karang Tengah"}
OCCUPATIONS = {
    "mosque_caretaker": [
        "marbot",
        "Marbot Masjid",
        "MARBUT",
        "Takmir Masjid",
        "marbot masjid Al-Huda",
    ],
    "pedicab_driver": ["tukang becak", "Becak", "Abang Becak", "Tk. Becak", "pengemudi becak"],
    "online_motorcycle_taxi": ["ojol", "Ojek Online", "GO-JEK", "driver grab", "Driver Ojol"],
    "waste_collector": ["pengangkut sampah", "Petugas Sampah", "pasukan kuning"],
    "parking_attendant": ["jukir", "Juru Parkir", "tukang parkir"],
    "health_post_cadre": ["kader posyandu", "Kader", "KADER POSYANDU Melati 2"],
    "quran_teacher": ["guru ngaji", "Ustadzah", "Guru TPQ"],
    "rt_rw_officer": ["Ketua RT", "ketua RT 03", "Ketua RW"],
}
MALE = "Slamet Sugeng Supardi Wagiman Kasiran Tukimin Bambang Sutrisno Hartono Joko Purnomo Widodo"
FEMALE = "Sumiati Wahyuni Lestari Suparti Mujiati Yatini Kasmirah Endang Rahayu Sulastri Partini"
LAST = "Santoso Prasetyo Utomo Rahardjo Basuki Kuncoro Wibowo Nugroho Setiawan Mulyono Hidayat"
LAST_FEMALE = "Ningsih Astuti Handayani Wijayanti Kusumawati Puspitasari Maryati Hidayati Aminah"
STREETS = [
    *("Melati", "Mawar", "Semeru", "Kelud", "Veteran"),
    *("Cemara", "Sumatra", "Kenari", "Anggrek", "Brantas"),
]
CITIES = ["Blitar", "Malang", "Kediri", "Tulungagung", "Jakarta Selatan", "Nganjuk"]
LONG_MONTHS = [
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
]
SHORT_MONTHS = ["Jan", "Peb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agt", "Sep", "Okt", "Nop", "Des"]
# As they are written in a hurry.
SLIPPED_MONTHS = [
    *("Januri", "Pebuari", "Maert", "Aprl", "Mei", "Juni"),
    *("Juli", "Agustsu", "Septmber", "Oktobr", "Nopembr", "Desembr"),
]
TROUBLES = [
    "nik_lost",
    "nik_short",
    "nik_long",
    "nik_missing",
    "over_age",
    "under_age",
    "deceased",
    "village_unknown",
    "unknown_occupation",
    "nik_sex_mismatch",
]
HEADINGS = {
    "no": ["NO", "No.", "NO. URUT", "Nomor"],
    "nik": [
        "NIK",
        "NO. KTP",
        "NO KTP/NIK",
        "Nomor Induk Kependudukan",
        "NIK (16 DIGIT)",
        "E-KTP",
        "No.\nKTP",
    ],
    "kk": ["NO. KK", "Nomor Kartu Keluarga", "NKK"],
    "name": [
        "NAMA",
        "Nama Lengkap",
        "NAMA SESUAI KTP",
        "NAMA CALON PESERTA",
        "Nama Peserta",
        "NAMA TENAGA KERJA",
    ],
    "place": ["TEMPAT LAHIR", "Tmp Lahir", "KOTA LAHIR"],
    "date": ["TGL LAHIR", "Tanggal Lahir", "TGL. LAHIR", "Tgl/Bln/Thn Lahir", "TANGAL LAHIR"],
    "ttl": ["TTL", "Tempat, Tanggal Lahir", "TEMPAT/TGL LAHIR", "TEMPAT DAN TANGGAL LAHIR"],
    "sex": ["L/P", "JK", "Jenis Kelamin", "JNS KELAMIN", "Kelamin"],
    "address": ["ALAMAT", "Alamat Rumah", "ALAMAT SESUAI KTP", "Alamat Lengkap"],
    "rt": ["RT"],
    "rw": ["RW"],
    "rtrw": ["RT/RW", "RT / RW", "RT RW"],
    "village": ["KELURAHAN", "Desa/Kelurahan", "KEL.", "Kel/Desa"],
    "phone": ["NO HP", "No. WA", "NOMOR HP/WA", "Telepon"],
    "job": ["PEKERJAAN", "Profesi", "Jenis Pekerjaan", "KELOMPOK PEKERJA", "PEKERJAN"],
    "note": ["KET", "Keterangan", "CATATAN"],
    "extra": ["Ukuran Kaos", "NAMA ISTRI/SUAMI", "HOBI"],
}
