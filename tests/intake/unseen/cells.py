"""What stands in single cells: numbers, dates, ticks, names, places, occupations."""

from datetime import date, datetime
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

_TURI, _BENDO = "3572021004", "3572011006"


def cells() -> list[Unseen]:
    return [*_numbers(), *_dates(), *_ticks_and_areas(), *_names(), *_places(), *_occupations()]


def _numbers() -> list[Unseen]:
    text = [
        (SLAMET, "3572 0207 0380 0001", {}, ()),
        (SITI, "'3572024508850002", {}, ()),
        (JOKO, "3572011212900OO3", {}, ()),
        (WAGIMAN, "3572011708650004 (KTP hilang)", {"note": "KTP hilang"}, ()),
        (PARTINI, "35.72.03.610572.0005", {}, ()),
        (BUDI, "3572\u00a00309\u00a01178\u00a00006", {}, ()),
        (ENDANG, "350522520281l007", {"nik": "350522520281l007"}, ("nik_letters",)),
        (KUSNO, "3,57202E+15", {"nik": "357202E+15"}, ("nik_lost",)),
        (YATINI, "357202700688009", {"nik": "357202700688009"}, ("nik_length",)),
        (AGUS, "35720201088300111", {"nik": "35720201088300111"}, ("nik_length",)),
    ]
    numbers = [
        (SLAMET, int(SLAMET.nik), {}, ()),
        (SITI, f"{SITI.nik}.0", {}, ()),
        (JOKO, 3572011212900030, {"nik": "3572011212900030"}, ("nik_rounding_suspect",)),
        (WAGIMAN, f"NIK : {WAGIMAN.nik}", {}, ()),
        (PARTINI, f"{PARTINI.nik} / hilang", {}, ()),
        (BUDI, 357203091178000, {"nik": "357203091178000"}, ("nik_length",)),
        (ENDANG, "belum punya", {"nik": ""}, ("nik_missing",)),
        (KUSNO, "1111111111111111", {"nik": "1" * 16}, ("nik_placeholder",)),
        (YATINI, f"\u200e{YATINI.nik}\u200f", {}, ()),
        (AGUS, "357202010883001I", {"nik": "357202010883001I"}, ("nik_letters",)),
    ]

    def case(name: str, kind: str, entries: Any) -> Unseen:
        rows = [line(n, who, NIK=nik) for n, (who, nik, _f, _c) in enumerate(entries, start=1)]
        return Unseen(
            name,
            [sheet([HEAD, *rows])],
            [
                expect(n, who, *codes, **HERE | fields)
                for n, (who, _nik, fields, codes) in enumerate(entries, start=2)
            ],
            kind=kind,
        )

    return [
        case("NIKs as text in ten ways", "xlsx", text),
        case("NIKs as text in ten ways, in xls", "xls", text),
        case("NIKs as numbers and with words", "xlsx", numbers),
        case("NIKs as numbers and with words, in ods", "ods", numbers),
        Unseen(
            "phones in many ways",
            [
                sheet(
                    [
                        [*HEAD, "NO HP"],
                        line(1, SLAMET, "0812-3456-7890"),
                        line(2, SITI, 81234567891),
                        line(3, JOKO, "+62 812 3456 7892"),
                        line(4, WAGIMAN, "62812 3456 7893 (anak)"),
                        line(5, PARTINI, "081234567894 / 085712345678"),
                        line(6, BUDI, "-"),
                        line(7, ENDANG, "tidak ada"),
                        line(8, KUSNO, "O8123456789O"),
                    ]
                )
            ],
            [
                expect(2, SLAMET, phone="6281234567890"),
                expect(3, SITI, phone="6281234567891"),
                expect(4, JOKO, phone="6281234567892"),
                expect(5, WAGIMAN, phone="6281234567893"),
                expect(6, PARTINI, phone="6281234567894"),
                expect(7, BUDI, phone=None),
                expect(8, ENDANG, phone=None),
                expect(9, KUSNO, phone="6281234567890"),
            ],
        ),
    ]


