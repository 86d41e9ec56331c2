"""Numbers, amounts and days in Indonesian words, as papers spell them out."""

from datetime import date

from django.utils.formats import date_format
from django.utils.translation import override

_SMALL = (
    "nol",
    "satu",
    "dua",
    "tiga",
    "empat",
    "lima",
    "enam",
    "tujuh",
    "delapan",
    "sembilan",
    "sepuluh",
    "sebelas",
)
_LARGE = (
    (1_000_000_000_000, "triliun"),
    (1_000_000_000, "miliar"),
    (1_000_000, "juta"),
    (1_000, "ribu"),
    (100, "ratus"),
)
_LIMIT = 1_000 * _LARGE[0][0]


def in_words(number: int) -> str:
    """Spell a whole number: 1.111 is ``seribu seratus sebelas``.

    Raises  ValueError from a thousand triliun on, for which people have no word in use.
    """
    if abs(number) >= _LIMIT:
        raise ValueError(number)
    if number < 0:
        return f"minus {_spelled(-number)}"
    return _spelled(number)


def rupiah_in_words(amount: int) -> str:
    """Spell an amount: 16800 is ``enam belas ribu delapan ratus rupiah``."""
    return f"{in_words(amount)} rupiah"


def day_in_words(day: date, *, capital: bool = False) -> str:
    """Spell a day as minutes do: ``Selasa tanggal delapan bulan April tahun dua ribu ...``.

    Takes   capital: numbers begin with capital letters, as in handing-over minutes.
    """
    with override("id"):
        weekday, month = date_format(day, "l"), date_format(day, "F")
    date_, year = in_words(day.day), in_words(day.year)
    if capital:
        date_, year = date_.title(), year.title()
    return f"{weekday} tanggal {date_} bulan {month} tahun {year}"


def _spelled(number: int) -> str:
    if number < len(_SMALL):
        return _SMALL[number]
    if number < 20:
        return f"{_SMALL[number - 10]} belas"
    if number < 100:
        return _joined(f"{_SMALL[number // 10]} puluh", number % 10)
    size, word = next(pair for pair in _LARGE if number >= pair[0])
    count, rest = divmod(number, size)
    # One hundred and one thousand are one word: seratus, seribu; yet it is satu juta.
    head = f"se{word}" if count == 1 and size <= 1_000 else f"{_spelled(count)} {word}"
    return _joined(head, rest)


def _joined(head: str, rest: int) -> str:
    return f"{head} {_spelled(rest)}" if rest else head
