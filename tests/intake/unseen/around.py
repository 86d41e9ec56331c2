"""What stands around a list, or under headings that say little."""

from typing import Any

from tests.intake.unseen.people import (
    AGUS,
    BUDI,
    HEAD,
    HERE,
    JOKO,
    KUSNO,
    SITI,
    SLAMET,
    WAGIMAN,
    Unseen,
    expect,
    line,
    lines,
    sheet,
)

_SOME = (SLAMET, SITI, JOKO)


def around() -> list[Unseen]:
    return [*_summaries(), *_examples(), *_titles(), *_signed(), *_vague_headings(), *_no_work()]


def _summaries() -> list[Unseen]:
    right: list[list[Any]] = [[1, "Bendo", 5], [2, "Gedog", 3], [None, "JUMLAH", 8]]
    head = ["NO", "NIK", "NAMA", "RT", "RW"]
    below: list[list[Any]] = [
        [],
        [None, "REKAPITULASI"],
        ["NO", "PEKERJAAN", "JUMLAH"],
        [1, "Becak", 2],
        [2, "Ojek online", 1],
        [None, "TOTAL", 3],
        [],
        ["NO", None, "RT", "L", "P"],
        [1, None, "RT 01", 2, 1],
    ]
    return [
        Unseen(
            "a summary of kelurahan beside the list",
            [
                sheet(
                    [
                        ["JURU PARKIR KELURAHAN TURI"],
                        [*head, None, "NO", "KELURAHAN", "JUMLAH"],
                        *(
                            [row, who.nik, who.name, 1, 2, None, *beside]
                            for row, (who, beside) in enumerate(zip(_SOME, right, strict=True), 1)
                        ),
                    ]
                )
            ],
            [
                expect(row, who, **HERE | {"occupation": "parking_attendant"})
                for row, who in enumerate(_SOME, start=3)
            ],
            notes=["berdampingan"],
        ),
        Unseen(
            "summaries below the list",
            [sheet([HEAD, *lines(*_SOME), *below])],
            [expect(row, who, **HERE) for row, who in enumerate(_SOME, start=2)],
        ),
    ]


def _examples() -> list[Unseen]:
    example = line("Contoh", WAGIMAN)
    hints: list[Any] = [
        None,
        "(16 angka)",
        "(huruf besar)",
        "(hh-bb-tttt)",
        None,
        "(3 angka)",
        None,
    ]
    return [
        Unseen(
            "an example and hints under the headings",
            [sheet([HEAD, hints, example, *lines(*_SOME)])],
            [expect(row, who, **HERE) for row, who in enumerate(_SOME, start=4)],
        )
    ]


def _titles() -> list[Unseen]:
    head = ["NO", "NIK", "NAMA", "PEKERJAAN"]
    people = [[row, who.nik, who.name, "becak"] for row, who in enumerate((SLAMET, SITI), start=1)]
    turi = {"village": "3572021004", "occupation": "pedicab_driver"}
    return [
        Unseen(
            "a title that names several RT of one RW",
            [sheet([["RT 01 s/d RT 05 RW 02 KELURAHAN TURI"], head, *people])],
            [expect(row, who, rt="", rw="002", **turi) for row, who in ((3, SLAMET), (4, SITI))],
        ),
        Unseen(
            "RT in the name of the sheet, RW in a title",
            [sheet([["KEL. TURI"], ["RW", ": 02"], head, *people], name="RT III")],
            [
                expect(row, who, sheet="RT III", rt="003", rw="002", **turi)
                for row, who in ((4, SLAMET), (5, SITI))
            ],
        ),
        Unseen(
            "two lists, the title of the second with an occupation of its own",
            [
                sheet(
                    [
                        ["A. DAFTAR JURU PARKIR KELURAHAN TURI"],
                        ["NO", "NAMA", "NIK", "LOKASI"],
                        [1, SLAMET.name, SLAMET.nik, "Pasar Legi"],
                        [],
                        ["B. DAFTAR GURU NGAJI KELURAHAN TURI"],
                        ["NO", "NIK", "NAMA", "RT"],
                        [1, SITI.nik, SITI.name, 4],
                    ]
                )
            ],
            [
                expect(3, SLAMET, village="3572021004", occupation="parking_attendant"),
                expect(7, SITI, village="3572021004", occupation="quran_teacher", rt="004"),
            ],
        ),
    ]


