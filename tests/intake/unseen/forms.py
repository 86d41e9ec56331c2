"""Forms, messages and tables pasted from letters: lists in another shape."""

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
    Someone,
    Unseen,
    expect,
    lines,
    sheet,
)

_TURI = {"village": "3572021004", "occupation": "pedicab_driver"}
_MEN = (SLAMET, JOKO, AGUS, KUSNO)


def forms() -> list[Unseen]:
    return [*_forms(), *_pasted(), *_cards()]


def _forms() -> list[Unseen]:
    boxes: list[list[Any]] = [
        ["FORMULIR"],
        ["NO", "NAMA", "NOMOR INDUK KEPENDUDUKAN", *[None] * 15, "RT", "RW", "KEL", "PEKERJAAN"],
        *(
            [number, who.name, *map(int, who.nik), number, 2, "Turi", "becak"]
            for number, who in enumerate(_MEN, start=1)
        ),
        [5, SITI.name, *map(int, SITI.nik[:15]), None, 5, 2, "Turi", "becak"],
        [6, "", *[None] * 16],
    ]
    head: list[list[Any]] = [
        ["NO", "NAMA", "TEMPAT LAHIR", "L/P", "RT", "KELURAHAN", "PEKERJAAN"],
        [None, "NIK", "TGL LAHIR", None, "RW", "NO HP"],
    ]

    def two(number: int, who: Someone, nik: str | None = None) -> list[list[Any]]:
        return [
            [number, who.name, "Blitar", who.sex, "01", "Turi", "becak"],
            [None, nik or who.nik, who.born(), None, "02", "081234567890"],
        ]

    known = HERE | {"birth_place": "Blitar", "phone": "6281234567890"}
    return [
        Unseen(
            "one digit to a box, areas right behind the last box, a box left open",
            [sheet(boxes, (2, 2, 3, 18))],
            [
                *(expect(row, who, rt=f"00{row - 2}", rw="002") for row, who in _numbered(3)),
                expect(7, None, "nik_length", "birth_date_missing", full_name=SITI.name, rt="005"),
            ],
            notes=["angka satu per kotak mulai kolom C digabung"],
        ),
        Unseen(
            "two rows to a person, the headings again on a new page, somebody without a NIK",
            [
                sheet(
                    [
                        ["PAGUYUBAN"],
                        *head,
                        [1, 2, 3, 4, 5, 6, 7],
                        *two(1, SLAMET),
                        *two(2, SITI),
                        *two(3, JOKO, "belum punya"),
                        *head,
                        *two(4, AGUS),
                        [None, "JUMLAH", 4],
                        [],
                        [None, None, "Ketua,"],
                        [None, None, "Suparman"],
                    ],
                    *((row, row + 1, 1, 1) for row in (5, 7, 9, 13)),
                )
            ],
            [
                expect(5, SLAMET, **known),
                expect(7, SITI, **known),
                expect(9, None, "nik_missing", full_name=JOKO.name, birth_date="1990-12-12"),
                expect(13, AGUS, **known),
            ],
            notes=["baris keduanya dibaca sebagai kolom H dan seterusnya"],
        ),
    ]


def _numbered(first: int) -> list[tuple[int, Someone]]:
    return list(enumerate(_MEN, start=first))


def _pasted() -> list[Unseen]:
    head = ["NO", "NAMA", "NIK", "TEMPAT, TGL LAHIR", "L/P", "ALAMAT", "KEL", "PEKER", "JAAN"]
    rows: list[list[Any]] = []
    for number, who in enumerate(_MEN, start=1):
        first = [f"{number}.", who.name, who.nik, "Blitar,", who.sex, "Jl. Bali No. 3"]
        rows += [
            [*first, "Turi", "becak"],
            [None, None, None, who.born(), None, "RT 03 RW 05"],
        ]
    return [
        Unseen(
            "a row without name and NIK is nobody, and not the rest of the person above",
            [
                sheet(
                    [
                        head[:7],
                        [
                            1,
                            SLAMET.name,
                            SLAMET.nik,
                            f"Blitar, {SLAMET.born()}",
                            "L",
                            "Jl. A",
                            "Turi",
                        ],
                        [None, None, None, f"Blitar, {SITI.born()}", None, "Jl. B RT 03 RW 05"],
                    ]
                )
            ],
            [expect(2, SLAMET, "occupation_missing", address="Jl. A", rt="")],
        ),
        Unseen(
            "cells that go on in the next row, some merged over both, a heading cut in two",
            [sheet([head, *rows], (2, 3, 2, 2), (2, 3, 7, 7), (4, 5, 8, 8))],
            [
                expect(row, who, birth_place="Blitar", rt="003", rw="005", **_TURI)
                for row, who in zip(range(2, 10, 2), _MEN, strict=True)
            ],
        ),
    ]


