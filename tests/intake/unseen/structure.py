"""Where the list stands and how its headings are built."""

from typing import Any

from tests.intake.made_shapes import MadeSheet
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

_TLUMPU = {"village": "3572021003", "occupation": "parking_attendant"}


def structure() -> list[Unseen]:
    return [
        *(_three_heading_rows(kind) for kind in ("xlsx", "xls", "ods")),
        *_wordings(),
        *_without_headings(),
        *_several_below(),
        *_side_by_side(),
        *_several_sheets(),
    ]


def _three_heading_rows(kind: str) -> Unseen:
    """The list starts at D12 below a letterhead, its headings run over three merged rows."""
    rows: list[list[Any]] = [[] for _ in range(11)]
    rows[1] = ["PEMERINTAH KOTA BLITAR"]
    rows[2] = ["KECAMATAN SUKOREJO"]
    rows[3] = ["KELURAHAN TLUMPU"]
    rows[4] = ["Jl. Kemuning No. 21 Telp. (0342) 801234 Kode Pos 66124"]
    rows[7] = [None, None, None, "DAFTAR CALON PESERTA JURU PARKIR TAHUN 2025"]
    rows += [
        [*[None] * 3, "NO", "DATA DIRI", None, None, None, "ALAMAT", None, None, "KET"],
        [*[None] * 4, "NIK", "NAMA LENGKAP", "KELAHIRAN", None, "JALAN", "RT/RW", None, None],
        [*[None] * 6, "TEMPAT", "TANGGAL", None, "RT", "RW", None],
        [*[None] * 3, *(f"({number})" for number in range(1, 10))],
        [
            *[None] * 3,
            *[1, SLAMET.nik, SLAMET.name, "Blitar", "07-03-1980", "Jl. Mawar 5", "03", "01", None],
        ],
        [
            *[None] * 3,
            *[2, SITI.nik, SITI.name, "Kediri", "05-08-1985", "Jl. Kenari", "4", "11", "baru"],
        ],
    ]
    merges = [
        *[(2, 2, 1, 12), (3, 3, 1, 12), (4, 4, 1, 12), (5, 5, 1, 12), (8, 8, 4, 12)],
        *[(12, 14, 4, 4), (12, 12, 5, 8), (13, 14, 5, 5), (13, 14, 6, 6), (13, 13, 7, 8)],
        *[(12, 12, 9, 11), (13, 14, 9, 9), (13, 13, 10, 11), (12, 14, 12, 12)],
    ]
    return Unseen(
        f"three rows of headings at D12 in {kind}",
        [sheet(rows, *merges)],
        [
            expect(16, SLAMET, rt="003", rw="001", address="Jl. Mawar 5", **_TLUMPU),
            expect(17, SITI, rt="004", rw="011", birth_place="Kediri", **_TLUMPU),
        ],
        kind=kind,
    )


