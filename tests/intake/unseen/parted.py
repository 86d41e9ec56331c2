"""Things said in several columns at once, or several things in one."""

from collections.abc import Callable
from datetime import date
from typing import Any

from tests.intake.unseen.people import (
    AGUS,
    BUDI,
    ENDANG,
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
    sheet,
)

_MONTHS = [
    "Jan",
    "Feb",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agt",
    "Sep",
    "Okt",
    "Nop",
    "Des",
]
_SOME = (SLAMET, SITI, JOKO, WAGIMAN)
# Somebody whose date of birth in the list is a year beside that of the NIK.
_ODD = Someone("3572036105720005", "Partini", date(1973, 5, 21), "P")
_TURI = {"village": "3572021004"}


def parted() -> list[Unseen]:
    return [*_births(), *_areas(), *_occupations(), *_positions(), *_numbers(), *_halves()]


def _births() -> list[Unseen]:
    def plain(day: date) -> list[Any]:
        return [day.day, day.month, day.year]

    return [
        _birth("day, month in letters and year", ["TANGGAL", "BULAN", "TAHUN"], _in_letters),
        _birth("short year in the third column", ["Tgl", "Bln", "Th"], _shortly),
        _birth("year, month and day", ["THN", "BLN", "TGL"], lambda day: plain(day)[::-1]),
        _birth("three columns below one heading", [], plain),
        Unseen(
            "place, day, month and year in columns, one of them empty",
            [
                sheet(
                    [
                        ["NO", "NAMA", "NIK", "TEMPAT TANGGAL LAHIR", None, None, None, "RT"],
                        [None, None, None, "TEMPAT", "TGL", "BLN", "THN", None],
                        [1, SLAMET.name, SLAMET.nik, "Kediri", *plain(SLAMET.birth), 1],
                        [2, SITI.name, SITI.nik, "Blitar", None, 8, 1985, 1],
                        [3, JOKO.name, JOKO.nik, "Blitar", *plain(JOKO.birth), 1],
                        [4, WAGIMAN.name, WAGIMAN.nik, "Blitar", *plain(WAGIMAN.birth), 1],
                        [5, KUSNO.name, KUSNO.nik, "Blitar", *plain(KUSNO.birth), 1],
                        [6, YATINI.name, YATINI.nik, "Blitar", None, None, None, 1],
                    ],
                    (1, 1, 4, 7),
                    name="Becak Turi",
                )
            ],
            [
                expect(3, SLAMET, sheet="Becak Turi", birth_place="Kediri", **_TURI),
                expect(4, SITI, "birth_date_unreadable", sheet="Becak Turi", **_TURI),
                *(
                    expect(row, who, sheet="Becak Turi", birth_place="Blitar")
                    for row, who in enumerate((JOKO, WAGIMAN, KUSNO, YATINI), start=5)
                ),
            ],
        ),
        Unseen(
            "only the year of birth",
            [
                sheet(
                    [
                        ["NO", "NIK", "NAMA", "TAHUN LAHIR", "L/P", "KEL", "PEKERJAAN"],
                        *(
                            [number, who.nik, who.name, who.birth.year, who.sex, "Turi", "becak"]
                            for number, who in enumerate((*_SOME, _ODD), start=1)
                        ),
                    ]
                )
            ],
            [
                *(expect(row, who, **_TURI) for row, who in enumerate(_SOME, start=2)),
                expect(6, PARTINI, "birth_date_unreadable", **_TURI),
            ],
            kind="xls",
        ),
    ]


def _birth(name: str, below: list[str], cells: Callable[[date], list[Any]]) -> Unseen:
    """A date of birth below one merged heading, over three columns."""
    head = ["NO", "NAMA", "NIK", "TANGGAL LAHIR", None, None, "L/P", "KEL", "PEKERJAAN"]
    people = [
        [number, who.name, who.nik, *cells(who.birth), who.sex, "Turi", "becak"]
        for number, who in enumerate((*_SOME, _ODD), start=1)
    ]
    rows = [head, [None, None, None, *below], *people]
    return Unseen(
        f"born on {name}",
        [sheet(rows, (1, 1 if below else 2, 4, 6))],
        [
            *(expect(row, who, **_TURI) for row, who in enumerate(_SOME, start=3)),
            expect(7, _ODD, "nik_date_mismatch", **_TURI),
        ],
    )


def _in_letters(day: date) -> list[Any]:
    return [f"{day.day:02}", _MONTHS[day.month - 1], str(day.year)]


def _shortly(day: date) -> list[Any]:
    return [str(day.day), f"{day.month:02}", f"{day.year % 100:02}"]