def _cards() -> list[Unseen]:
    def card(who: Someone, mark: str) -> list[list[Any]]:
        return [
            [f"Nama{mark}{who.name}"],
            [f"NIK{mark}{who.nik}"],
            [f"TTL{mark}Blitar, {who.born()}"],
            [f"Alamat{mark}Jl. Bali 3 RT 01 RW 02"],
            [f"Kelurahan{mark}Turi"],
            [f"No HP{mark}081234567890"],
        ]

    beside: list[list[Any]] = [
        ["DATA CALON PESERTA"],
        ["Nama lengkap", ":", JOKO.name],
        ["NIK", ":", JOKO.nik],
        ["Kelurahan", ":", "Turi"],
        ["Pekerjaan", ":", "becak"],
        [],
        ["Lurah Turi", None, "SUWARNO"],
        ["NIP", ":", "198208152010012021"],
    ]
    sentences: list[list[Any]] = [
        ["WAKTU", "PENGIRIM", "PESAN"],
        ["12/03/25", "Pak RT", "Monggo setor data di sini"],
        ["12/03/25", "Mas Rendi", f"1. {JOKO.name}, {JOKO.nik}, becak, Kel. Turi"],
    ]
    said = HERE | {"birth_place": "Blitar", "phone": "6281234567890"}
    return [
        Unseen(
            "messages with a line for everything, others between them",
            [
                sheet(
                    [
                        ["Data tukang becak dari grup WA"],
                        ["[12/3 07.04] +62 812-0000-1137: Ini data saya"],
                        *card(SLAMET, " : "),
                        [],
                        ["Assalamualaikum pak, monggo"],
                        *card(SITI, ":"),
                        *card(AGUS, ": "),
                    ]
                )
            ],
            [expect(3, SLAMET, **said), expect(11, SITI, **said), expect(17, AGUS, **said)],
            notes=["tiap orang dibaca sebagai satu baris"],
        ),
        Unseen(
            "a kelurahan above all such forms, the heir's telephone and NIK at the end of each",
            [
                sheet(
                    [
                        ["Kelurahan : Turi"],
                        *(
                            [text]
                            for who in (JOKO, AGUS)
                            for text in (
                                f"Nama : {who.name}",
                                f"NIK : {who.nik}",
                                "Pekerjaan : becak",
                                "No HP : 081234567890",
                                "Ahli waris : Sri Wahyuni",
                                "No HP : 081299998888",
                                f"NIK : {SITI.nik}",
                            )
                        ),
                    ]
                )
            ],
            [
                expect(row, who, phone="6281234567890", heir_name="Sri Wahyuni", **_TURI)
                for row, who in ((2, JOKO), (9, AGUS))
            ],
        ),
        Unseen(
            "a form for one person, labels and values in cells beside each other",
            [sheet(beside)],
            [expect(2, JOKO, **_TURI)],
        ),
        Unseen(
            "an example before the first of such forms",
            [
                sheet(
                    [["Contoh pengisian"], *card(BUDI, ": "), ["Isi di bawah"], *card(AGUS, ": ")]
                )
            ],
            [expect(9, AGUS, "occupation_missing", **said | {"occupation": "other"})],
        ),
        Unseen(
            "a legend of the columns on a sheet of its own",
            [
                sheet([HEAD, *lines(SLAMET)]),
                sheet(
                    [
                        ["NIK", "nomor induk kependudukan"],
                        ["NAMA", "nama sesuai KTP"],
                        ["KEL", "kelurahan"],
                        ["PEKERJAAN", "becak"],
                        ["JENIS KELAMIN", "L atau P"],
                    ],
                    name="legenda",
                ),
            ],
            [expect(2, SLAMET, **HERE)],
            notes=["Tidak ada daftar orang di lembar “legenda”"],
        ),
        Unseen(
            "sentences that nobody can take apart are named",
            [sheet(sentences)],
            [],
            notes=["baris 3 menyebut NIK dalam catatan dan tidak diimpor"],
        ),
    ]