def _signed() -> list[Unseen]:
    head = ["NO", "NIK", "NAMA", "KEL", "PEKERJAAN"]
    rows: list[list[Any]] = []
    for number, who in enumerate((SLAMET, SITI), start=1):
        rows += [
            [f"PEKERJA RENTAN RT 0{number} RW 02"],
            head,
            [1, who.nik, who.name, "Turi", "becak"],
            [None, None, None, f"Ketua RT 0{number}"],
            [None, None, None, "( SUWARNO )"],
        ]
    turi = {"rw": "002", "village": "3572021004"}
    return [
        Unseen(
            "lists of several RT, each signed by its head",
            [sheet(rows)],
            [expect(3, SLAMET, rt="001", **turi), expect(8, SITI, rt="002", **turi)],
        ),
        Unseen(
            "people with two lines each, their own cells merged over both",
            [
                sheet(
                    [
                        ["NO", "NIK", "NAMA", "ALAMAT", "PEKERJAAN"],
                        [1, SLAMET.nik, SLAMET.name, "Jl. Mawar RT 1 RW 2", "becak"],
                        [None, None, None, "Kota Blitar"],
                        [2, SITI.nik, SITI.name, "Jl. Mawar RT 3 RW 2", "becak"],
                        [None, None, None, "RT 9 RW 9"],
                    ],
                    *((row, row + 1, at, at) for row in (2, 4) for at in (1, 2, 3, 5)),
                    name="KELTURI",
                )
            ],
            [
                expect(2, SLAMET, sheet="KELTURI", rt="001", **turi),
                expect(4, SITI, sheet="KELTURI", rt="003", **turi),
            ],
        ),
    ]


def _no_work() -> list[Unseen]:
    """Columns of other things under headings that may ask for work or kelurahan."""
    gedog = {"village": "3572031001", "occupation": "parking_attendant"}
    return [
        Unseen(
            "segments, categories and places of work beside a title that says more",
            [
                sheet(
                    [
                        ["JURU PARKIR KELURAHAN GEDOG"],
                        ["NO", "NIK", "NAMA", "SEGMEN", "KATEGORI", "LOKASI KERJA", "NO. HANPON"],
                        [1, AGUS.nik, AGUS.name, "BPU", "Baru", "Bendo", "081234567890"],
                        [2, BUDI.nik, BUDI.name, "BPU", "Lama", "Turi", "081234567891"],
                        [3, KUSNO.nik, KUSNO.name, "BPU", "Baru", "Bendo", "081234567892"],
                    ]
                )
            ],
            [
                expect(row, who, phone=f"628123456789{row - 3}", **gedog)
                for row, who in enumerate((AGUS, BUDI, KUSNO), start=3)
            ],
        ),
        *(
            Unseen(
                f"sex in two columns, {yes} for yes and {no} for no",
                [
                    sheet(
                        [
                            ["NO", "NIK", "NAMA", "L", "P", "KEL", "PEKERJAAN"],
                            [1, AGUS.nik, AGUS.name, yes, no, "Turi", "becak"],
                            [2, BUDI.nik, BUDI.name, no, yes, "Turi", "becak"],
                            [3, KUSNO.nik, KUSNO.name, yes, yes, "Turi", "becak"],
                        ]
                    )
                ],
                [
                    expect(2, AGUS, village="3572021004"),
                    expect(3, BUDI, "nik_sex_mismatch", sex="P"),
                    expect(4, KUSNO, "sex_unreadable"),
                ],
            )
            for yes, no in (("v", "x"), ("Y", "T"), ("ya", "tdk"), ("X", "-"))
        ),
    ]


def _vague_headings() -> list[Unseen]:
    bendo = {"village": "3572011006", "occupation": "pedicab_driver"}
    return [
        Unseen(
            f"kelurahan below {heading}, the work below {work}",
            [
                sheet(
                    [
                        ["NO", "NIK", "NAMA", heading, work],
                        [1, AGUS.nik, AGUS.name, "Bendo", "tukang becak"],
                        [2, BUDI.nik, BUDI.name, "Kel. Bendo", "Becak"],
                        [3, KUSNO.nik, KUSNO.name, "BENDO", "becak motor"],
                    ]
                )
            ],
            [expect(row, who, **bendo) for row, who in enumerate((AGUS, BUDI, KUSNO), start=2)],
        )
        for heading, work in (
            ("WILAYAH", "KERJA"),
            ("TEMPAT TINGGAL", "JENIS PEK."),
            ("ALAMAT", "KETERANGAN"),
        )
    ] + [
        Unseen(
            "kelurahan with the first word shortened",
            [
                sheet(
                    [
                        ["NO", "NIK", "NAMA", "KEL.", "PEKERJAAN"],
                        [1, AGUS.nik, AGUS.name, "Kep. Lor", "becak"],
                        [2, BUDI.nik, BUDI.name, "K. Tengah", "becak"],
                        [3, KUSNO.nik, KUSNO.name, "Turi / Sukorejo", "becak"],
                        [4, SITI.nik, SITI.name, "Turi (Kec. Sukorejo)", "becak"],
                        [5, SLAMET.nik, SLAMET.name, "K. Jaya", "becak"],
                    ]
                )
            ],
            [
                expect(2, AGUS, village="3572011007"),
                expect(3, BUDI, "village_spelling", village="3572031006"),
                expect(4, KUSNO, village="3572021004"),
                expect(5, SITI, village="3572021004"),
                expect(6, SLAMET, "village_unknown"),
            ],
        )
    ]