def _wordings() -> list[Unseen]:
    """Headings misspelt, cut, abbreviated and in an odd order."""
    misspelt = ["N0", "N.I.K", "NAMA\nLENKAP", "TGL LAHR", "JNS KLMIN", "R.T", "R.W", "KELURAHN"]
    odd = [
        "KET",
        "KEL/DESA",
        "Pekerjaan/Profesi",
        "Nama sesuai KTP",
        "No.KTP/NIK",
        "TTL",
        "J. KEL",
    ]
    short = ["No", "Nm Lengkap", "No KTP", "Tpt/Tgl Lhr", "L/P", "Almt Rumah", "No. HP / WA"]
    english = ["NO.", "NAME", "NIK", "DATE OF BIRTH", "SEX", "VILLAGE", "OCCUPATION"]
    return [
        Unseen(
            "misspelt headings",
            [sheet([[*misspelt, "PEKERJAN"], *lines(SLAMET, SITI)])],
            [expect(2, SLAMET, **HERE), expect(3, SITI, **HERE)],
        ),
        Unseen(
            "columns in an odd order",
            [
                sheet(
                    [
                        ["USULAN KELURAHAN BENDO"],
                        [],
                        odd,
                        *(
                            [None, "Bendo", "ojol", who.name, who.nik, _ttl(who), who.sex]
                            for who in (SLAMET, SITI, JOKO)
                        ),
                    ]
                )
            ],
            [
                expect(4 + index, who, village="3572011006", occupation="online_motorcycle_taxi")
                for index, who in enumerate((SLAMET, SITI, JOKO))
            ],
            kind="xls",
        ),
        Unseen(
            "short headings",
            [
                sheet(
                    [
                        ["DATA GURU NGAJI KEL. GEDOG"],
                        short,
                        [
                            1,
                            KUSNO.name,
                            KUSNO.nik,
                            _ttl(KUSNO),
                            "L",
                            "RT 3 RW 4",
                            "0812 3456 7890",
                        ],
                        [2, YATINI.name, YATINI.nik, _ttl(YATINI), "P", "RT 3 RW 5", None],
                    ]
                )
            ],
            [
                expect(
                    3,
                    KUSNO,
                    rt="003",
                    rw="004",
                    phone="6281234567890",
                    village="3572031001",
                    occupation="quran_teacher",
                ),
                expect(4, YATINI, rt="003", rw="005", occupation="quran_teacher"),
            ],
        ),
        Unseen(
            "headings in English",
            [
                sheet(
                    [
                        english,
                        [1, AGUS.name, AGUS.nik, AGUS.birth, "M", "Klampok", "marbot"],
                        [2, ENDANG.name, ENDANG.nik, ENDANG.birth, "F", "Klampok", "marbot"],
                    ]
                )
            ],
            [
                expect(2, AGUS, village="3572031003", occupation="mosque_caretaker"),
                expect(3, ENDANG, village="3572031003", occupation="mosque_caretaker"),
            ],
            kind="ods",
        ),
        Unseen(
            "headings with a colon, marks and a star for what must be filled in",
            [
                sheet(
                    [
                        [
                            "No :",
                            "NIK *)",
                            "Nama Lengkap *)",
                            "Tgl. Lahir (hh/bb/tttt)",
                            "JK (L/P)",
                            "RT :",
                            "RW :",
                            "Kelurahan *)",
                            "Jenis Pekerjaan **)",
                        ],
                        *lines(SLAMET, SITI),
                        ["*) wajib diisi"],
                        ["**) becak, ojek, juru parkir"],
                    ]
                )
            ],
            [expect(2, SLAMET, **HERE), expect(3, SITI, **HERE)],
        ),
    ]


def _ttl(who: Someone) -> str:
    return f"Blitar, {who.born('%d-%m-%Y')}"


def _without_headings() -> list[Unseen]:
    plain = [line(None, who)[1:] for who in (SLAMET, SITI, JOKO, PARTINI)]
    return [
        Unseen(
            "no headings, a title above, semicolons",
            [sheet([["usulan becak kelurahan turi"], [], *plain], name="")],
            [
                expect(3 + index, who, sheet="", **HERE)
                for index, who in enumerate((SLAMET, SITI, JOKO, PARTINI))
            ],
            kind="csv",
            encoding="cp1252",
        ),
        Unseen(
            "no headings, in utf-16 with tabs",
            [sheet(lines(SLAMET, SITI, JOKO), name="")],
            [
                expect(1 + index, who, sheet="", **HERE)
                for index, who in enumerate((SLAMET, SITI, JOKO))
            ],
            kind="csv",
            delimiter="\t",
            encoding="utf-16",
        ),
        Unseen(
            "headings only above some columns",
            [
                sheet(
                    [
                        ["NO", "NAMA", None, None, None, "RT", "RW", "KELURAHAN", "PEKERJAAN"],
                        *([row[0], row[2], row[1], *row[3:]] for row in lines(SLAMET, SITI, JOKO)),
                    ]
                )
            ],
            [expect(2 + index, who, **HERE) for index, who in enumerate((SLAMET, SITI, JOKO))],
        ),
    ]


