"""Names as one meets them in an East Javanese town, put together at random."""

from random import Random


def words(text: str) -> tuple[str, ...]:
    """Give the words of a text that is a list."""
    return tuple(text.split())


MEN = words("""
    Slamet Sugeng Suparman Sutrisno Supriyadi Suyanto Suwito Sukarji Sumarno Sunaryo Sutikno
    Suroso Wagiman Wagiran Paimin Paiman Ponimin Tukiman Tukimin Legiman Kasman Kasiran Katiran
    Mujiono Mulyono Harianto Hariyadi Hadi Budi Bambang Joko Agus Dwi Tri Eko Catur Edi Heru
    Hendro Wahyu Yulianto Yudi Yanto Imam Nur Samsul Saiful Zainal Khoirul Miftahul Nurul Anam
    Ahmad Achmad Abdul Muhammad Moh. Mohamad Ali Hasan Husein Umar Usman Ridwan Rohman Rokhim
    Mustofa Ma'ruf Nu'man Syafi'i Anwar Basuki Darmanto Djumadi Endro Gatot Gunawan Gito Jumadi
    Jumari Kusno Lasmin Misdi Misnan Mukhlis Ngatimin Ngadiman Parno Prayitno Purnomo Rudi
    Rusdi Sapari Sarjono Sarno Satuman Setyo Sholeh Sodik Sudarmaji Suharto Sujarwo Sujito
    Sukirno Sukamto Sumadi Suradi Tarmuji Teguh Tohir Totok Untung Warsito Wartono Wibowo
    Widodo Winarno Yahya Yusuf Zaenuri
""")
WOMEN = words("""
    Siti Sri Endang Sulastri Suparti Suprapti Sumiati Sunarti Suwarni Sutini Sumarni Suryani
    Sukinah Wagini Paini Paijem Poniyem Tukinem Tukiyem Legiyem Kasmi Katmini Mujiati Mulyani
    Hartini Hariyati Dewi Diah Dwi Tri Eka Catur Erni Heni Indah Ika Lilik Lestari Lina Mamik
    Mimin Nanik Nining Nur Nurul Nunuk Partini Purwati Puji Ratna Retno Rini Rina Rohmah
    Rumiati Rukayah Samini Sariyem Setyowati Sholikah Sofiyah Sumini Suryati Titik Tumini Umi
    Uswatun Wahyuni Wiwik Winarsih Yuli Yuniati Yayuk Zulaikah Zubaidah Anik Ani Astuti Aminah
    Asiyah Binti Chotimah Fatimah Fitri Halimah Istiqomah Jumiati Khusnul Lailatul Maimunah
    Marfu'ah Masrifah Munawaroh Musripah Ngatini Nikmah
""")
MEN_LAST = words("""
    Santoso Prasetyo Wibowo Widodo Setiawan Susanto Hidayat Purnomo Kurniawan Nugroho Saputra
    Cahyono Utomo Raharjo Waluyo Subagyo Sugiarto Suharsono Handoko Hartono Haryono Irawan
    Kuncoro Laksono Mulyadi Pamungkas Pambudi Pranoto Priyono Rahmad Riyadi Rianto Santosa
    Siswanto Siswoyo Sulistyo Supriyanto Sutopo Syaifudin Arifin Amirudin Efendi Fauzi Hakim
    Huda Mubarok Mahmudi Maulana Munir Mustaqim Muttaqin Rosyid Rofiq Saifudin Wahyudi
    Wicaksono Wijaya Winarto Yulianto Zainuri
""")
WOMEN_LAST = words("""
    Rahayu Lestari Wahyuni Astuti Ningsih Utami Handayani Setyowati Susilowati Kusumawati
    Puspitasari Wulandari Anggraini Purwanti Hidayati Rahmawati Indrawati Yuliati Suryaningsih
    Widayati Winarti Sulistyowati Sundari Maryam Fadilah Khasanah Muniroh Mahmudah Rosidah
    Hasanah Kholifah Aisyah Nurhayati Mardiyah Sholihah Zahro Maysaroh Komariyah Romlah
    Badriyah
""")
DEGREES = ("S.Pd.", "S.Pd.I", "S.E.", "S.H.", "A.Md.", "S.Ag.")


def person_name(chance: Random, sex: str, *, elder: bool = False, taught: bool = False) -> str:
    """Put a name together; three in ten have one word.

    Takes   elder: may have made the pilgrimage; taught: may carry a degree.
    """
    first, last = (MEN, MEN_LAST) if sex == "M" else (WOMEN, WOMEN_LAST)
    parts = [chance.choice(first)]
    many = chance.random()
    # Nobody is called by one of these alone.
    if many > 0.3 or parts[0] in {"Moh.", "Abdul", "Nur", "Siti", "Sri", "Binti", "Tri", "Dwi"}:
        parts.append(chance.choice(last))
    if many > 0.9:
        parts.insert(1, chance.choice(first))
    name = " ".join(dict.fromkeys(parts))
    if elder and chance.random() < 0.08:
        name = f"{'H.' if sex == 'M' else 'Hj.'} {name}"
    if taught and chance.random() < 0.2:
        name = f"{name}, {chance.choice(DEGREES)}"
    return name
