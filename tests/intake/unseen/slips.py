"""Headings above other columns, other offices' people, shortened and foreign places, new pages."""

from typing import Any

from tests.intake.unseen.people import (
    AGUS,
    BUDI,
    ENDANG,
    HEAD,
    HERE,
    JOKO,
    KUSNO,
    PARTINI,
    SITI,
    SLAMET,
    WAGIMAN,
    YATINI,
    Someone,
    Unseen,
    expect,
    line,
    lines,
    sheet,
)

_TURI = {"village": "3572021004", "occupation": "pedicab_driver"}
_MEN = (SLAMET, JOKO, AGUS, KUSNO)


def slips() -> list[Unseen]:
    return [
        *_owners(),
        *_exchanged(),
        *_officials(),
        *_pages(),
        *_places(),
        *_small_things(),
        *_registers(),
    ]


def _owners() -> list[Unseen]:
    top = [*("NO", "KEPALA KELUARGA", None, "CALON PESERTA", None), "KEL", "UKURAN KAOS"]
    two_niks: list[list[Any]] = [
        ["NO", "NIK", "NIK", "NAMA", "TGL LAHIR", "KEL", "PEKERJAAN"],
        *(
            [number, kin.nik, who.nik, who.name, who.born(), "Turi", "becak"]
            for number, (who, kin) in enumerate(zip(_MEN, (SITI, *_MEN), strict=False), start=1)
        ),
    ]
    return [
        Unseen(
            "the head of the family before the person, below wide headings beside a strange one",
            [
                sheet(
                    [
                        ["BECAK"],
                        top,
                        [None, "NAMA", "NIK", "NAMA", "NIK"],
                        *(
                            [number, kin.name, kin.nik, who.name, who.nik, "Turi", "XL"]
                            for number, (who, kin) in enumerate(
                                [(AGUS, SITI), (YATINI, BUDI), (JOKO, ENDANG)], start=1
                            )
                        ),
                    ],
                    (2, 2, 2, 3),
                    (2, 2, 4, 5),
                )
            ],
            [expect(row, who, **_TURI) for row, who in ((4, AGUS), (5, YATINI), (6, JOKO))],
        ),
        Unseen(
            "two columns NIK, of which the second says the birthdays",
            [sheet(two_niks)],
            [expect(row, who, **_TURI) for row, who in enumerate(_MEN, start=2)],
        ),
    ]


def _exchanged() -> list[Unseen]:
    return [
        Unseen(
            "headings above each other's columns",
            [
                sheet(
                    [
                        [
                            *("NO", "NIK", "NAMA", "TEMPAT LAHIR", "TANGGAL LAHIR"),
                            *("L/P", "KEL", "PEKERJAAN"),
                        ],
                        *(
                            [number, *(who.name, who.nik, who.birth, "Blitar", who.sex), *work]
                            for work in [("Turi", "becak")]
                            for number, who in enumerate(_MEN, start=1)
                        ),
                    ]
                )
            ],
            [
                expect(row, who, birth_place="Blitar", **_TURI)
                for row, who in enumerate(_MEN, start=2)
            ],
        )
    ]


def _officials() -> list[Unseen]:
    return [
        Unseen(
            "those who counted, with the numbers of civil servants, below the list",
            [
                sheet(
                    [
                        HEAD,
                        *lines(SLAMET, SITI),
                        [],
                        [None, "PETUGAS PENDATA"],
                        ["NO", "NAMA", "NIP", "JABATAN", "NO. HP"],
                        [1, "Dewi, SE", "197911032009012004", "Kasi Sosial", "081234009911"],
                        [2, "M. Faisal", "199305212022031006", "Staf", "085645001133"],
                    ]
                )
            ],
            [expect(2, SLAMET, **HERE), expect(3, SITI, **HERE)],
        )
    ]