def _several_below() -> list[Unseen]:
    short = ["NO", "NIK", "NAMA", "L/P", "PEKERJAAN"]

    def cells(number: int, who: Someone) -> list[Any]:
        return [number, who.nik, who.name, who.sex, "ojol"]

    ojol = {"occupation": "online_motorcycle_taxi"}
    return [
        Unseen(
            "lists below each other with headings of their own",
            [
                sheet(
                    [
                        ["KELURAHAN GEDOG"],
                        short,
                        cells(1, SLAMET),
                        cells(2, SITI),
                        [None, "JUMLAH", 2],
                        [],
                        ["KELURAHAN TURI"],
                        ["NAMA", "NO. KTP", "PEKERJAAN", "TTL"],
                        [JOKO.name, JOKO.nik, "becak", _ttl(JOKO)],
                        [],
                        ["RT 04 RW 05"],
                        ["NAMA", "NO. KTP", "PEKERJAAN", "TTL"],
                        [PARTINI.name, PARTINI.nik, "becak", _ttl(PARTINI)],
                    ]
                )
            ],
            [
                expect(3, SLAMET, village="3572031001", **ojol),
                expect(4, SITI, village="3572031001", **ojol),
                expect(9, JOKO, village="3572021004", occupation="pedicab_driver"),
                expect(13, PARTINI, village="3572021004", rt="004", rw="005"),
            ],
        ),
        Unseen(
            "lists below each other under one row of headings",
            [
                sheet(
                    [
                        ["DAFTAR OJEK ONLINE"],
                        short[:4],
                        ["Kelurahan Gedog"],
                        cells(1, SLAMET)[:4],
                        cells(2, SITI)[:4],
                        ["Jumlah", None, 2],
                        [],
                        ["Kelurahan Karang Tengah"],
                        cells(1, JOKO)[:4],
                        ["Jumlah", None, 1],
                        ["JUMLAH SELURUHNYA", None, 3],
                    ]
                )
            ],
            [
                expect(4, SLAMET, village="3572031001", **ojol),
                expect(5, SITI, village="3572031001", **ojol),
                expect(9, JOKO, village="3572031006", **ojol),
            ],
            kind="ods",
        ),
        Unseen(
            "headings repeated on the second page with their numbering",
            [
                sheet(
                    [
                        HEAD,
                        list(range(1, 10)),
                        *lines(SLAMET, SITI),
                        [None] * 8 + ["Halaman 1 dari 2"],
                        HEAD,
                        list(range(1, 10)),
                        *lines(JOKO, first=3),
                    ]
                )
            ],
            [expect(3, SLAMET, **HERE), expect(4, SITI, **HERE), expect(8, JOKO, **HERE)],
        ),
    ]


def _side_by_side() -> list[Unseen]:
    """Two lists in the same rows, to save paper."""
    head = ["NO", "NIK", "NAMA", "L/P", "RT"]

    def cells(number: int, who: Someone, rt: int) -> list[Any]:
        return [number, who.nik, who.name, who.sex, rt]

    both = Unseen(
        "two lists side by side",
        [
            sheet(
                [
                    ["DAFTAR TUKANG BECAK KELURAHAN TURI"],
                    [],
                    [*head, *head],
                    [*cells(1, SLAMET, 1), *cells(4, WAGIMAN, 7)],
                    [*cells(2, SITI, 1), *cells(5, PARTINI, 7)],
                    cells(3, JOKO, 2),
                ]
            )
        ],
        [
            expect(4, SLAMET, village="3572021004", rt="001", occupation="pedicab_driver"),
            expect(5, SITI, village="3572021004", rt="001"),
            expect(6, JOKO, village="3572021004", rt="002"),
            expect(
                4,
                WAGIMAN,
                sheet="Data F–J",
                village="3572021004",
                rt="007",
                occupation="pedicab_driver",
            ),
            expect(5, PARTINI, sheet="Data F–J", village="3572021004", rt="007"),
        ],
        notes=["berdampingan"],
    )
    apart = Unseen(
        "two lists side by side with a gap and a kelurahan each",
        [
            sheet(
                [
                    ["DAFTAR BECAK"],
                    ["KELURAHAN GEDOG", *[None] * 5, "KELURAHAN BENDO"],
                    [*head, None, *head],
                    [*cells(1, SLAMET, 3), None, *cells(1, BUDI, 5)],
                    [*cells(2, SITI, 3), None, *cells(2, ENDANG, 5)],
                    ["JUMLAH", None, 2, None, None, None, "JUMLAH", None, 2],
                    [],
                    [None, None, None, None, None, None, None, "Blitar, 3 Maret 2025"],
                    [None, None, None, None, None, None, None, "Lurah"],
                    [None, None, None, None, None, None, None, "MARGONO, S.E."],
                    [None, None, None, None, None, None, None, "NIP 197108151996031004"],
                ],
                (2, 2, 1, 5),
                (2, 2, 7, 11),
            )
        ],
        [
            expect(4, SLAMET, village="3572031001", rt="003", occupation="pedicab_driver"),
            expect(5, SITI, village="3572031001", rt="003"),
            expect(
                4,
                BUDI,
                sheet="Data G–K",
                village="3572011006",
                rt="005",
                occupation="pedicab_driver",
            ),
            expect(5, ENDANG, sheet="Data G–K", village="3572011006", rt="005"),
        ],
        notes=["berdampingan"],
    )
    wife = Unseen(
        "husband and wife in one row are two lists side by side only by their NIKs",
        [
            sheet(
                [
                    ["NO", "NAMA", "NIK", "NAMA ISTRI", "NIK ISTRI", "KELURAHAN", "PEKERJAAN"],
                    [1, SLAMET.name, SLAMET.nik, SITI.name, SITI.nik, "Turi", "becak"],
                    [2, JOKO.name, JOKO.nik, PARTINI.name, PARTINI.nik, "Turi", "becak"],
                ]
            )
        ],
        [
            expect(2, SLAMET, village="3572021004", occupation="pedicab_driver"),
            expect(3, JOKO, village="3572021004", occupation="pedicab_driver"),
        ],
    )
    return [both, apart, wife]


