"""What is written in any of the accepted styles is read back, and no NIK is guessed."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake import cleaning
from intake.cleaning import read_nik
from intake.facts import Facts
from intake.shapes import InterpretedRow
from tests.intake import judge
from workers.nik import InvalidNik, Nik

NIK = "3572020703800001"
NBSP = "\u00a0"
HEADINGS = {
    "nik": "NIK",
    "full_name": "NAMA",
    "sex": "L/P",
    "birth_date": "TGL LAHIR",
    "birth_place_date": "TEMPAT, TANGGAL LAHIR",
    "rt_rw": "RT/RW",
    "rt": "RT",
    "rw": "RW",
    "phone": "NO HP",
    "income": "PENGHASILAN",
    "marital_status": "STATUS KAWIN",
    "dtsen_decile": "DESIL",
    "family_card_number": "NO KK",
}
rows = settings(max_examples=60)


@lru_cache(maxsize=1)
def facts() -> Facts:
    return judge.facts()


def read(**cells: Any) -> InterpretedRow:
    """Give the first of two people with the same cells; the second is read from memory."""
    cells = {"nik": NIK, "full_name": "Slamet Santoso"} | cells
    table = [[HEADINGS[field] for field in cells], [*cells.values()], [*cells.values()]]
    first, second = judge.people(judge.read_rows(table, facts()))
    assert first.values == second.values
    return first


def parsed(cell: Any) -> Nik | None:
    try:
        return Nik.parse(read_nik(cell).text)
    except InvalidNik:
        return None


def grouped(digits: str, sizes: tuple[int, ...], mark: str) -> str:
    ends = [sum(sizes[: count + 1]) for count in range(len(sizes))]
    return mark.join(digits[end - size : end] for size, end in zip(sizes, ends, strict=True))


births = st.dates(date(1935, 1, 1), date(2008, 12, 31))
niks = st.builds(
    lambda region, day, female, serial: f"{region}{day.day + 40 * female:02}{day:%m%y}{serial:04}",
    st.sampled_from(["357201", "357202", "357203", "350522", "317402", "110101", "937101"]),
    births,
    st.booleans(),
    st.integers(1, 9999),
)
NIK_STYLES: dict[str, Callable[[str], str]] = {
    "plain": lambda nik: nik,
    "apostrophe": lambda nik: f"'{nik}",
    "curly apostrophe": lambda nik: f"‘{nik}",
    "fours": lambda nik: grouped(nik, (4, 4, 4, 4), " "),
    "as on the card": lambda nik: grouped(nik, (6, 6, 4), " "),
    "dots": lambda nik: grouped(nik, (2, 2, 2, 6, 4), "."),
    "dashes": lambda nik: grouped(nik, (6, 6, 4), "-"),
    "hard spaces": lambda nik: NBSP + grouped(nik, (4, 4, 4, 4), NBSP) + NBSP,
    "letter O": lambda nik: nik.replace("0", "O"),
    "small o": lambda nik: nik.replace("0", "o"),
    "one letter O": lambda nik: nik.replace("0", "O", 1),
    "remark": lambda nik: f"{nik} (KTP hilang)",
    "label": lambda nik: f"NIK: {nik}",
}
# As numbers, whose last digit may be lost when it is a zero.
NUMBER_STYLES: dict[str, Callable[[str], Any]] = {
    "number": int,
    "float": float,
    "text of a float": lambda nik: f"{nik}.0",
    "text of an Indonesian float": lambda nik: f"{nik},00",
    "thousands": lambda nik: grouped(nik, (1, 3, 3, 3, 3, 3), "."),
    "English thousands": lambda nik: grouped(nik, (1, 3, 3, 3, 3, 3), ","),
}


class TestNik:
    @pytest.mark.parametrize("style", NIK_STYLES)
    @given(nik=niks)
    def test_written_as_text_is_read_back_without_doubt(self, style, nik):
        found = read_nik(NIK_STYLES[style](nik))
        assert (found.text, found.rounding_suspect) == (nik, False)

    @pytest.mark.parametrize("style", NUMBER_STYLES)
    @given(nik=niks)
    def test_written_as_a_number_is_read_back_and_a_last_zero_doubted(self, style, nik):
        found = read_nik(NUMBER_STYLES[style](nik))
        too_large = int(nik) > 2**53
        assert found.text == nik or (style == "float" and too_large)
        assert found.rounding_suspect == (nik.endswith("0") or too_large)

    @given(nik=niks)
    def test_in_exponent_form_is_lost(self, nik):
        assert parsed(f"{int(nik):.5E}") is None
        assert parsed(f"{int(nik):.4e}".replace(".", ",")) is None

    @given(nik=niks, place=st.integers(0, 15), digit=st.sampled_from("0123456789"))
    def test_with_a_digit_too_many_or_too_few_is_none(self, nik, place, digit):
        assert parsed(nik[:place] + nik[place + 1 :]) is None
        assert parsed(nik[:place] + digit + nik[place:]) is None

    @given(
        st.one_of(
            st.text(max_size=40),
            st.text("0123456789Oo .,'-_/eE+()\u00a0\u200b", max_size=26),
            st.tuples(niks, st.text("0Oo .'()abc1", max_size=4), st.integers(0, 16)).map(
                lambda made: made[0][: made[2]] + made[1] + made[0][made[2] :]
            ),
            st.integers(),
            st.integers(10**14, 10**17),
            st.floats(),
            st.floats(1e14, 1e17),
            st.booleans(),
            st.dates(),
            st.datetimes(),
            st.none(),
        )
    )
    @settings(max_examples=400)
    def test_is_never_guessed(self, cell):
        nik = parsed(cell)
        if nik is None:
            return
        said = cleaning.show(cell).replace("O", "0").replace("o", "0")
        assert nik.digits in "".join(char for char in said if char.isdigit())

    @given(nik=niks, text=st.text("0123456789Oo .'-", max_size=20))
    @rows
    def test_of_a_row_holds_only_digits_of_its_cell(self, nik, text):
        row = read(nik=f"{nik}{text}")
        said = f"{nik}{text}".replace("O", "0").replace("o", "0")
        digits = "".join(char for char in said if char.isdigit())
        assert "".join(char for char in row.values["nik"] if char.isdigit()) in digits


LONG = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
MONTH_NAMES = {
    "long": LONG,
    "old spelling": (
        "Januari Pebruari Maret April Mei Juni Juli Agustus September Oktober Nopember Desember"
    ),
    "short": "Jan Feb Mar Apr Mei Jun Jul Agt Sep Okt Nov Des",
    "other short": "Jan Peb Mrt Apr Mei Jun Jul Agu Sept Okt Nop Des",
    "misspelt": (
        "Januarii Febuari Marett Aprill Mei Junii Julli Agustuss Septmber Oktobr Novmber Desembr"
    ),
    "English": (
        "January February March April May June July August September October November December"
    ),
    "Roman": "I II III IV V VI VII VIII IX X XI XII",
}
NAMED_FORMS = ["{day} {month} {year}", "{day:02}-{month}-{year}", "{day}/{month}/{year}"]
NUMBER_FORMS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %m %Y", "%Y-%m-%d", "%d%m%Y"]
SHORT_YEARS = ["%d/%m/%y", "%d-%m-%y", "%d.%m.%y"]
PLACES = ["Blitar, ", "BLITAR,", "Jakarta Selatan / ", "Tulungagung ", "Kab. Blitar, "]


def nik_of(day: date) -> str:
    return f"357202{day:%d%m%y}0001"


class TestBirthDate:
    @pytest.mark.parametrize("names", MONTH_NAMES)
    @pytest.mark.parametrize("form", NAMED_FORMS)
    @given(day=births, upper=st.booleans())
    @settings(max_examples=15)
    def test_with_the_month_in_words_is_read_back(self, names, form, day, upper):
        month = MONTH_NAMES[names].split()[day.month - 1]
        text = form.format(day=day.day, month=month.upper() if upper else month, year=day.year)
        assert read(nik=nik_of(day), birth_date=text).values["birth_date"] == day.isoformat()

    @pytest.mark.parametrize("form", [*NUMBER_FORMS, *SHORT_YEARS])
    @given(day=births)
    @rows
    def test_in_numbers_is_read_back(self, form, day):
        row = read(nik=nik_of(day), birth_date=day.strftime(form))
        assert row.values["birth_date"] == day.isoformat()

    @given(day=births)
    @rows
    def test_as_a_date_a_moment_or_days_since_1900_is_read_back(self, day):
        serial = (day - date(1899, 12, 30)).days
        for cell in (day, datetime(day.year, day.month, day.day, 7, 30), serial, float(serial)):
            row = read(nik=nik_of(day), birth_date=cell)
            assert (row.values["birth_date"], row.repairs) == (day.isoformat(), {})

    @given(day=births)
    @rows
    def test_that_a_spreadsheet_swapped_is_put_right_and_said(self, day):
        if day.day > 12 or day.day == day.month:
            return
        swapped = date(day.year, day.day, day.month)
        row = read(nik=nik_of(day), birth_date=swapped)
        assert row.values["birth_date"] == day.isoformat()
        assert row.repairs["birth_date"][1] == day.isoformat()

    @given(day=births)
    @rows
    def test_with_the_month_first_is_known_by_the_nik(self, day):
        row = read(nik=nik_of(day), birth_date=f"{day:%m/%d/%Y}")
        assert row.values["birth_date"] == day.isoformat()

    @pytest.mark.parametrize("place", PLACES)
    @pytest.mark.parametrize("form", ["%d-%m-%Y", "%d/%m/%y", "named"])
    @given(day=births)
    @settings(max_examples=20)
    def test_beside_its_place_is_read_apart(self, place, form, day):
        named = f"{day.day} {LONG.split()[day.month - 1]} {day.year}"
        text = named if form == "named" else day.strftime(form)
        values = read(nik=nik_of(day), birth_place_date=place + text).values
        assert values["birth_date"] == day.isoformat()
        assert values["birth_place"] == place.rstrip(" ,/")

    @given(year=st.integers(1940, 2005), month=st.integers(1, 12), over=st.integers(1, 3))
    @rows
    def test_that_no_calendar_has_is_left_to_the_nik(self, year, month, over):
        day = monthrange(year, month)[1] + over
        row = read(birth_date=f"{day}-{month:02}-{year}")
        assert row.values["birth_date"] == "1980-03-07"
        assert "birth_date_unreadable" in {problem.code for problem in row.problems}


SEXES = {
    "M": "L,l,Lk,LK.,Lk-lk,Laki,Laki-laki,LAKI - LAKI,laki2,Pria,M,male,1",
    "F": "P,p,Pr,PR.,Prp,Perempuan,PEREMPUAN,peremp,Wanita,W,F,female,2",
}


@pytest.mark.parametrize(
    ("sex", "text"), [(sex, text) for sex, texts in SEXES.items() for text in texts.split(",")]
)
def test_sex_in_every_style_is_read_back(sex, text):
    for cell in (text, f" {text} ", f"'{text}", int(text) if text.isdigit() else text):
        assert read(sex=cell).values["sex"] == sex


PAIRS = [
    "{:03}/{:03}",
    "{}/{}",
    "{} / {}",
    "{:02}-{:02}",
    "RT {:02} RW {:02}",
    "RT.{:03}/RW.{:03}",
    "RT {} / RW {}",
    "rt {:02} rw {:02}",
    "RT/RW {:03}/{:03}",
    "RT : {}, RW : {}",
]
areas = st.integers(1, 99)


class TestRtAndRw:
    @pytest.mark.parametrize("form", PAIRS)
    @given(rt=areas, rw=areas)
    @settings(max_examples=30)
    def test_in_one_cell_are_read_back(self, form, rt, rw):
        values = read(rt_rw=form.format(rt, rw)).values
        assert (values["rt"], values["rw"]) == (f"{rt:03}", f"{rw:03}")

    @given(rt=areas, rw=areas, form=st.sampled_from(["{}", "{:02}", "{:03}", "RT {:02}", "RT.{}"]))
    @rows
    def test_in_two_cells_are_read_back(self, rt, rw, form):
        for cells in (
            {"rt": form.format(rt), "rw": form.format(rw).replace("RT", "RW")},
            {"rt": rt, "rw": float(rw)},
        ):
            values = read(**cells).values
            assert (values["rt"], values["rw"]) == (f"{rt:03}", f"{rw:03}")

    @given(rt=areas)
    @rows
    def test_an_unknown_rw_stays_open(self, rt):
        values = read(rt_rw=f"{rt:03}/-").values
        assert (values["rt"], values.get("rw")) == (f"{rt:03}", None)

    @given(rt=st.integers(1, 28), rw=st.integers(1, 12))
    @rows
    def test_that_became_a_date_are_put_right_and_said(self, rt, rw):
        for cell in (date(2025, rw, rt), datetime(2025, rw, rt)):
            row = read(rt_rw=cell)
            assert (row.values["rt"], row.values["rw"]) == (f"{rt:03}", f"{rw:03}")
            shown = f"{rt:02}-{rw:02}-2025"
            assert row.repairs["rt"] == [shown, f"{rt:03}"]
            assert row.repairs["rw"] == [shown, f"{rw:03}"]

    # In a list of 2025 the year of Jan-25 is that of 1/1: an RW 25 is lost for good.
    @given(rt=st.integers(1, 12), rw=st.integers(13, 31).filter(lambda rw: rw != 25))
    @rows
    def test_that_became_month_and_year_are_put_right_among_others(self, rt, rw):
        table: list[list[Any]] = [
            ["NIK", "NAMA", "RT/RW"],
            *([nik, "Siti Aminah", date(2025, 3, 4)] for nik in (NIK, "3572020703800002")),
            ["3572020703800003", "Slamet Santoso", date(2000 + rw, rt, 1)],
        ]
        last = judge.people(judge.read_rows(table, facts()))[-1]
        assert (last.values["rt"], last.values["rw"]) == (f"{rt:03}", f"{rw:03}")


@given(
    network=st.sampled_from(["812", "813", "821", "852", "857", "878", "895"]),
    rest=st.integers(0, 99_999_999),
    start=st.sampled_from(["0", "+62", "62", "+62 ", "0062", ""]),
    mark=st.sampled_from(["", " ", "-", "."]),
)
def test_a_mobile_number_in_any_style_is_read_back(network, rest, start, mark):
    digits = f"{rest:08}"
    text = f"{start}{network}{mark}{digits[:4]}{mark}{digits[4:]}"
    assert read(phone=text).values["phone"] == f"+62{network}{digits}"


INCOMES = ["{}", "{:,}", "Rp{}", "Rp {},-", "Rp. {},00", "{}/bulan", "{} per bln", "IDR {}"]


@given(
    thousands=st.integers(1, 9999),
    form=st.sampled_from(INCOMES),
    dotted=st.booleans(),
)
def test_an_income_in_any_style_is_read_back(thousands, form, dotted):
    amount = thousands * 1000
    number = f"{amount:,}".replace(",", ".") if dotted else str(amount)
    text = form.format(amount if "," in form[:3] else number)
    assert read(income=text).values["income"] == amount
    assert read(income=amount).values["income"] == amount


@given(st.integers(1, 99), st.sampled_from(["{} jt", "{} juta", "{}jt/bulan", "{},0 juta"]))
@rows
def test_an_income_in_millions_is_read_back(millions, form):
    assert read(income=form.format(millions)).values["income"] == millions * 1_000_000


STATUSES = {
    "single": "Belum Kawin,BELUM MENIKAH,blm kawin,lajang,BK",
    "married": "Kawin,KAWIN TERCATAT,menikah,Nikah,K",
    "divorced": "Cerai Hidup,CERAI HIDUP,CH",
    "widowed": "Cerai Mati,cerai mati,Janda Mati,CM",
}


@pytest.mark.parametrize(
    ("status", "text"),
    [(status, text) for status, texts in STATUSES.items() for text in texts.split(",")],
)
def test_marital_status_in_every_style_is_read_back(status, text):
    assert cleaning.read_marital(text) == status
    assert read(marital_status=text).values["marital_status"] == status


@pytest.mark.parametrize("decile", range(1, 11))
def test_a_decile_in_every_style_is_read_back(decile):
    for cell in (decile, float(decile), str(decile), f"Desil {decile}", f"D{decile}"):
        assert read(dtsen_decile=cell).values["dtsen_decile"] == decile


@given(card=niks, style=st.sampled_from(sorted(NIK_STYLES.keys() & {"plain", "fours", "dots"})))
@rows
def test_a_family_card_in_any_style_is_read_back(card, style):
    if card == NIK:
        return
    values = read(family_card_number=NIK_STYLES[style](card)).values
    assert values["family_card_number"] == card
