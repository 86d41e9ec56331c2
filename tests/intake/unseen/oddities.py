"""A second round: lists that mix several habits at once."""

from datetime import date
from typing import Any

from intake.shapes import Hints
from tests.intake.unseen.people import (
    AGUS,
    BUDI,
    ENDANG,
    EVERYONE,
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

_TURI, _BENDO, _GEDOG = "3572021004", "3572011006", "3572031001"


def oddities() -> list[Unseen]:
    return [*_layouts(), *_columns(), *_contents()]


def _layouts() -> list[Unseen]:
    _card, _other = "3572021911196670", "3572021911196671"
    return [
        Unseen(
            "a blank row between headings and people, and below the titles",
            [
                sheet(
                    [
                        ["DATA PEKERJA RENTAN"],
                        [],
                        ["Kelurahan", ":", "Turi"],
                        ["Kecamatan", ":", "Sukorejo"],
                        ["Tahun", ":", 2025],
                        [],
                        [*HEAD[:7], "PEKERJAAN"],
                        [],
                        *([*row[:7], row[8]] for row in lines(SLAMET, SITI)),
                    ]
                )
            ],
            [expect(9, SLAMET, **HERE), expect(10, SITI, **HERE)],
        ),
        Unseen(
            "families in which only the first row has a number, a card and an address",
            [
                sheet(
                    [
                        ["KELURAHAN TURI"],
                        ["NO", "NO KK", "NAMA", "NIK", "ALAMAT", "RT", "RW", "PEKERJAAN"],
                        [
                            1,
                            "3572021911196670",
                            SLAMET.name,
                            SLAMET.nik,
                            "Jl. Mawar 5",
                            1,
                            2,
                            "becak",
                        ],
                        [None, None, SITI.name, SITI.nik, None, None, None, "ojol"],
                        [
                            2,
                            "3572021911196671",
                            JOKO.name,
                            JOKO.nik,
                            "Jl. Kenari 7",
                            3,
                            4,
                            "jukir",
                        ],
                        [None, None, PARTINI.name, PARTINI.nik, None, None, None, "becak"],
                    ],
                    *[(3, 4, column, column) for column in (1, 2, 5, 6, 7)],
                    *[(5, 6, column, column) for column in (1, 2, 5, 6, 7)],
                )
            ],
            [
                expect(3, SLAMET, family_card_number="3572021911196670", rt="001", rw="002"),
                expect(4, SITI, family_card_number="3572021911196670", address="Jl. Mawar 5"),
                expect(5, JOKO, family_card_number="3572021911196671", rt="003", rw="004"),
                expect(6, PARTINI, family_card_number="3572021911196671", rw="004"),
            ],
            kind="ods",
        ),
        Unseen(
            "three lists side by side",
            [
                sheet(
                    [
                        ["KADER POSYANDU KELURAHAN BENDO"],
                        ["NAMA", "NIK", None, "NAMA", "NIK", None, "NAMA", "NIK"],
                        [
                            SLAMET.name,
                            SLAMET.nik,
                            None,
                            SITI.name,
                            SITI.nik,
                            None,
                            JOKO.name,
                            JOKO.nik,
                        ],
                        [BUDI.name, BUDI.nik, None, ENDANG.name, ENDANG.nik],
                    ]
                )
            ],
            [
                expect(3, SLAMET, village=_BENDO, occupation="health_post_cadre"),
                expect(4, BUDI, village=_BENDO),
                expect(3, SITI, sheet="Data D–F", village=_BENDO, occupation="health_post_cadre"),
                expect(4, ENDANG, sheet="Data D–F", village=_BENDO),
                expect(3, JOKO, sheet="Data G–H", village=_BENDO),
            ],
        ),
        Unseen(
            "two lists side by side without headings",
            [
                sheet(
                    [
                        [1, SLAMET.nik, SLAMET.name, "becak", None, 4, PARTINI.nik, PARTINI.name],
                        [2, SITI.nik, SITI.name, "becak", None, 5, ENDANG.nik, ENDANG.name],
                        [3, JOKO.nik, JOKO.name, "becak", None, 6, YATINI.nik, YATINI.name],
                    ],
                    name="Turi",
                )
            ],
            [
                *(
                    expect(row, who, sheet="Turi", village=_TURI, family_card_number=None)
                    for row, who in enumerate((SLAMET, SITI, JOKO), start=1)
                ),
                *(
                    expect(row, who, "occupation_missing", sheet="Turi F–H", village=_TURI)
                    for row, who in enumerate((PARTINI, ENDANG, YATINI), start=1)
                ),
            ],
            notes=["berdampingan"],
        ),
        Unseen(
            "people whose NIK stands in the cell of the name",
            [
                sheet(
                    [
                        ["NO", "NAMA", "NIK", "KELURAHAN", "PEKERJAAN"],
                        [1, SLAMET.name, SLAMET.nik, "Turi", "becak"],
                        [2, SITI.nik, SITI.name, "Turi", "becak"],
                        [3, JOKO.name, JOKO.nik, "Turi", "becak"],
                    ]
                )
            ],
            [
                expect(2, SLAMET, village=_TURI),
                expect(3, None, "name_missing", "nik_missing", "birth_date_missing", full_name=""),
                expect(4, JOKO, village=_TURI),
            ],
        ),
        Unseen(
            "headings below the first people are no second list",
            [
                sheet(
                    [
                        HEAD,
                        *lines(SLAMET),
                        ["Lanjutan"],
                        HEAD,
                        *lines(SITI, first=2),
                    ]
                )
            ],
            [expect(2, SLAMET, **HERE), expect(5, SITI, **HERE)],
            kind="xls",
        ),
        Unseen(
            "a filter row of blanks and a row of units below the headings",
            [
                sheet(
                    [
                        HEAD,
                        [
                            "",
                            "(16 digit)",
                            "(sesuai KTP)",
                            "(hh-bb-tttt)",
                            "(L/P)",
                            "",
                            "",
                            "",
                            "",
                        ],
                        [1, 2, 3, 4, 5, 6, 7, 8, 9],
                        *lines(SLAMET, SITI),
                    ]
                )
            ],
            [expect(4, SLAMET, **HERE), expect(5, SITI, **HERE)],
        ),
        Unseen(
            "an example row above the people",
            [
                sheet(
                    [
                        HEAD,
                        [
                            "contoh",
                            "3572xxxxxxxxxxxx",
                            "Nama Lengkap",
                            "17-08-1980",
                            "L",
                            "001",
                            "002",
                            "Turi",
                            "becak",
                        ],
                        *lines(SLAMET, SITI),
                    ]
                )
            ],
            [
                expect(3, SLAMET, **HERE),
                expect(4, SITI, **HERE),
            ],
        ),
    ]


def _columns() -> list[Unseen]:
    def of(row: list[Any], *places: int) -> list[Any]:
        return [row[place] for place in places]

    base = lines(SLAMET, SITI, JOKO)
    _slamet, siti = [SLAMET.name, SLAMET.nik], [SITI.name, SITI.nik]
    return [
        Unseen(
            "sex in a column headed with two letters, ticks headed with words",
            [
                sheet(
                    [
                        ["NO", "NIK", "NAMA", "Laki-Laki", "Perempuan", "KEL", "JOB DESK"],
                        [1, SLAMET.nik, SLAMET.name, "v", None, "Turi", "becak"],
                        [2, SITI.nik, SITI.name, None, "v", "Turi", "becak"],
                    ]
                )
            ],
            [
                expect(2, SLAMET, village=_TURI, occupation="pedicab_driver"),
                expect(3, SITI, village=_TURI, occupation="pedicab_driver"),
            ],
        ),
        Unseen(
            "day, month and year of birth in three columns",
            [
                sheet(
                    [
                        ["NO", "NIK", "NAMA", "TANGGAL LAHIR", None, None, "KEL", "PEKERJAAN"],
                        [None, None, None, "TGL", "BLN", "THN", None, None],
                        [1, SLAMET.nik, SLAMET.name, 7, 3, 1980, "Turi", "becak"],
                        [2, SITI.nik, SITI.name, 5, 8, 1985, "Turi", "becak"],
                    ],
                    (1, 1, 4, 6),
                )
            ],
            [expect(3, SLAMET, village=_TURI), expect(4, SITI, village=_TURI)],
        ),
        Unseen(
            "NIK and NO KK in columns whose headings are exchanged",
            [
                sheet(
                    [
                        ["NO", "NO. KK", "NIK", "NAMA", "KEL", "PEKERJAAN"],
                        [1, SLAMET.nik, "3572021911196670", SLAMET.name, "Turi", "becak"],
                        [2, SITI.nik, "3572022304200002", SITI.name, "Turi", "becak"],
                        [3, PARTINI.nik, "3572020101170001", PARTINI.name, "Turi", "becak"],
                        [4, ENDANG.nik, "3572020202180003", ENDANG.name, "Turi", "becak"],
                    ]
                )
            ],
            [
                expect(2, SLAMET, village=_TURI, family_card_number="3572021911196670"),
                expect(3, SITI, village=_TURI),
                expect(4, PARTINI, village=_TURI),
                expect(5, ENDANG, village=_TURI),
            ],
        ),
        Unseen(
            "address, RT/RW and kelurahan in one cell",
            [
                sheet(
                    [
                        ["NO", "NAMA", "NIK", "ALAMAT LENGKAP", "PEKERJAAN"],
                        [
                            1,
                            SLAMET.name,
                            SLAMET.nik,
                            "Jl. Mawar 5 RT 01 RW 02 Kel. Turi Kec. Sukorejo",
                            "becak",
                        ],
                        [
                            2,
                            SITI.name,
                            SITI.nik,
                            "RT 03/RW 01 Kelurahan Bendo, Kepanjenkidul",
                            "ojol",
                        ],
                    ]
                )
            ],
            [
                expect(2, SLAMET, rt="001", rw="002", village=_TURI),
                expect(3, SITI, rt="003", rw="001", village=_BENDO),
            ],
        ),
        Unseen(
            "kecamatan and kelurahan of one name in two columns",
            [
                sheet(
                    [
                        ["NO", "NIK", "NAMA", "KECAMATAN", "KELURAHAN", "PEKERJAAN"],
                        [1, SLAMET.nik, SLAMET.name, "Sukorejo", "Sukorejo", "becak"],
                        [2, SITI.nik, SITI.name, "Sukorejo", "Blitar", "becak"],
                        [3, JOKO.nik, JOKO.name, "Sananwetan", "Sanan Wetan", "becak"],
                    ]
                )
            ],
            [
                expect(2, SLAMET, village="3572021006"),
                expect(3, SITI, village="3572021002"),
                expect(4, JOKO, village="3572031004"),
            ],
        ),
        Unseen(
            "kelurahan in two columns, of the card and of the house",
            [
                sheet(
                    [
                        ["NO", "NIK", "NAMA", "KELURAHAN KTP", "KELURAHAN DOMISILI", "PEKERJAAN"],
                        *([*of(row, 0, 1, 2), "Turi", "Bendo", "becak"] for row in base),
                    ]
                )
            ],
            [
                expect(row, who, village=_TURI)
                for row, who in enumerate((SLAMET, SITI, JOKO), start=2)
            ],
        ),
        Unseen(
            "names of husband, mother and head of the family beside the person's",
            [
                sheet(
                    [
                        [
                            *("NO", "NAMA KEPALA KELUARGA", "NAMA", "NIK", "NAMA IBU KANDUNG"),
                            *("NAMA AHLI WARIS", "HUB", "KEL", "PEKERJAAN"),
                        ],
                        [
                            1,
                            "Karto",
                            SLAMET.name,
                            SLAMET.nik,
                            "Sumi",
                            "Wati",
                            "Istri",
                            "Turi",
                            "becak",
                        ],
                        [2, "Darmo", *siti, "Yati", "Budi", "Anak", "Turi", "becak"],
                    ]
                )
            ],
            [
                expect(2, SLAMET, mother_name="Sumi", heir_name="Wati", village=_TURI),
                expect(3, SITI, mother_name="Yati", heir_name="Budi", heir_relation="Anak"),
            ],
        ),
        Unseen(
            "the kelurahan only in the column of the domicile",
            [
                sheet(
                    [
                        ["NO", "NIK", "NAMA LENGKAP (SESUAI KTP)", "ALAMAT DOMISILI", "PEKERJAAN"],
                        [1, SLAMET.nik, SLAMET.name, "Jl. Mawar 5 RT 1 RW 2 Kel. Turi", "becak"],
                        [2, SITI.nik, SITI.name, "Jl. Mawar 6 RT 1 RW 2 Kel. Turi", "becak"],
                    ]
                )
            ],
            [expect(2, SLAMET, rt="001", village=_TURI), expect(3, SITI, village=_TURI)],
        ),
    ]


def _contents() -> list[Unseen]:
    def without_place(number: int, who: Someone) -> list[Any]:
        row = line(number, who)
        return [*row[:7], row[8]]

    return [
        Unseen(
            "a list that only the sender's kelurahan places",
            [sheet([[*HEAD[:7], "PEKERJAAN"], without_place(1, SLAMET), without_place(2, SITI)])],
            [expect(2, SLAMET, village=_GEDOG), expect(3, SITI, village=_GEDOG)],
            hints=Hints(village=_GEDOG),
            notes=["dari pengirim untuk 2 orang"],
        ),
        Unseen(
            "nobody says where they live",
            [sheet([[*HEAD[:7], "PEKERJAAN"], without_place(1, SLAMET)])],
            [expect(2, SLAMET, "village_missing", village=None)],
        ),
        Unseen(
            "rows given twice with another order and other capitals",
            [
                sheet(
                    [
                        HEAD,
                        line(1, SLAMET),
                        line(2, SITI),
                        line(3, SLAMET, NAMA=SLAMET.name.upper(), NIK=f"'{SLAMET.nik}"),
                    ]
                )
            ],
            [
                expect(2, SLAMET, **HERE),
                expect(3, SITI, **HERE),
                expect(4, None, "same_row_twice", nik=SLAMET.nik, full_name=SLAMET.name.upper()),
            ],
        ),
        Unseen(
            "remarks that say somebody has died or moved",
            [
                sheet(
                    [
                        [*HEAD, "KET"],
                        line(1, SLAMET, "meninggal dunia Januari 2025"),
                        line(2, SITI, "MD"),
                        line(3, JOKO, "pindah"),
                        line(4, WAGIMAN, "janda alm. Karto"),
                    ]
                )
            ],
            [
                expect(2, SLAMET, "deceased", **HERE),
                expect(3, SITI, "deceased", **HERE),
                expect(4, JOKO, **HERE | {"note": "pindah"}),
                expect(5, WAGIMAN, **HERE),
            ],
        ),
        Unseen(
            "a column of dates as serial numbers and as text of them",
            [
                sheet(
                    [
                        HEAD,
                        *(
                            line(n, who, TGL_LAHIR=(who.birth - date(1899, 12, 30)).days)
                            for n, who in enumerate(EVERYONE[:6], start=1)
                        ),
                    ]
                )
            ],
            [expect(n, who, **HERE) for n, who in enumerate(EVERYONE[:6], start=2)],
            kind="xls",
        ),
        Unseen(
            "dates month first in words and numbers",
            [
                sheet(
                    [
                        HEAD,
                        *(
                            line(n, who, TGL_LAHIR=who.born("%m/%d/%Y"))
                            for n, who in enumerate(EVERYONE, start=1)
                        ),
                    ],
                    name="",
                )
            ],
            [expect(n, who, sheet="", **HERE) for n, who in enumerate(EVERYONE, start=2)],
            kind="csv",
            delimiter=",",
        ),
        Unseen(
            "NIKs and birth dates that disagree, sex that disagrees",
            [
                sheet(
                    [
                        HEAD,
                        line(1, SLAMET, TGL_LAHIR="08-03-1980"),
                        line(2, SITI, L_P="L"),
                        line(3, KUSNO, TGL_LAHIR="15-04-1971", L_P="P"),
                        line(4, AGUS, L_P="?"),
                        line(5, BUDI, L_P="banci"),
                    ]
                )
            ],
            [
                expect(2, SLAMET, "nik_date_mismatch", birth_date="1980-03-08"),
                expect(3, SITI, "nik_sex_mismatch", sex="L"),
                expect(
                    4,
                    KUSNO,
                    "nik_date_mismatch",
                    "nik_sex_mismatch",
                    birth_date="1971-04-15",
                    sex="P",
                ),
                expect(5, AGUS, **HERE),
                expect(6, BUDI, "sex_unreadable", **HERE),
            ],
        ),
    ]
