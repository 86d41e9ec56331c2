"""Rows that are no people, and what they say about the people beside them."""

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
    Unseen,
    expect,
    line,
    lines,
    sheet,
)

_SHORT = ["NO", "NIK", "NAMA", "L/P", "PEKERJAAN"]
_BECAK = {"occupation": "pedicab_driver"}
_TURI, _BENDO = "3572021004", "3572011006"


def _cells(number: int, who: Any, job: str | None = "becak") -> list[Any]:
    return [number, who.nik, who.name, who.sex, job]


def between() -> list[Unseen]:
    return [*_groups(), *_above(), *_totals_and_signatures(), *_remarks(), *_once_and_blank()]


def _groups() -> list[Unseen]:
    return [
        Unseen(
            "RT and RW in rows of their own",
            [
                sheet(
                    [
                        ["KELURAHAN TURI"],
                        _SHORT,
                        ["RT 03 RW 02"],
                        _cells(1, SLAMET),
                        ["RT 04"],
                        _cells(2, SITI),
                        [None, "RW : 05"],
                        ["I.", "RT. 01"],
                        _cells(3, JOKO),
                        ["LINGKUNGAN KRAJAN"],
                        _cells(4, WAGIMAN),
                    ]
                )
            ],
            [
                expect(4, SLAMET, rt="003", rw="002", village=_TURI, **_BECAK),
                expect(6, SITI, rt="004", rw="002", village=_TURI),
                expect(9, JOKO, rt="001", rw="005", village=_TURI),
                expect(11, WAGIMAN, rt="001", rw="005", village=_TURI),
            ],
            kind="xls",
        ),
        Unseen(
            "families with their card and address above them",
            [
                sheet(
                    [
                        ["Kel. Turi Kec. Sukorejo Kota Blitar"],
                        ["NO", "NAMA", "NIK", "HUBUNGAN", "PEKERJAAN"],
                        ["No. KK : 3572021911196670"],
                        ["Alamat : Jl. Mawar No. 5, RT/RW : 003/001"],
                        [1, SLAMET.name, SLAMET.nik, "Kepala Keluarga", "becak"],
                        [2, SITI.name, SITI.nik, "Istri", "ojol"],
                        ["No. KK : 3572021911196671"],
                        ["Alamat : Jl. Kenari 7 RT 004 RW 002"],
                        [1, JOKO.name, JOKO.nik, "Kepala Keluarga", "jukir"],
                    ]
                )
            ],
            [
                expect(5, SLAMET, rt="003", rw="001", family_card_number="3572021911196670"),
                expect(6, SITI, rt="003", rw="001", address="Jl. Mawar No. 5"),
                expect(9, JOKO, rt="004", rw="002", family_card_number="3572021911196671"),
            ],
        ),
        Unseen(
            "a kelurahan as a row of its own, one with its RW",
            [
                sheet(
                    [
                        ["REKAP TUKANG BECAK KOTA BLITAR"],
                        _SHORT[:4],
                        ["Kel. Turi"],
                        _cells(1, SLAMET)[:4],
                        ["B. KELURAHAN BENDO RW 03"],
                        _cells(2, SITI)[:4],
                        ["KELURAHAN BLITAR"],
                        _cells(3, JOKO)[:4],
                        ["Sukorejo"],
                        _cells(4, KUSNO)[:4],
                    ]
                )
            ],
            [
                expect(4, SLAMET, village=_TURI, **_BECAK),
                expect(6, SITI, village=_BENDO, rw="003", **_BECAK),
                expect(8, JOKO, village="3572021002", **_BECAK),
                expect(10, KUSNO, village="3572021006", **_BECAK),
            ],
            kind="ods",
        ),
        Unseen(
            "an address that runs on below its person is no group",
            [
                sheet(
                    [
                        ["KELURAHAN TURI"],
                        ["NO", "NIK", "NAMA", "ALAMAT", "PEKERJAAN"],
                        [1, SLAMET.nik, SLAMET.name, "Jl. Mawar 5", "becak"],
                        [None, None, None, "RT 03 RW 01", None],
                        [2, SITI.nik, SITI.name, "Jl. Kenari 7", "becak"],
                        [None, None, None, "RT 04 RW 02", None],
                    ]
                )
            ],
            [
                expect(3, SLAMET, address="Jl. Mawar 5", rt=None, rw=None),
                expect(5, SITI, address="Jl. Kenari 7", rt=None, rw=None),
            ],
        ),
    ]


