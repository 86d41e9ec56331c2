"""Facts that only one kind of list is checked against, read in a fixed number of queries."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from django.db.models import F

from accounts.models import Agency
from common.bulk import pieces
from common.dates import today
from enrollment.models import Enrollment, EnrollmentPeriod, OtherCover, RenewalAnswer
from enrollment.renewals import answers_of, renewable, sources_of
from enrollment.submission_selectors import sent_lines
from intake.facts import Facts, KnownPlace
from intake.kinds import COVERS, RENEWALS, RESULTS
from intake.shapes import InterpretedRow
from workers.models import Worker
from workers.names import fold
from workers.nik import LENGTH


def with_kind(facts: Facts, kind: str) -> Facts:
    """Add the kind of a list, and what reading it needs beside.

    Costs   one query for lists of other units.
    """
    return replace(facts, kind=kind, agencies=_agencies() if kind == COVERS else {})


def with_kind_facts(
    facts: Facts, people: Sequence[InterpretedRow], period: EnrollmentPeriod
) -> Facts:
    """Add what checking a list needs beside the people of the registry.

    Takes   people: the rows of persons; facts: with their registry.
    Costs   nothing for lists of people, else up to three queries per 5,000 rows.
    """
    add = _ADDED.get(facts.kind)
    return add(facts, people, period) if add else facts


def _for_results(
    facts: Facts, people: Sequence[InterpretedRow], period: EnrollmentPeriod
) -> Facts:
    nik_of = {known.pk: nik for nik, known in facts.registry.items()}
    places: dict[str, KnownPlace] = {}
    for ids in pieces(nik_of):
        rows = list(
            Enrollment.objects.live()
            .filter(period=period, worker__among=ids)
            # A place that holds comes last and counts.
            .order_by(F("ended_on").asc(nulls_last=True))
            .values_list("pk", "worker_id", "status", "starts_on", "ended_on")
        )
        sent = sent_lines([pk for pk, *_others in rows])
        for pk, worker_id, status, starts_on, ended_on in rows:
            places[nik_of[worker_id]] = KnownPlace(
                status,
                starts_on,
                ended_on,
                is_sent=any(line.is_pending for line in sent[pk]),
                rejections=frozenset(line.reason_text for line in sent[pk] if line.is_rejected),
            )
    owners: dict[str, str] = {}
    for numbers in pieces({row.values.get("kpj") or "" for row in people} - {""}):
        found = Worker.objects.filter(member_number__in=numbers)
        owners |= dict(found.values_list("member_number", "nik"))
    return replace(facts, places=places, number_owners=owners)


def _for_covers(facts: Facts, people: Sequence[InterpretedRow], period: EnrollmentPeriod) -> Facts:
    known = {}
    niks = {nik for row in people if len(nik := row.values.get("nik") or "") == LENGTH}
    for chunk in pieces(niks):
        for cover in OtherCover.objects.filter(nik__in=chunk):
            known[cover.nik, cover.unit, cover.starts_on.isoformat()] = {
                "full_name": cover.full_name,
                "program": cover.program,
                "segment": cover.segment,
                "ends_on": cover.ends_on.isoformat() if cover.ends_on else "",
                "kpj": cover.member_number,
            }
    return replace(facts, known_covers=known)


def _for_renewals(
    facts: Facts, people: Sequence[InterpretedRow], period: EnrollmentPeriod
) -> Facts:
    nik_of = {known.pk: nik for nik, known in facts.registry.items() if not known.hidden}
    found: dict[str, dict[str, str]] = {}
    for source in sources_of(period)[:1]:
        for ids in pieces(nik_of):
            places = renewable(source).filter(worker__among=ids)
            rows = dict(places.values_list("pk", "worker_id"))
            answers = answers_of(period, list(rows))
            for pk, worker_id in rows.items():
                found[nik_of[worker_id]] = _said_of(answers[pk]) if pk in answers else {}
    return replace(facts, renewals=found, today=today())


def _said_of(answer: RenewalAnswer) -> dict[str, str]:
    """Give an answer on record as a row would say it."""
    return {
        "renewal_answer": answer.answer,
        "fact_on": answer.fact_on.isoformat() if answer.fact_on else "",
        "new_work": answer.occupation.name if answer.occupation else "",
        "note": answer.note,
    }


_ADDED: dict[str, Callable[[Facts, Sequence[InterpretedRow], EnrollmentPeriod], Facts]] = {
    RESULTS: _for_results,
    COVERS: _for_covers,
    RENEWALS: _for_renewals,
}


def _agencies() -> dict[str, str]:
    """Give the short name of every office by each folded way to write it."""
    names: dict[str, str] = {}
    for agency in Agency.objects.all():
        for written in (agency.code, agency.name, agency.short_name):
            names[fold(written)] = agency.short_name
    return names
