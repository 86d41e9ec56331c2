"""Who is called up: a fair mixture that the same lot draws again; pure, no clock, no tables."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may be called up; ``appeared`` is how often they were before."""

    pk: int
    occupation: int
    village: str
    sex: str
    appeared: int = 0


def choose(candidates: Iterable[Candidate], number: int, seed: int) -> list[Candidate]:
    """Pick people one by one, each time whoever is least like those picked before.

    New faces come first, then the rarest occupation so far, kelurahan and sex; the lot decides
    between equals. The first ones of a longer choice are the whole of a shorter one.

    Gives   at most ``number`` people in the order of their picking.
    Source  docs/rules.md, U-1.
    """
    left = {candidate: _lot(candidate, seed) for candidate in candidates}
    occupations: Counter[int] = Counter()
    villages: Counter[str] = Counter()
    sexes: Counter[str] = Counter()
    picked: list[Candidate] = []
    while left and len(picked) < number:
        best = min(
            left,
            key=lambda one: (
                one.appeared,
                occupations[one.occupation],
                villages[one.village],
                sexes[one.sex],
                left[one],
            ),
        )
        del left[best]
        picked.append(best)
        occupations[best.occupation] += 1
        villages[best.village] += 1
        sexes[best.sex] += 1
    return picked


def best_stand_in(
    leaving: Candidate, staying: Sequence[Candidate], reserves: Sequence[Candidate]
) -> Candidate | None:
    """Give the reserve who keeps the mixture best, None when there is none.

    The same occupation counts most, then the same sex, then a kelurahan that few others come
    from; among equals the one who stands first.
    """
    villages = Counter(one.village for one in staying)
    return min(
        reserves,
        key=lambda one: (
            one.occupation != leaving.occupation,
            one.sex != leaving.sex,
            villages[one.village],
        ),
        default=None,
    )


def _lot(candidate: Candidate, seed: int) -> bytes:
    return sha256(f"{seed}:{candidate.pk}".encode()).digest()