def _above() -> list[Unseen]:
    head = ["NO", "NIK", "NAMA", "ALAMAT", "KELURAHAN", "PEKERJAAN"]

    def marks(number: int, who: Any, street: Any, village: Any, job: Any) -> list[Any]:
        return [number, who.nik, who.name, street, village, job]

    return [
        Unseen(
            "ditto marks of many kinds",
            [
                sheet(
                    [
                        head,
                        marks(1, SLAMET, "Jl. Mawar 5", "Turi", "becak"),
                        marks(2, SITI, '"', "sda", "idem"),
                        marks(3, JOKO, "s.d.a.", '-"-', "〃"),
                        marks(4, WAGIMAN, "Jl. Kenari 7", "Bendo", "ojol"),
                        [],
                        marks(5, PARTINI, "''", "”", "Sda."),
                        marks(6, BUDI, '" "', "- ” -", "idem."),
                    ]
                )
            ],
            [
                expect(2, SLAMET, address="Jl. Mawar 5", village=_TURI, **_BECAK),
                expect(3, SITI, address="Jl. Mawar 5", village=_TURI, **_BECAK),
                expect(4, JOKO, address="Jl. Mawar 5", village=_TURI, **_BECAK),
                expect(5, WAGIMAN, address="Jl. Kenari 7", village=_BENDO),
                expect(7, PARTINI, village=_BENDO, occupation="online_motorcycle_taxi"),
                expect(8, BUDI, village=_BENDO, occupation="online_motorcycle_taxi"),
            ],
        ),
        *(
            Unseen(
                f"kelurahan, RW and occupation in cells merged downwards, in {kind}",
                [
                    sheet(
                        [
                            HEAD,
                            line(1, SLAMET),
                            line(2, SITI, RW=None, KELURAHAN=None, PEKERJAAN=None),
                            line(3, JOKO, RW=None, KELURAHAN=None, PEKERJAAN=None),
                            line(4, WAGIMAN, KELURAHAN="Bendo", PEKERJAAN="ojol"),
                            line(5, PARTINI, RW=None, KELURAHAN=None, PEKERJAAN=None),
                        ],
                        *[(2, 4, column, column) for column in (7, 8, 9)],
                        *[(5, 6, column, column) for column in (7, 8, 9)],
                    )
                ],
                [
                    expect(2, SLAMET, **HERE),
                    expect(3, SITI, **HERE),
                    expect(4, JOKO, **HERE),
                    expect(5, WAGIMAN, village=_BENDO, rw="002"),
                    expect(6, PARTINI, village=_BENDO, rw="002"),
                ],
                kind=kind,
            )
            for kind in ("xlsx", "xls", "ods")
        ),
    ]


def _once_and_blank() -> list[Unseen]:
    """Given once at the first of several people and left blank below, without a merge."""
    head = ["NO", "NIK", "NAMA", "KELURAHAN", "PEKERJAAN"]

    def cells(number: int, who: Any, village: Any, job: Any = None) -> list[Any]:
        return [number, who.nik, who.name, village, job]

    return [
        Unseen(
            "kelurahan and occupation given once and blank below",
            [
                sheet(
                    [
                        head,
                        cells(1, SLAMET, "Turi", "becak"),
                        cells(2, SITI, None),
                        cells(3, JOKO, None),
                        cells(4, WAGIMAN, "Bendo", "ojol"),
                        cells(5, PARTINI, None),
                        cells(6, BUDI, None),
                    ]
                )
            ],
            [
                expect(2, SLAMET, sheet="", village=_TURI, **_BECAK),
                expect(3, SITI, sheet="", village=_TURI, **_BECAK),
                expect(4, JOKO, sheet="", village=_TURI, **_BECAK),
                expect(5, WAGIMAN, sheet="", village=_BENDO, occupation="online_motorcycle_taxi"),
                expect(6, PARTINI, sheet="", village=_BENDO, occupation="online_motorcycle_taxi"),
                expect(7, BUDI, sheet="", village=_BENDO, occupation="online_motorcycle_taxi"),
            ],
            kind="csv",
            delimiter=",",
            encoding="utf-8-sig",
            notes=["dari baris di atasnya"],
        ),
        Unseen(
            "one forgotten kelurahan among many is not filled in",
            [
                sheet(
                    [
                        HEAD,
                        *lines(SLAMET, SITI, JOKO),
                        line(4, WAGIMAN, KELURAHAN=None),
                        line(5, PARTINI, KELURAHAN="Bendo"),
                        line(6, BUDI),
                        line(7, AGUS, PEKERJAAN=None),
                        line(8, ENDANG, PEKERJAAN="ojol"),
                    ]
                )
            ],
            [
                *(expect(2 + n, who, **HERE) for n, who in enumerate((SLAMET, SITI, JOKO))),
                expect(5, WAGIMAN, "village_missing", village=None),
                expect(6, PARTINI, village=_BENDO),
                expect(7, BUDI, **HERE),
                expect(8, AGUS, "occupation_missing", village=_TURI),
                expect(9, ENDANG, occupation="online_motorcycle_taxi"),
            ],
        ),
    ]