def _dates() -> list[Unseen]:
    written = {
        "long and short years, months misspelt": [
            *("7 Maret 1980", "5 Agt 85", "12-Des-90", "17 Agustsu 1965", "21 Mei '72"),
            *("9 Nopembr 1978", "12 Pebruari 1981", "15-Apr-70", "30 Juni 88", "01 Agustus 1983"),
        ],
        "slashes, dots, gaps and years first": [
            *("7/3/1980", "05.08.85", "12 12 1990", "1965-08-17", "21 / 05 / 1972"),
            *("09-11-78", "1981/02/12", "15,04,1970", "30061988", "1-8-1983"),
        ],
        "places before, behind and without a comma": [
            *("Blitar, 07-03-1980", "BLITAR 5 Agustus 1985", "Blitar/12-12-1990"),
            *("Blitar,17-08-1965", "Blitar ; 21-05-1972", "09-11-1978, Blitar"),
            *("Tulungagung 12/02/81", "Kab. Blitar, 15 April 1970", "Blitar,30 Juni1988"),
            "Jakarta Selatan, 1-8-1983",
        ],
    }
    found = [
        Unseen(
            f"dates: {name}",
            [
                sheet(
                    [
                        HEAD,
                        *(
                            _dated(n, who, day)
                            for n, (who, day) in enumerate(
                                zip(EVERYONE, days, strict=True), start=1
                            )
                        ),
                    ]
                )
            ],
            [expect(n, who, **HERE) for n, who in enumerate(EVERYONE, start=2)],
            kind=kind,
        )
        for (name, days), kind in zip(written.items(), ("xlsx", "csv", "ods"), strict=True)
    ]
    for unseen in found:
        if unseen.kind == "csv":
            unseen.sheets[0].name = ""
            for person in unseen.people:
                person.sheet = ""
        if "places" in unseen.name:
            unseen.sheets[0].rows[0] = [*HEAD[:3], "TEMPAT/TGL LAHIR", *HEAD[4:]]
    swapped = [
        date(who.birth.year, who.birth.day, who.birth.month)
        if who.birth.day <= 12
        else who.born("%d/%m/%Y")
        for who in EVERYONE
    ]
    return [
        *found,
        Unseen(
            "dates of which Excel swapped what it could",
            [
                sheet(
                    [
                        HEAD,
                        *(
                            _dated(n, who, day)
                            for n, (who, day) in enumerate(
                                zip(EVERYONE, swapped, strict=True), start=1
                            )
                        ),
                    ]
                )
            ],
            [expect(n, who, **HERE) for n, who in enumerate(EVERYONE, start=2)],
        ),
        Unseen(
            "dates nobody can read are taken from the NIK and said",
            [
                sheet(
                    [
                        HEAD,
                        _dated(1, SLAMET, "00-00-1980"),
                        _dated(2, SITI, "1985"),
                        _dated(3, JOKO, date(1900, 1, 1)),
                        _dated(4, WAGIMAN, "31-02-1965"),
                        _dated(5, PARTINI, 1972),
                        _dated(6, BUDI, "lupa"),
                        _dated(7, ENDANG, None),
                        _dated(8, KUSNO, datetime(1970, 4, 15, 7, 30)),
                        _dated(9, YATINI, (YATINI.birth - date(1899, 12, 30)).days),
                    ]
                )
            ],
            [
                expect(2, SLAMET, "birth_date_unreadable", **HERE),
                expect(3, SITI, "birth_date_unreadable", **HERE),
                expect(4, JOKO, "birth_date_unreadable", **HERE),
                expect(5, WAGIMAN, "birth_date_unreadable", **HERE),
                expect(6, PARTINI, "birth_date_unreadable", **HERE),
                expect(7, BUDI, "birth_date_unreadable", **HERE),
                expect(8, ENDANG, **HERE),
                expect(9, KUSNO, **HERE),
                expect(10, YATINI, **HERE),
            ],
        ),
    ]


def _dated(number: int, who: Someone, day: Any) -> list[Any]:
    return line(number, who, TGL_LAHIR=day)