def _several_sheets() -> list[Unseen]:
    letter: list[list[Any]] = [
        ["PEMERINTAH KOTA BLITAR"],
        ["KELURAHAN TURI"],
        ["Nomor", ":", "400/123/410.302.4/2025"],
        ["Lampiran", ":", "1 (satu) berkas"],
        ["Perihal", ":", "Usulan Peserta"],
        ["Kepada Yth. Kepala Dinas Koperasi, UKM dan Tenaga Kerja"],
        ["Bersama ini kami sampaikan daftar pekerja rentan sebanyak 2 orang."],
        ["Lurah Turi", None, "NIP 197108151996031004"],
    ]
    recap: list[list[Any]] = [
        ["REKAP"],
        ["NO", "KELURAHAN", "L", "P", "JUMLAH"],
        [1, "Turi", 1, 1, 2],
        [2, "Tlumpu", 0, 0, 0],
        [None, "JUMLAH", 1, 1, 2],
    ]
    old = MadeSheet("2024", [HEAD, *lines(AGUS)], hidden=True)
    pakunden: list[Any] = ["KELURAHAN PAKUNDEN"]
    head: list[Any] = [*HEAD[:7], "PEKERJAAN"]

    def of_rw(number: int, who: Someone, job: str) -> list[Any]:
        return [number, who.nik, who.name, who.born("%d/%m/%y"), who.sex, 5, None, job]

    return [
        Unseen(
            "a letter, the list, a recap and last year's list hidden",
            [
                sheet(letter, name="Surat"),
                sheet([HEAD, *lines(SLAMET, SITI)], name="Lampiran"),
                sheet(recap, name="Rekap"),
                old,
            ],
            [
                expect(2, SLAMET, sheet="Lampiran", **HERE),
                expect(3, SITI, sheet="Lampiran", **HERE),
            ],
            notes=["“2024” tersembunyi", "“Surat”"],
        ),
        Unseen(
            "a sheet for every RW",
            [
                sheet([pakunden, head, of_rw(1, SLAMET, "becak")], name="RW 01"),
                sheet(
                    [pakunden, head, of_rw(1, SITI, "ojol"), of_rw(2, KUSNO, "ojol")],
                    name="RW.02",
                ),
            ],
            [
                expect(3, SLAMET, sheet="RW 01", rt="005", rw="001", village="3572021001"),
                expect(3, SITI, sheet="RW.02", rt="005", rw="002", village="3572021001"),
                expect(4, KUSNO, sheet="RW.02", rt="005", rw="002", village="3572021001"),
            ],
            kind="xls",
        ),
        Unseen(
            "a sheet for every occupation of one kelurahan",
            [
                sheet([HEAD[:8], *(row[:8] for row in lines(SLAMET))], name="Becak"),
                sheet([HEAD[:8], *(row[:8] for row in lines(SITI))], name="Kader Posyandu"),
            ],
            [
                expect(2, SLAMET, sheet="Becak", **HERE),
                expect(
                    2, SITI, sheet="Kader Posyandu", **HERE | {"occupation": "health_post_cadre"}
                ),
            ],
            kind="ods",
        ),
    ]