def _areas() -> list[Unseen]:
    head = ["NO", "NIK", "NAMA", "ALAMAT", "RT", "PEKERJAAN"]
    here = {"rw": "002", **_TURI}
    return [
        Unseen(
            "RT and RW in a column named RT",
            [
                sheet(
                    [
                        head,
                        [1, SLAMET.nik, SLAMET.name, "Jl. Mawar 5", "001/002", "becak"],
                        [2, SITI.nik, SITI.name, "Jl. Mawar 6", date(2025, 2, 3), "becak"],
                        [3, JOKO.nik, JOKO.name, "Jl. Mawar 7", "RT 4 RW 2", "becak"],
                    ],
                    name="Turi",
                )
            ],
            [
                expect(2, SLAMET, sheet="Turi", rt="001", **here),
                expect(3, SITI, sheet="Turi", rt="003", **here),
                expect(4, JOKO, sheet="Turi", rt="004", **here),
            ],
        ),
        Unseen(
            "RW before RT in one column",
            [
                sheet(
                    [
                        ["NO", "NIK", "NAMA", "RW/RT", "KEL", "PEKERJAAN"],
                        [1, SLAMET.nik, SLAMET.name, "002/001", "Turi", "becak"],
                        [2, SITI.nik, SITI.name, "RT 3 RW 2", "Turi", "becak"],
                        [3, JOKO.nik, JOKO.name, "2/4", "Turi", "becak"],
                    ]
                )
            ],
            [
                expect(2, SLAMET, rt="001", **here),
                expect(3, SITI, rt="003", **here),
                expect(4, JOKO, rt="004", **here),
            ],
        ),
        Unseen(
            "RT and RW with few digits at the end of addresses whose heading promises them",
            [
                sheet(
                    [
                        ["NO", "NIK", "NAMA", "ALAMAT (RT/RW)", "KEL", "PEKERJAAN"],
                        [1, SLAMET.nik, SLAMET.name, "Jl. Mawar No. 5 3/2", "Turi", "becak"],
                        [2, SITI.nik, SITI.name, "4/2", "Turi", "becak"],
                        [3, JOKO.nik, JOKO.name, "Dsn. Krajan, 005/002", "Turi", "becak"],
                    ]
                )
            ],
            [
                expect(2, SLAMET, rt="003", address="Jl. Mawar No. 5", **here),
                expect(3, SITI, rt="004", **here),
                expect(4, JOKO, rt="005", address="Dsn. Krajan", **here),
            ],
            kind="ods",
        ),
    ]


def _occupations() -> list[Unseen]:
    head = ["NO", "NIK", "NAMA", "KEL", "JENIS PEKERJAAN", None, None, "KET"]
    marks = [["v", None, None], [None, "v", None], [None, None, "X"], ["v", "v", None]]
    rows = [
        [number, who.nik, who.name, "Turi", *ticked]
        for number, (who, ticked) in enumerate(zip(_SOME, marks, strict=True), start=1)
    ]
    jobs = ["pedicab_driver", "online_motorcycle_taxi", "parking_attendant"]
    return [
        Unseen(
            f"a column to tick for each occupation in {kind}",
            [sheet([head, [*[None] * 4, "Becak", "Ojol", "Jukir"], *rows], (1, 1, 5, 7))],
            [
                *(
                    expect(row, who, occupation=job)
                    for row, who, job in zip(range(3, 6), _SOME, jobs, strict=False)
                ),
                expect(6, WAGIMAN, "value_unreadable", occupation="pedicab_driver"),
            ],
            kind=kind,
        )
        for kind in ("xlsx", "xls", "ods")
    ]