def _ticks_and_areas() -> list[Unseen]:
    marks = ["v", "√", "x", 1, "✓", "✔", "V", "X", "●", "*"]
    head = ["NO", "NAMA", "NIK", "L", "P", "KELURAHAN", "PEKERJAAN"]

    def ticked(number: int, who: Someone) -> list[Any]:
        mark = marks[number - 1]
        ticks = [mark, None] if who.sex == "L" else [None, mark]
        return [number, who.name, who.nik, *ticks, "Turi", "becak"]

    signs = {"L": ["♂", "🧔", "Lk.", "laki2", "Laki - laki", "1"], "P": ["♀", "👩", "Pr", "Prp"]}
    counts = {"L": 0, "P": 0}

    def signed(number: int, who: Someone) -> list[Any]:
        counts[who.sex] += 1
        return line(number, who, L_P=signs[who.sex][counts[who.sex] - 1])

    areas = [
        (date(2025, 2, 3), "003", "002"),
        ("3-Feb", "003", "002"),
        ("004/011", "004", "011"),
        ("RT.05/RW.06", "005", "006"),
        ("7/8", "007", "008"),
        ("Mar-13", "003", "013"),
        (date(2013, 5, 1), "005", "013"),
        ("II/III", "002", "003"),
        ("RT 9", "009", None),
        ("005/-", "005", None),
    ]
    streets = [
        ("Jl. Melati 5 RT 03/RW 02", "003", "002", "Jl. Melati 5"),
        ("RT.03 RW.02 Lingk. Krajan", "003", "002", "Lingk. Krajan"),
        ("Jl. Melati No 5 003/002", "003", "002", "Jl. Melati No 5"),
        ("Jl. Mawar Gg. II RT 3 / 2", "003", "002", "Jl. Mawar Gg. II"),
        ("Jl. Mawar 7 (RT 04 RW 01)", "004", "001", "Jl. Mawar 7"),
        ("Jl. Mawar 8, rt 4, rw 1", "004", "001", "Jl. Mawar 8"),
        ("Jl. Mawar No. 12/14", None, None, "Jl. Mawar No. 12/14"),
        ("Jl. Kenari 9 Rt.05/02", "005", "002", "Jl. Kenari 9"),
        ("Perum Asabri Blok C-3 RT5RW2", "005", "002", "Perum Asabri Blok C-3"),
        ("Dsn. Krajan RT:006,RW:003", "006", "003", "Dsn. Krajan"),
    ]
    return [
        Unseen(
            "ticks of many kinds",
            [sheet([head, *(ticked(n, who) for n, who in enumerate(EVERYONE, start=1))])],
            [expect(n, who, village=_TURI) for n, who in enumerate(EVERYONE, start=2)],
        ),
        Unseen(
            "sex as signs and odd words",
            [sheet([HEAD, *(signed(n, who) for n, who in enumerate(EVERYONE, start=1))])],
            [expect(n, who, **HERE) for n, who in enumerate(EVERYONE, start=2)],
            kind="ods",
        ),
        Unseen(
            "RT/RW in one column, some of them turned into dates",
            [
                sheet(
                    [
                        ["NO", "NIK", "NAMA", "RT/RW", "KELURAHAN", "PEKERJAAN"],
                        *(
                            [n, who.nik, who.name, areas[n - 1][0], "Turi", "becak"]
                            for n, who in enumerate(EVERYONE, start=1)
                        ),
                    ]
                )
            ],
            [
                expect(n, who, rt=areas[n - 2][1], rw=areas[n - 2][2], village=_TURI)
                for n, who in enumerate(EVERYONE, start=2)
            ],
        ),
        Unseen(
            "RT and RW inside the address",
            [
                sheet(
                    [
                        ["NO", "NIK", "NAMA", "ALAMAT", "KELURAHAN", "PEKERJAAN"],
                        *(
                            [n, who.nik, who.name, streets[n - 1][0], "Turi", "becak"]
                            for n, who in enumerate(EVERYONE, start=1)
                        ),
                    ]
                )
            ],
            [
                expect(
                    n,
                    who,
                    rt=streets[n - 2][1],
                    rw=streets[n - 2][2],
                    address=streets[n - 2][3],
                )
                for n, who in enumerate(EVERYONE, start=2)
            ],
            kind="xls",
        ),
    ]


def _names() -> list[Unseen]:
    names = [
        ("Alm. Slamet Widodo", "Slamet Widodo", ("deceased",)),
        ("SITI (ISTRI PAK RT)", "SITI", ()),
        ("H. Joko  Purnomo", "H. Joko Purnomo", ()),
        ("Wagiman Als. Man", "Wagiman Als. Man", ()),
        ("Partini (almh)", "Partini", ("deceased",)),
        ("Budi Hartono bin Alm. Karto", "Budi Hartono bin Alm. Karto", ()),
        ("Hj. Endang Rahayu, S.Pd.", "Hj. Endang Rahayu, S.Pd.", ()),
        ("8. Kusno", "Kusno", ()),
        ("Ny. Yatini *", "Ny. Yatini", ()),
        ("Agus Setiawan\n(baru)", "Agus Setiawan", ()),
    ]
    return [
        Unseen(
            "names with titles, nicknames and remarks",
            [
                sheet(
                    [
                        HEAD,
                        *(
                            line(n, who, NAMA=names[n - 1][0])
                            for n, who in enumerate(EVERYONE, start=1)
                        ),
                    ]
                )
            ],
            [
                expect(n, who, *names[n - 2][2], **HERE | {"full_name": names[n - 2][1]})
                for n, who in enumerate(EVERYONE, start=2)
            ],
        ),
        Unseen(
            "the same person twice and one NIK with two names",
            [
                sheet(
                    [
                        HEAD,
                        *lines(SLAMET, SITI),
                        line(3, SLAMET),
                        line(4, JOKO),
                        line(5, JOKO, NAMA="Bambang Sutrisno"),
                    ]
                )
            ],
            [
                expect(2, SLAMET, **HERE),
                expect(3, SITI, **HERE),
                expect(4, SLAMET, "same_row_twice", **HERE),
                expect(5, JOKO, "nik_other_name", **HERE),
                expect(6, JOKO, "nik_other_name", full_name="Bambang Sutrisno"),
            ],
            kind="xls",
        ),
    ]


