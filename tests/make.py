"""Synthetic rows for tests: plain functions, valid by default, everything overridable."""

from datetime import date, time
from itertools import count
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.models import Role, Scope, User
from audit.context import acting
from ceremonies.models import Ceremony, Recipient
from contributions.models import Bill
from enrollment.models import (
    ColumnPreset,
    Decree,
    Enrollment,
    EnrollmentPeriod,
    FundingSource,
    OtherCover,
    Submission,
)
from enrollment.services.decrees import draft_decree
from enrollment.services.signing import sign_decree
from enrollment.transitions import Status
from places.models import Signatory, Village
from reporting.issue_codes import new_code
from reporting.models import RosterIssue, SignedSheet
from workers.models import OccupationCategory, Worker
from workers.services import save_worker

PASSWORD = "kuda merah naik kelas 7"
_numbers = count(1)


def village(name: str = "Tlumpu") -> Village:
    return Village.objects.get(name=name)


def occupation(slug: str = "pedicab_driver") -> OccupationCategory:
    return OccupationCategory.objects.get(slug=slug)


def user(role: str = Role.CLERK, *, villages: Any = (), **values: Any) -> User:
    number = next(_numbers)
    values.setdefault("username", f"{role}{number}")
    values.setdefault("full_name", f"{Role(role).label} {number}")
    values.setdefault("scope", Scope.VILLAGE if role == Role.CLERK else Scope.CITY)
    if role == Role.AUDITOR:
        values.setdefault("expires_on", date(2999, 12, 31))
    row = User(role=role, **values)
    row.set_password(PASSWORD)
    with acting("tests"):
        row.save()
        row.villages.set(villages)
    return row


def clerk(*, villages: Any = None, **values: Any) -> User:
    return user(Role.CLERK, villages=[village()] if villages is None else villages, **values)


def department_clerk(*, slug: str = "pedicab_driver", **values: Any) -> User:
    """A clerk of an office that looks after one occupation in the whole city."""
    row = user(Role.CLERK, scope=Scope.OCCUPATION, **values)
    with acting("tests"):
        occupation(slug).staff.add(row)
    return row


def checker(**values: Any) -> User:
    return user(Role.CHECKER, **values)


def admin(**values: Any) -> User:
    return user(Role.ADMIN, **values)


def official(**values: Any) -> User:
    return user(Role.OFFICIAL, **values)


def auditor(**values: Any) -> User:
    return user(Role.AUDITOR, **values)


def nik(*, birth_date: date = date(1980, 5, 17), sex: str = "M", prefix: str = "357202") -> str:
    """A NIK with the right birth digits and a serial of its own.

    Serials are eleven apart, so no two differ by a single digit and pass for a slip of the pen.
    """
    day = birth_date.day + (40 if sex == "F" else 0)
    serial = (next(_numbers) % 900 + 1) * 11
    return f"{prefix}{day:02}{birth_date:%m%y}{serial:04}"


def member_number() -> str:
    """A member number (KPJ) that nobody else has."""
    return f"25{next(_numbers):09}"


def worker(**values: Any) -> Worker:
    values.setdefault("full_name", f"Slamet Riyadi {next(_numbers)}")
    values.setdefault("birth_date", date(1980, 5, 17))
    values.setdefault("sex", "M")
    values.setdefault("nik", nik(birth_date=values["birth_date"], sex=values["sex"]))
    values.setdefault("rt", "001")
    values.setdefault("rw", "002")
    if "village" not in values:
        values["village"] = village()
    if "occupation" not in values:
        values["occupation"] = occupation()
    return save_worker(worker=None, data=values, by="tests")


def period(code: str = "", **values: Any) -> EnrollmentPeriod:
    values.setdefault("starts_on", date(2025, 4, 1))
    values.setdefault("ends_on", date(2025, 12, 31))
    values.setdefault("state", EnrollmentPeriod.State.OPEN)
    code = code or f"{values['starts_on'].year}-{next(_numbers)}"
    values.setdefault("name", f"Periode {code}")
    if "funding_source" not in values:
        values["funding_source"] = FundingSource.objects.get(code="dbhcht")
    with acting("tests"):
        return EnrollmentPeriod.objects.create(code=code, **values)


def enrollment(**values: Any) -> Enrollment:
    """An enrollment in any state, with the fields that its state needs."""
    status = Status(values.setdefault("status", Status.PROPOSED))
    if "worker" not in values:
        values["worker"] = worker()
    if "period" not in values:
        values["period"] = period()
    values.setdefault("starts_on", values["period"].starts_on)
    values.setdefault("proposed_at", timezone.now())
    if "proposed_by" not in values:
        values["proposed_by"] = clerk()
    if status in {
        Status.VERIFIED,
        Status.WAITLISTED,
        Status.DECREED,
        Status.REGISTERED,
    }:
        values.setdefault("verified_at", timezone.now())
        if "verified_by" not in values:
            values["verified_by"] = checker()
    if values.get("ended_on"):
        values.setdefault("end_known_on", values["ended_on"])
    with acting("tests"):
        return Enrollment.objects.create(**values)


