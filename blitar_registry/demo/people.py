"""People who do not exist, right in every digit.

Nobody is meant by chance: the serial of a NIK here is at most 0899 and counts up by date of birth,
phone numbers begin with 0860, which no operator has been given, and names are put together from
single words.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from blitar_registry.demo.names import person_name, words
from common.dates import age_on
from places.models import Village
from workers.models import Heir, MaritalStatus, OccupationCategory, Worker

LAST_SERIAL = 899
PHONE_PREFIX = "+62860"
# Where the tenth or so that came from elsewhere got their number: regency and district.
ELSEWHERE = words("350503 350511 350519 350604 350408 357102 357304 357809 331105")
STREETS = words("""
    Melati Mawar Kenanga Anggrek Cempaka Dahlia Flamboyan Teratai Bougenvil Kemuning Merpati
    Kutilang Cendrawasih Kepodang Manggis Sawo Nangka Rambutan Delima Kelapa Bengawan Brantas
    Serayu Progo Widuri Pandan Cemara Beringin Jati Mahoni
""")
BIRTH_PLACES = ("Tulungagung", "Kediri", "Malang", "Trenggalek", "Surabaya", "Nganjuk", "Jombang")
# How many in a hundred are men, by occupation; where it says nothing, half.
MEN_PERCENT = {
    "mosque_caretaker": 97,
    "pedicab_driver": 99,
    "online_motorcycle_taxi": 88,
    "waste_collector": 82,
    "parking_attendant": 93,
    "health_post_cadre": 3,
    "rt_rw_officer": 84,
    "rt_rw_treasurer": 58,
}
WORK_PLACES = {
    "mosque_caretaker": ("Masjid Al Ikhlas", "Masjid Baitur Rohman", "Masjid An Nur"),
    "pedicab_driver": ("Pangkalan Pasar Legi", "Pangkalan Stasiun", "Pangkalan Terminal"),
    "online_motorcycle_taxi": ("Keliling kota",),
    "waste_collector": ("Lingkungan RW", "TPS Kelurahan"),
    "parking_attendant": ("Pasar Templek", "Jalan Merdeka", "Alun-alun"),
    "health_post_cadre": ("Posyandu Melati", "Posyandu Kenanga"),
    "quran_teacher": ("TPQ Al Hidayah", "TPQ Nurul Huda"),
    "sunday_school_teacher": ("Gereja setempat",),
}
TAUGHT = frozenset({"quran_teacher", "sunday_school_teacher", "rt_rw_treasurer", "contract_staff"})


@dataclass(frozen=True, slots=True)
class Person:
    """An unsaved worker with the heirs that will be his or hers."""

    worker: Worker
    heirs: list[Heir]


class Town:
    """Makes people one after the other; the same chance makes the same people."""

    def __init__(
        self, chance: Random, villages: Iterable[Village], categories: Iterable[OccupationCategory]
    ) -> None:
        self._chance = chance
        self._villages = {village.name: village for village in villages}
        self._names = sorted(self._villages)
        self._sizes = [float(self._villages[name].area_km2) + 0.8 for name in self._names]
        self._categories = {category.slug: category for category in categories}
        self._serials: Counter[str] = Counter()
        self._made = 0

    def people(self, slugs: Sequence[str], first_day: date) -> Iterator[Person]:
        """Make a person for every occupation slug, of working age on the first day of cover.

        The first of them live one in each kelurahan, the others by its size.
        """
        drawn = self._chance.choices(self._names, self._sizes, k=len(slugs))
        drawn[: len(self._names)] = self._names[: len(slugs)]
        for slug, name in zip(slugs, drawn, strict=True):
            yield self.person(slug, first_day, name)

    def person(self, slug: str, first_day: date, village_name: str = "") -> Person:
        """Make a person of an occupation, in the named kelurahan or in any."""
        chance = self._chance
        village_name = village_name or chance.choices(self._names, self._sizes)[0]
        village = self._villages[village_name]
        sex = "M" if chance.random() * 100 < MEN_PERCENT.get(slug, 50) else "F"
        nik, birth_date = self._identity(village, sex, first_day)
        age = age_on(birth_date, first_day)
        self._made += 1
        married = age > 22 and chance.random() < 0.86
        worker = Worker(
            nik=nik,
            family_card_number=self._family_card(village, first_day),
            full_name=person_name(chance, sex, elder=age > 50, taught=slug in TAUGHT),
            birth_place="Blitar" if chance.random() < 0.85 else chance.choice(BIRTH_PLACES),
            birth_date=birth_date,
            sex=sex,
            marital_status=MaritalStatus.MARRIED if married else MaritalStatus.SINGLE,
            address=f"Jl. {chance.choice(STREETS)} No. {chance.randint(1, 120)}",
            rt=f"{chance.randint(1, 6):03}",
            rw=f"{chance.randint(1, 10):03}",
            village=village,
            # Odd and prime to the range, so every number comes up once.
            phone=f"{PHONE_PREFIX}{self._made * 7919 % 10**8:08}" if chance.random() < 0.9 else "",
            mother_name=person_name(chance, "F"),
            occupation=self._categories[slug],
            work_place=chance.choice(WORK_PLACES.get(slug, ("",))),
            income=chance.randrange(600_000, 2_500_000, 50_000),
            dtsen_decile=chance.choice((None, 1, 2, 2, 3, 3, 4, 5)),
        )
        return Person(worker, list(self._heirs(worker, married)))

    def _identity(self, village: Village, sex: str, first_day: date) -> tuple[str, date]:
        """Draw a date of birth, 18 to 64 years before, and the next free number of that day."""
        chance = self._chance
        while True:
            age = int(chance.triangular(18, 65, 47))
            latest = date(first_day.year - age, first_day.month, first_day.day)
            birth_date = latest - timedelta(days=chance.randrange(365))
            region = chance.random()
            if region < 0.7:
                prefix = village.district_id
            elif region < 0.9:
                prefix = f"{village.district_id[:4]}{chance.randint(1, 3):02}"
            else:
                prefix = chance.choice(ELSEWHERE)
            day = birth_date.day + (40 if sex == "F" else 0)
            stem = f"{prefix}{day:02}{birth_date:%m%y}"
            self._serials[stem] += 1
            if self._serials[stem] <= LAST_SERIAL:
                return f"{stem}{self._serials[stem]:04}", birth_date

    def _family_card(self, village: Village, first_day: date) -> str:
        issued = first_day - timedelta(days=self._chance.randint(200, 5000))
        return f"{village.district_id}{issued:%d%m%y}{self._chance.randint(1, LAST_SERIAL):04}"

    def _heirs(self, worker: Worker, married: bool) -> Iterator[Heir]:
        chance = self._chance
        if married:
            other = "F" if worker.sex == "M" else "M"
            relation = Heir.Relation.SPOUSE
            yield Heir(worker=worker, full_name=person_name(chance, other), relation=relation)
            if chance.random() < 0.5:
                child = person_name(chance, chance.choice("MF"))
                yield Heir(worker=worker, full_name=child, relation=Heir.Relation.CHILD)
        elif chance.random() < 0.6:
            relation = chance.choice((Heir.Relation.PARENT, Heir.Relation.SIBLING))
            yield Heir(
                worker=worker,
                full_name=worker.mother_name
                if relation == Heir.Relation.PARENT
                else person_name(chance, chance.choice("MF")),
                relation=relation,
            )