def _places() -> list[Unseen]:
    spelt = [
        ("35.72.01.1001", "3572011001"),
        ("Kel. Kepanjen Kidul", "3572011001"),
        ("KEL.TURI", _TURI),
        ("Kelurahan Karang tengah", "3572031006"),
        ("Blitar", "3572021002"),
        ("Sukorejo", "3572021006"),
        ("Ds. Kepanjen Lor", "3572011007"),
        ("Turi, Kec. Sukorejo", _TURI),
        ("3572011006", _BENDO),
        ("TLUMPU / SUKOREJO", "3572021003"),
    ]
    short = [*HEAD[:7], "PEKERJAAN"]

    def without(number: int, who: Someone) -> list[Any]:
        row = line(number, who)
        return [*row[:7], row[8]]

    return [
        Unseen(
            "kelurahan written in many ways",
            [
                sheet(
                    [
                        HEAD,
                        *(
                            line(n, who, KELURAHAN=spelt[n - 1][0])
                            for n, who in enumerate(EVERYONE, start=1)
                        ),
                    ]
                )
            ],
            [expect(n, who, village=spelt[n - 2][1]) for n, who in enumerate(EVERYONE, start=2)],
        ),
        Unseen(
            "the column speaks before the file and the sender, and that is said",
            [sheet([HEAD, *lines(SLAMET, SITI)])],
            [expect(2, SLAMET, **HERE), expect(3, SITI, **HERE)],
            file_name="usulan kel bendo",
            hints=Hints(village="3572031001"),
            notes=["Bendo"],
        ),
        Unseen(
            "group row, sheet, title, file and sender in that order",
            [
                sheet(
                    [
                        ["KELURAHAN GEDOG"],
                        short,
                        without(1, SLAMET),
                        ["Kel. Bendo"],
                        without(2, SITI),
                    ],
                    name="Tlumpu",
                ),
                sheet([["KELURAHAN GEDOG"], short, without(1, JOKO)], name="Lembar2"),
                sheet([short, without(1, KUSNO)], name="Lembar3"),
            ],
            [
                expect(3, SLAMET, sheet="Tlumpu", village="3572021003"),
                expect(5, SITI, sheet="Tlumpu", village=_BENDO),
                expect(3, JOKO, sheet="Lembar2", village="3572031001"),
                expect(2, KUSNO, sheet="Lembar3", village="3572021001"),
            ],
            file_name="daftar kelurahan pakunden",
            hints=Hints(village=_TURI),
            notes=["disebut juga"],
        ),
        Unseen(
            "a formula whose value was never worked out",
            [
                sheet(
                    [
                        ["KELURAHAN TURI"],
                        short,
                        ["=A1", *without(1, SLAMET)[1:]],
                        ["=ROW()-2", *without(2, SITI)[1:]],
                    ]
                )
            ],
            [expect(3, SLAMET, village=_TURI), expect(4, SITI, village=_TURI)],
        ),
    ]


def _occupations() -> list[Unseen]:
    jobs = [
        ("RT", "other", ("unknown_occupation",)),
        ("Ketua RT", "rt_rw_officer", ()),
        ("abang becak", "pedicab_driver", ()),
        ("gojek", "online_motorcycle_taxi", ()),
        ("shopee food", "online_motorcycle_taxi", ()),
        ("merbot", "mosque_caretaker", ()),
        ("pasukan kuning", "waste_collector", ()),
        ("Guru Sekolah Minggu", "sunday_school_teacher", ()),
        ("JURU PARKIR pasar Legi", "parking_attendant", ()),
        ("penggali sumur", "other", ("unknown_occupation",)),
    ]
    return [
        Unseen(
            "occupations in free text",
            [
                sheet(
                    [
                        HEAD,
                        *(
                            line(n, who, PEKERJAAN=jobs[n - 1][0])
                            for n, who in enumerate(EVERYONE, start=1)
                        ),
                    ]
                )
            ],
            [
                expect(n, who, *jobs[n - 2][2], occupation=jobs[n - 2][1])
                for n, who in enumerate(EVERYONE, start=2)
            ],
        )
    ]