def _pages() -> list[Unseen]:
    head = ["NO", "NIK", "NAMA", "PEKERJAAN"]

    def rows(first: int, *people: Someone) -> list[list[Any]]:
        return [[n, who.nik, who.name, "becak"] for n, who in enumerate(people, start=first)]

    def paper(*titles: str) -> list[list[Any]]:
        return [
            *([f"{title} 1".strip()] if title == "Halaman" else [title] for title in titles),
            head,
            ["RT 02"],
            *rows(1, SLAMET, SITI),
            [None, "Jumlah dipindahkan", 2],
            [],
            *([f"{title} 2".strip()] if title == "Halaman" else [title] for title in titles),
            head,
            [None, "Jumlah pindahan", 2],
            *rows(3, JOKO),
            ["RT 03"],
            *rows(4, BUDI),
        ]

    title = "DATA RW 05 KELURAHAN TURI"
    here = _TURI | {"rw": "005"}
    return [
        Unseen(
            "a group that goes on behind the titles and headings of a new page",
            [sheet(paper(title, "Halaman"))],
            [
                expect(5, SLAMET, rt="002", **here),
                expect(6, SITI, rt="002", **here),
                expect(13, JOKO, rt="002", **here),
                expect(15, BUDI, rt="003", **here),
            ],
        ),
        Unseen(
            "a group that ends at the title of another list",
            [
                sheet(
                    [
                        [title],
                        head,
                        ["RT 02"],
                        *rows(1, SLAMET),
                        [],
                        ["DATA RW 06 KELURAHAN TURI"],
                        head,
                        *rows(1, JOKO),
                    ]
                )
            ],
            [
                expect(4, SLAMET, rt="002", **here),
                expect(8, JOKO, rt="", **_TURI, rw="006"),
            ],
        ),
    ]


def _places() -> list[Unseen]:
    shortened = [
        (SLAMET, "Kr. Sari / Sukorejo", "3572021005"),
        (SITI, "Kep. Kidul, Kec. Kepanjenkidul", "3572011001"),
        (JOKO, "Tj. Sari", "3572021007"),
    ]
    elsewhere = [
        (WAGIMAN, "Sukorejo, Kec. Sutojayan", ""),
        (PARTINI, "Ds. Sukorejo Kab. Blitar", ""),
    ]
    head = ["NO", "NIK", "NAMA", "KEL / KEC", "PEKERJAAN"]
    behind = [
        (SLAMET, "Jl. Bali No. 3 RT 03 RW 04, Pakunden", "3572021001"),
        (SITI, "Jl. Bali Gang II/4 RT 3 RW IV Tanggung", "3572011005"),
    ]
    return [
        Unseen(
            "shortened kelurahan with their districts, and those of other districts",
            [
                sheet(
                    [
                        head,
                        *(
                            [number, who.nik, who.name, text, "becak"]
                            for number, (who, text, _code) in enumerate(
                                [*shortened, *elsewhere], start=1
                            )
                        ),
                    ]
                )
            ],
            [
                *(
                    expect(row, who, village=code)
                    for row, (who, _text, code) in enumerate(shortened, start=2)
                ),
                *(
                    expect(row, who, "village_unknown", village="")
                    for row, (who, _text, _code) in enumerate(elsewhere, start=5)
                ),
            ],
        ),
        Unseen(
            "a district elsewhere in a column of its own",
            [
                sheet(
                    [
                        [*HEAD, "KECAMATAN"],
                        line(1, SLAMET, "Sukorejo"),
                        line(2, SITI, "Skrejo"),
                        line(3, JOKO, "Ponggok, Kab. Blitar", KELURAHAN="Bendo"),
                        line(4, AGUS, "Kepanjen Kidul", KELURAHAN="Bendo"),
                    ]
                )
            ],
            [
                expect(2, SLAMET, **HERE),
                expect(3, SITI, **HERE),
                expect(4, JOKO, "village_unknown", village=""),
                expect(5, AGUS, **HERE | {"village": "3572011006"}),
            ],
        ),
        Unseen(
            "a kelurahan alone behind RT and RW of an address, and a street of its name",
            [
                sheet(
                    [
                        ["NO", "NIK", "NAMA", "ALAMAT", "PEKERJAAN"],
                        *(
                            [number, who.nik, who.name, text, "becak"]
                            for number, (who, text, _code) in enumerate(
                                [*behind, (JOKO, "RT 1 RW 2 Jl. Turi", "")], start=1
                            )
                        ),
                    ]
                )
            ],
            [
                *(
                    expect(row, who, rt="003", rw="004", village=code)
                    for row, (who, _text, code) in enumerate(behind, start=2)
                ),
                expect(4, JOKO, "village_missing", rt="001", rw="002"),
            ],
        ),
    ]


