"""Who holds a place in the demo, and the ceilings over them: some full, some nearly."""

from random import Random

from accounts.models import Agency
from enrollment.ceilings import WHOLE_PERIOD, Key
from enrollment.models import Enrollment, EnrollmentPeriod, Quota
from enrollment.places import holders, waiting_list
from enrollment.transitions import Status
from places.models import Village
from workers.models import OccupationCategory

HOLDING = frozenset({Status.VERIFIED, Status.DECREED, Status.REGISTERED, Status.REJECTED})
# The offices that look after a kind of work.
OFFICES = {
    "pedicab_driver": "dishub",
    "online_motorcycle_taxi": "dishub",
    "parking_attendant": "dishub",
    "waste_collector": "dlh",
    "mosque_caretaker": "kesra",
    "quran_teacher": "kesra",
    "sunday_school_teacher": "kesra",
    "health_post_cadre": "dinkes",
}
# Kinds of work that have a number of their own in each kelurahan.
SHARED_OUT = ("pedicab_driver", "online_motorcycle_taxi", "mosque_caretaker")


def name_offices() -> None:
    """Say which office looks after which kind of work, where nobody has said it yet."""
    offices = {office.code: office for office in Agency.objects.all()}
    for category in OccupationCategory.objects.filter(slug__in=OFFICES, agency__isnull=True):
        category.agency = offices[OFFICES[category.slug]]
        category.save(update_fields=["agency"])


def put_in_place(row: Enrollment) -> None:
    """Note where the place of somebody counts whose status holds one."""
    if row.status in HOLDING and row.ended_on is None:
        row.place_village = row.worker.village
        row.place_occupation = row.worker.occupation
        row.place_agency = row.worker.occupation.agency


def save_ceilings(period: EnrollmentPeriod, chance: Random) -> None:
    """Make the ceilings of a period around those who hold a place in it.

    Where somebody waits the kelurahan is full, but for one in four.
    """
    used = holders(period)
    wanted: dict[Key, int] = {}
    if period.quota is not None:
        wanted[WHOLE_PERIOD] = max(period.quota, used[WHOLE_PERIOD])
    if used:
        waiting = set(waiting_list(period).values_list("worker__village", flat=True))
        wanted |= {key: _room(key, used[key], waiting, chance) for key in _keys()}
    Quota.objects.bulk_create(
        Quota(
            period=period,
            village_id=village,
            occupation_id=occupation,
            agency_id=agency,
            total=total,
            used=used[village, occupation, agency],
        )
        for (village, occupation, agency), total in wanted.items()
    )


def _keys() -> list[Key]:
    """Give the ceilings that are shared out: kelurahan, kinds of work, offices, some cells."""
    villages = list(Village.objects.order_by("pk"))
    categories = list(OccupationCategory.objects.select_related("agency").order_by("pk"))
    keys: list[Key] = [(village.pk, None, None) for village in villages]
    for category in categories:
        keys.append((None, category.pk, None))
        if category.slug in SHARED_OUT:
            keys += [(village.pk, category.pk, None) for village in villages]
    offices = {category.agency_id for category in categories if category.agency_id}
    return keys + [(None, None, office) for office in sorted(offices)]


def _room(key: Key, used: int, waiting: set[str], chance: Random) -> int:
    """Give a number of places that leaves none, a few, or about a tenth."""
    village, occupation, _agency = key
    if occupation is None and village in waiting:
        return used + chance.choice([0, 0, 0, 2])
    if chance.random() < 0.15:
        return used + chance.randint(1, 2)
    return -(-(used * 11 // 10 + 3) // 5) * 5
