"""Whose numbers they are, and cells in which two things of a person stand together."""

from typing import Any

from tests.intake.unseen.people import (
    AGUS,
    BUDI,
    ENDANG,
    HERE,
    JOKO,
    KUSNO,
    SITI,
    SLAMET,
    YATINI,
    Unseen,
    expect,
    line,
    sheet,
)

_TURI = {"village": "3572021004", "occupation": "pedicab_driver"}
_HERE = {"rt": "001", "rw": "002", **_TURI}
# People of a list, each with somebody of the family beside.
_PAIRS = list(zip((AGUS, BUDI, ENDANG), (YATINI, SITI, KUSNO), strict=True))


def owners() -> list[Unseen]:
    return [*_relatives(), *_old_numbers(), *_together(), *_groups()]


def _relatives() -> list[Unseen]:
    return [
        Unseen(
            f"the NIK of {relative} before the person's",
            [
                sheet(
                    [
                        ["NO", relative, "NIK", "NAMA", "NIK", "KEL", "PEKERJAAN"],
                        *(
                            [
                                row,
                                kin.name,
                                kin.nik,
                                who.name,
                                who.nik,
                                "Turi",
                                "becak",
                            ]
                            for row, (who, kin) in enumerate(_PAIRS, start=1)
                        ),
                    ]
                )
            ],
            [expect(row, who, **_TURI) for row, (who, _kin) in enumerate(_PAIRS, start=2)],
        )
        for relative in ("NAMA KEPALA KELUARGA", "NAMA SUAMI/ISTRI", "AHLI WARIS")
    ] + [
        Unseen(
            "the heir's phone behind the person's, which some leave open",
            [
                sheet(
                    [
                        ["NO", "NIK", "NAMA", "NO HP", "KEL", "PEKERJAAN", "AHLI WARIS", "NO HP"],
                        [1, AGUS.nik, AGUS.name, "081234567890", "Turi", "becak", "Sri", None],
                        [2, BUDI.nik, BUDI.name, None, "Turi", "becak", "Tini", "081299998888"],
                    ]
                )
            ],
            [
                expect(2, AGUS, phone="6281234567890", **_TURI),
                expect(3, BUDI, phone="", **_TURI),
            ],
        )
    ]


def _old_numbers() -> list[Unseen]:
    return [
        Unseen(
            "an old NIK beside the one that holds",
            [
                sheet(
                    [
                        ["NO", "NAMA", "NIK LAMA", "NIK BARU", "KEL", "PEKERJAAN"],
                        *(
                            [row, who.name, kin.nik, who.nik, "Turi", "becak"]
                            for row, (who, kin) in enumerate(_PAIRS, start=1)
                        ),
                    ]
                )
            ],
            [expect(row, who, **_TURI) for row, (who, _kin) in enumerate(_PAIRS, start=2)],
        )
    ]


def _together() -> list[Unseen]:
    head = ["NO", "NAMA DAN ALAMAT", "NIK", "JK/UMUR", "RT/RW/KELURAHAN", "PEKERJAAN"]
    forms = ["001/002/Turi", "RT 1 RW 2 Turi", "01-02 Kel. Turi"]
    addresses = ["\nJl. Mawar 5", " Jl. Kenari", " / Dsn. Krajan"]
    labelled: list[list[Any]] = [
        ["NO", "NAMA LENGKAP /\nNIK", "KEL", "PEKERJAAN"],
        [1, f"{AGUS.name}\nNIK. {AGUS.nik}", "Turi", "becak"],
        [2, f"{BUDI.name}\n{BUDI.nik}", "Turi", "becak"],
    ]
    return [
        Unseen(
            "a name with its labelled NIK below it in the cell",
            [sheet(labelled)],
            [expect(2, AGUS, **_TURI), expect(3, BUDI, **_TURI)],
        ),
        Unseen(
            "two things in a cell, as the headings promise",
            [
                sheet(
                    [
                        head,
                        *(
                            [row, who.name + address, who.nik, f"{who.sex} / 40", areas, "becak"]
                            for row, (who, address, areas) in enumerate(
                                zip((SLAMET, SITI, JOKO), addresses, forms, strict=True), start=1
                            )
                        ),
                    ]
                )
            ],
            [
                expect(row, who, address=address.strip(" \n/"), **_HERE)
                for row, (who, address) in enumerate(
                    zip((SLAMET, SITI, JOKO), addresses, strict=True), start=2
                )
            ],
        ),
        Unseen(
            "kelurahan at the end of addresses whose heading promises it",
            [
                sheet(
                    [
                        ["NO", "NAMA", "NIK", "ALAMAT (JALAN, RT/RW, KEL)", "PEKERJAAN"],
                        [1, SLAMET.name, SLAMET.nik, "Jl. Mawar 5, 01/02, Turi", "becak"],
                        [2, SITI.name, SITI.nik, "Jl. Kenari, RT 1/RW 2 Turi", "becak"],
                        [3, JOKO.name, JOKO.nik, "Jl. Nias 001/002 Kel. Turi", "becak"],
                    ]
                )
            ],
            [expect(row, who, **_HERE) for row, who in ((2, SLAMET), (3, SITI), (4, JOKO))],
            kind="xls",
        ),
    ]


def _groups() -> list[Unseen]:
    head: list[Any] = ["NO", "NIK", "NAMA", "TGL LAHIR", "J. KEL", "RT", "RW", "KELURAHAN"]
    return [
        Unseen(
            "a group row directly below headings, its words those of a heading",
            [
                sheet(
                    [
                        head,
                        ["KADER POSYANDU"],
                        line(1, SLAMET)[:-1],
                        ["Kelompok Juru Parkir"],
                        line(1, SITI)[:-1],
                    ]
                )
            ],
            [
                expect(3, SLAMET, **HERE | {"occupation": "health_post_cadre"}),
                expect(5, SITI, **HERE | {"occupation": "parking_attendant"}),
            ],
        )
    ]