def _small_things() -> list[Unseen]:
    wide = "".join(chr(0xFF10 + int(digit)) for digit in JOKO.nik)
    head = ["NO", "NIK", "NAMA", "TGL LAHIR", "RT", "RW", "KEL", "Prof."]
    return [
        Unseen(
            "Roman RW of which one is X, a date with the names of its parts, wide digits",
            [
                sheet(
                    [
                        head,
                        [1, SLAMET.nik, SLAMET.name, SLAMET.born(), 1, "IX", "Turi", "mbecak"],
                        [2, SITI.nik, SITI.name, "tgl 5 bln 8 thn 1985", 2, "X", "Turi", "ojol"],
                        [3, wide, JOKO.name, JOKO.born(), 3, "V", "Turi", "pengambil sampah"],
                        [4, BUDI.nik, BUDI.name, BUDI.born(), 4, "-", "Turi", "ngajar ngaji"],
                    ]
                )
            ],
            [
                expect(2, SLAMET, rw="009", occupation="pedicab_driver"),
                expect(3, SITI, rw="010", occupation="online_motorcycle_taxi"),
                expect(4, JOKO, rw="005", occupation="waste_collector"),
                expect(5, BUDI, rt="004", rw="", occupation="quran_teacher"),
            ],
        ),
        Unseen(
            "work under a heading that asks what somebody works as, mixed numbers of areas",
            [
                sheet(
                    [
                        ["NO", "NIK", "NAMA", "RT/RW", "KEL", "Bekerja sebagai"],
                        [1, SLAMET.nik, SLAMET.name, "2/X", "Turi", "jukir Pasar Legi"],
                        [2, SITI.nik, SITI.name, "5/IV", "Turi", "Kdr. Posyandu"],
                    ]
                )
            ],
            [
                expect(2, SLAMET, rt="002", rw="010", occupation="parking_attendant"),
                expect(3, SITI, rt="005", rw="004", occupation="health_post_cadre"),
            ],
        ),
    ]


def _registers() -> list[Unseen]:
    """Headings as other registers write them."""
    civil = [
        *("NIK", "NO_KK", "NAMA_LGKP", "JENIS_KLMIN", "TGL_LHR", "STAT_HBKEL", "NIK_IBU"),
        *("NAMA_LGKP_IBU", "ALAMAT", "NO_RT", "NO_RW", "NAMA_KEL", "NAMA_KEC", "NAMA_KAB"),
    ]
    poor = [
        *("ID_DTKS", "NIK", "NAMA", "HUB_KELUARGA", "TGL_LAHIR", "JENIS_KELAMIN"),
        *("KET_JENIS_KELAMIN", "KDKEC", "KDKEL", "PEKERJAAN", "DESIL"),
    ]
    heirs = [
        *("NO", "NAMA AHLI WARIS", "NIK AHLI WARIS", "HUBUNGAN", "NO HP AHLI WARIS"),
        *("NAMA PESERTA", "NIK PESERTA", "KELURAHAN", "PEKERJAAN", "NO HP PESERTA"),
    ]
    return [
        Unseen(
            "an export of the civil register",
            [
                sheet(
                    [
                        civil,
                        *(
                            [
                                *(who.nik, f"357202150116{n:04}", who.name.upper(), who.sex),
                                *(who.born(), "KEPALA KELUARGA", YATINI.nik, YATINI.name),
                                *("JL. BALI 3", n, 2, "TURI", "SUKOREJO", "KOTA BLITAR"),
                            ]
                            for n, who in enumerate(_MEN, start=1)
                        ),
                    ]
                )
            ],
            [
                expect(
                    n + 1,
                    who,
                    "occupation_missing",
                    full_name=who.name.upper(),
                    rt=f"00{n}",
                    rw="002",
                    village="3572021004",
                    mother_name=YATINI.name,
                )
                for n, who in enumerate(_MEN, start=1)
            ],
        ),
        Unseen(
            "an export of the register of the poor, kelurahan by their codes",
            [
                sheet(
                    [
                        poor,
                        *(
                            [
                                *(f"357202100119{n:04}", who.nik, who.name, "ANAK"),
                                *(f"{who.birth:%Y%m%d}", 1, "LAKI-LAKI", "357202"),
                                *("3572021004", "TUKANG BECAK", n),
                            ]
                            for n, who in enumerate(_MEN, start=1)
                        ),
                    ]
                )
            ],
            [
                expect(n + 1, who, dtsen_decile=n, phone="", heir_relation="", **_TURI)
                for n, who in enumerate(_MEN, start=1)
            ],
        ),
        Unseen(
            "heirs before the people, both with telephones",
            [
                sheet(
                    [
                        heirs,
                        *(
                            [
                                *(n, "Sri Wahyuni", SITI.nik, "Istri", "081299998888"),
                                *(who.name, who.nik, "Turi", "becak", "0857-7201-7125"),
                            ]
                            for n, who in enumerate(_MEN, start=1)
                        ),
                    ]
                )
            ],
            [
                expect(row, who, phone="6285772017125", heir_name="Sri Wahyuni", **_TURI)
                for row, who in enumerate(_MEN, start=2)
            ],
        ),
    ]