def _positions() -> list[Unseen]:
    ojek = {"village": "3572031001", "occupation": "online_motorcycle_taxi"}
    bendo = {"village": "3572011006"}
    return [
        Unseen(
            "what people are called in a group whose title names the work",
            [
                sheet(
                    [
                        ["ANGGOTA PAGUYUBAN OJEK ONLINE KELURAHAN GEDOG"],
                        ["NO", "NAMA", "NIK", "JABATAN", "KET"],
                        [1, AGUS.name, AGUS.nik, "Ketua", None],
                        [2, BUDI.name, BUDI.nik, "Bendahara", "baru"],
                        [3, ENDANG.name, ENDANG.nik, "Anggota", None],
                    ]
                )
            ],
            [
                expect(3, AGUS, note="Jabatan: Ketua", **ojek),
                expect(4, BUDI, note="baru; Jabatan: Bendahara", **ojek),
                expect(5, ENDANG, note="Jabatan: Anggota", **ojek),
            ],
        ),
        Unseen(
            "heads and treasurers of RT and RW, their RT in the same words",
            [
                sheet(
                    [
                        ["DAFTAR PENGURUS RT/RW KELURAHAN BENDO"],
                        ["NO", "NAMA", "NIK", "JABATAN"],
                        [1, AGUS.name, AGUS.nik, "Ketua RT 03 RW 01"],
                        [2, BUDI.name, BUDI.nik, "Bendahara"],
                        [3, ENDANG.name, ENDANG.nik, "Ketua"],
                        [4, KUSNO.name, KUSNO.nik, "Bendahara RW 02"],
                    ]
                )
            ],
            [
                expect(3, AGUS, occupation="rt_rw_officer", rt="003", rw="001", **bendo),
                expect(4, BUDI, occupation="rt_rw_treasurer", **bendo),
                expect(5, ENDANG, occupation="rt_rw_officer", **bendo),
                expect(6, KUSNO, occupation="rt_rw_treasurer", rw="002", **bendo),
            ],
            kind="xls",
        ),
        Unseen(
            "positions in a list whose work nobody names",
            [
                sheet(
                    [
                        ["NO", "NAMA", "NIK", "KEL", "JABATAN"],
                        [1, AGUS.name, AGUS.nik, "Bendo", "Ketua"],
                        [2, BUDI.name, BUDI.nik, "Bendo", "tukang becak"],
                    ]
                )
            ],
            [
                expect(2, AGUS, "unknown_occupation", **bendo),
                expect(3, BUDI, occupation="pedicab_driver", **bendo),
            ],
        ),
        Unseen(
            "heads of families where nobody else is named",
            [
                sheet(
                    [
                        ["NO", "NAMA KEPALA KELUARGA", "NO. KK", "NIK", "KEL", "PEKERJAAN"],
                        [1, AGUS.name, "3572021911196670", AGUS.nik, "Bendo", "becak"],
                        [2, BUDI.name, "3572022304200002", BUDI.nik, "Bendo", "becak"],
                    ]
                )
            ],
            [expect(2, AGUS, **bendo), expect(3, BUDI, **bendo)],
        ),
    ]


def _numbers() -> list[Unseen]:
    cards = ["3572021911196670", "3572022304200002"]
    people = list(zip((PARTINI, ENDANG), cards, strict=True))
    return [
        *(
            Unseen(
                f"two numbers in the cells of {heading}",
                [
                    sheet(
                        [
                            ["NO", "NAMA", heading, "KEL", "PEKERJAAN"],
                            *(
                                [row, who.name, form.format(who.nik, card), "Turi", "becak"]
                                for row, (who, card) in enumerate(people, start=1)
                            ),
                        ]
                    )
                ],
                [
                    expect(row, who, family_card_number=card, **_TURI)
                    for row, (who, card) in enumerate(people, start=2)
                ],
            )
            for heading, form in (
                ("NO. KK / NIK", "{1}\n{0}"),
                ("NIK/No KK", "{0} / {1}"),
            )
        ),
        Unseen(
            "numbers of the house and of the person",
            [
                sheet(
                    [
                        ["NO", "NAMA", "NIK", "KEL", "PEKERJAAN", "TELP RUMAH", "NO HP"],
                        [1, AGUS.name, AGUS.nik, "Turi", "becak", "0342801234", "081234567890"],
                        [2, BUDI.name, BUDI.nik, "Turi", "becak", "0342801235", None],
                        [3, KUSNO.name, KUSNO.nik, "Turi", "becak", None, "081234567892"],
                    ]
                )
            ],
            [
                expect(2, AGUS, phone="6281234567890", note="Nomor HP lain: 0342801234"),
                expect(3, BUDI, phone="62342801235"),
                expect(4, KUSNO, phone="6281234567892"),
            ],
        ),
    ]


def _halves() -> list[Unseen]:
    head = ["NO", "NAMA", "NIK", "TTL", None, "L/P", None, "RT/RW", None, "KEL", "PEKERJAAN"]
    rows = [
        [
            *(row, who.name, who.nik, "Kediri", who.born(), *_ticked(who)),
            *(row, 2, "Turi", "becak"),
        ]
        for row, who in enumerate((*_SOME, _ODD), start=1)
    ]
    here = {"rw": "002", "birth_place": "Kediri", **_TURI}
    return [
        Unseen(
            f"headings over two columns, the second without its own, in {kind}",
            [sheet([head, *rows], *((1, 1, left, left + 1) for left in (4, 6, 8)))],
            [
                *(
                    expect(row, who, rt=f"{row - 1:03}", **here)
                    for row, who in enumerate(_SOME, start=2)
                ),
                expect(6, _ODD, "nik_date_mismatch", rt="005", **here),
            ],
            kind=kind,
        )
        for kind in ("xlsx", "ods")
    ]


def _ticked(who: Someone) -> list[str | None]:
    return ["v", None] if who.sex == "L" else [None, "v"]