def other_cover(**values: Any) -> OtherCover:
    """Days on which another unit covers somebody, open-ended unless told."""
    values.setdefault("nik", nik())
    values.setdefault("full_name", "Siti Aminah")
    values.setdefault("unit", "Bagian Kesra")
    values.setdefault("starts_on", date(2025, 2, 1))
    with acting("tests"):
        return OtherCover.objects.create(**values)


def submission(*rows: Enrollment, **values: Any) -> Submission:
    """A file for BPJS about some enrollments, all of which wait for an answer."""
    values.setdefault("period", rows[0].period)
    values.setdefault("number", next(_numbers))
    values.setdefault("preset", ColumnPreset.objects.get())
    values.setdefault("headings", ["NIK"])
    if "made_by" not in values:
        values["made_by"] = admin()
    with acting("tests"):
        made = Submission.objects.create(sha256="0" * 64, **values)
        for position, row in enumerate(rows, 1):
            made.lines.create(position=position, enrollment=row, cells=[row.worker.nik])
    return made


def decree(*rows: Enrollment, title: str = "Penetapan peserta", by: Any = None) -> Decree:
    """A draft that names verified enrollments of one period."""
    return draft_decree(
        period=rows[0].period,
        title=title,
        enrollment_ids=[row.pk for row in rows],
        by=by or admin(),
    )


def signed(draft: Decree, number: str = "", **values: Any) -> Decree:
    """A draft signed by the mayor."""
    values.setdefault("signed_on", date(2025, 4, 8))
    if "signatory" not in values:
        mayors = Signatory.objects.filter(signs=Signatory.Signs.DECREES)
        values["signatory"] = mayors.valid_on(values["signed_on"])[0]
    values.setdefault("by", draft.made_by)
    number = number or f"188/{next(_numbers)}/2025"
    return sign_decree(decree_id=draft.pk, number=number, **values)


def bill(period: EnrollmentPeriod, *, month: date, made_by: User) -> Bill:
    """The draft of a month, with nobody on it."""
    with acting("tests"):
        return Bill.objects.create(period=period, month=month, made_by=made_by)


def roster_issue(**values: Any) -> RosterIssue:
    """A print in force with a number of its own, by a command unless told."""
    values.setdefault("number", next(_numbers))
    defaults: dict[str, Any] = {
        "year": 2025,
        "code": new_code(),
        "kind": "participants-by-village",
        "title": "Daftar Peserta per Kelurahan",
        "list_key": "1" * 64,
        "rows": 3,
        "sha256": "2" * 64,
        "format": "pdf",
        "as_of": date(2025, 4, 8),
        "issued_at": timezone.now(),
    }
    with acting("tests"):
        return RosterIssue.objects.create(**(defaults | values))


def ceremony(period: EnrollmentPeriod, **values: Any) -> Ceremony:
    """An hour in the middle of the seed year, unless told."""
    values.setdefault("title", "Penyerahan kartu peserta")
    values.setdefault("held_on", date(2025, 8, 17))
    values.setdefault("starts_at", time(8))
    values.setdefault("place", "Halaman balai kota")
    values.setdefault("seed", 7)
    if "made_by" not in values:
        values["made_by"] = official()
    with acting("tests"):
        return Ceremony.objects.create(period=period, **values)


def recipient(ceremony: Ceremony, enrollment: Enrollment, **values: Any) -> Recipient:
    """Somebody who is called up first, unless told."""
    values.setdefault("position", 1)
    with acting("tests"):
        return Recipient.objects.create(ceremony=ceremony, enrollment=enrollment, **values)


def signed_sheet(issue: RosterIssue, **values: Any) -> SignedSheet:
    """The picture of the first page, filed by the admin, unless told."""
    values.setdefault("page", 1)
    values.setdefault("file", ContentFile(b"\xff\xd8\xff\xe0 contoh", name="foto.jpg"))
    values.setdefault("sha256", "3" * 64)
    values.setdefault("mime_type", SignedSheet.MimeType.PICTURE)
    values.setdefault("size", 11)
    values.setdefault("filed_at", timezone.now())
    if "filed_by" not in values:
        values["filed_by"] = admin()
    with acting("tests"):
        return SignedSheet.objects.create(issue=issue, **values)