def _totals_and_signatures() -> list[Unseen]:
    return [
        Unseen(
            "totals in any column",
            [
                sheet(
                    [
                        HEAD,
                        *lines(SLAMET),
                        [None] * 7 + ["Sub Total", 1],
                        *lines(SITI, first=2),
                        ["Jumlah RT 01 : 1 orang"],
                        [None, None, "JUMLAH LAKI-LAKI", None, 1],
                        [None, None, "JUMLAH PEREMPUAN", None, 1],
                        [None, None, None, None, None, None, None, None, "TOTAL = 2 ORANG"],
                        ["Laki-laki", None, None, None, 1],
                        ["Perempuan", None, None, None, 1],
                        [None, None, "J U M L A H", None, 2],
                    ]
                )
            ],
            [expect(2, SLAMET, **HERE), expect(4, SITI, **HERE)],
        ),
        Unseen(
            "signatures left and right with long numbers below the NIKs",
            [
                sheet(
                    [
                        HEAD,
                        *lines(SLAMET, SITI),
                        [],
                        [None, None, None, None, None, None, None, "Blitar,        Maret 2025"],
                        [None, "Mengetahui", None, None, None, None, None, "Yang mengusulkan"],
                        [None, "LURAH TURI", None, None, None, None, None, "Ketua RW 02"],
                        [],
                        [None, "MARGONO, S.E.", None, None, None, None, None, "SUPARMAN"],
                        [
                            None,
                            "197108151996031004",
                            None,
                            None,
                            None,
                            None,
                            None,
                            "HP 081234567890",
                        ],
                        [None, "No. Rek 0012345678907890", "a.n. MARGONO"],
                        [None, "0012 3456 7890 1234"],
                    ]
                )
            ],
            [expect(2, SLAMET, **HERE), expect(3, SITI, **HERE)],
            kind="xls",
        ),
        Unseen(
            "a signature that is only a name and a rank",
            [
                sheet(
                    [
                        HEAD,
                        *lines(SLAMET, SITI),
                        [None, None, None, None, None, None, "Plt. Camat Sukorejo"],
                        [None, None, None, None, None, None, "Drs. H. MULYADI, M.Si."],
                        [None, None, None, None, None, None, "Pembina Tingkat I (IV/b)"],
                        [None, None, None, None, None, None, "19710815 199603 1 004"],
                        [],
                        ["Tembusan :"],
                        ["1. Bapak Wali Kota Blitar"],
                        [2, "Sdr. Kepala BPJS Ketenagakerjaan"],
                    ]
                )
            ],
            [expect(2, SLAMET, **HERE), expect(3, SITI, **HERE)],
            kind="ods",
        ),
        Unseen(
            "latecomers below the signature",
            [
                sheet(
                    [
                        HEAD,
                        *lines(SLAMET),
                        [None] * 7 + ["Blitar, 3 Maret 2025"],
                        [None] * 7 + ["Lurah Turi"],
                        [None] * 7 + ["MARGONO, S.E."],
                        ["Susulan :"],
                        line(2, SITI),
                        line(3, JOKO, NIK=None),
                    ]
                )
            ],
            [
                expect(2, SLAMET, **HERE),
                expect(7, SITI, **HERE),
                expect(8, JOKO, "nik_missing", nik="", **HERE),
            ],
        ),
    ]


def _remarks() -> list[Unseen]:
    return [
        Unseen(
            "footnotes that begin with a NIK, and a legend with numbers",
            [
                sheet(
                    [
                        ["NIK", "NAMA", "L/P", "KELURAHAN", "PEKERJAAN"],
                        [SLAMET.nik, SLAMET.name, "L", "Turi", "becak"],
                        [SITI.nik, SITI.name, "P", "Turi", "becak"],
                        ["Catatan: merah = sudah meninggal"],
                        [f"{AGUS.nik} = sudah pindah ke Malang"],
                        [f"*) {BUDI.nik} a.n. Budi masih dicek"],
                        ["Keterangan :"],
                        ["L = Laki-laki"],
                        ["P = Perempuan"],
                    ]
                )
            ],
            [expect(2, SLAMET, village=_TURI), expect(3, SITI, village=_TURI)],
            notes=["menyebut NIK"],
        ),
        Unseen(
            "a legend that counts like the list",
            [
                sheet(
                    [
                        HEAD,
                        *lines(SLAMET, SITI),
                        ["Catatan"],
                        [1, "Kolom NIK diisi 16 angka"],
                        [2, "Kolom L/P diisi L atau P"],
                        [3, None, "Data per Maret 2025"],
                        ["Dibuat oleh operator kelurahan, HP 081234567890"],
                    ]
                )
            ],
            [expect(2, SLAMET, **HERE), expect(3, SITI, **HERE)],
        ),
        Unseen(
            "blank rows inside and numbers waiting for somebody",
            [
                sheet(
                    [
                        HEAD,
                        *lines(SLAMET),
                        [],
                        [],
                        *lines(SITI, first=2),
                        [3],
                        [4, None, None, None, None, None, None, "Turi"],
                        [5, "-", "-", "-", "-", "-", "-", "-", "-"],
                        *lines(JOKO, first=6),
                    ]
                )
            ],
            [expect(2, SLAMET, **HERE), expect(5, SITI, **HERE), expect(9, JOKO, **HERE)],
        ),
    ]
