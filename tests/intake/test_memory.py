"""What a person said of a sender's columns holds in the sender's next list."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from enrollment.models import EnrollmentPeriod
from intake import services
from intake.headings import key_of
from intake.models import ImportBatch, Remembered
from places.models import Village
from tests import make

pytestmark = pytest.mark.django_db

HEADINGS = "NO;NIK;NAMA;TGL LAHIR;L/P;RT;RW;Bidang;Sandi"


@pytest.fixture
def admin() -> User:
    return make.admin()


def lines_of(number: int, *, place: str = "Pasar Pon") -> list[str]:
    return [
        f"{n + 1};{make.nik()};Orang {n} {chr(65 + n)};;;1;2;{place};x1" for n in range(number)
    ]


def listed(
    period: EnrollmentPeriod,
    by: User,
    *,
    village: Village | None = None,
    headings: str = HEADINGS,
    lines: list[str] | None = None,
) -> ImportBatch:
    text = "\n".join([headings, *(lines or lines_of(3))])
    batch, _created = services.stage_file(
        file=SimpleUploadedFile("daftar.csv", text.encode()),
        file_name="daftar.csv",
        period=period,
        village=village,
        by=by,
        on=period.starts_on,
    )
    return batch


def choose(batch: ImportBatch, by: User, *, forget: Any = (), **chosen: str) -> ImportBatch:
    return services.remap_batch(
        batch_id=batch.pk,
        chosen={"": chosen},
        by=by,
        on=batch.period.starts_on,
        village=batch.village,
        include_hidden=batch.include_hidden,
        forget=forget,
    )


def meanings(batch: ImportBatch) -> dict[str, tuple[str | None, str]]:
    return {
        column["heading"]: (column["field"], column["why"])
        for column in batch.reading["sheets"][0]["columns"]
    }


def test_a_column_somebody_named_is_known_in_the_next_list_of_the_sender(
    period: EnrollmentPeriod, admin: User
) -> None:
    tlumpu = make.village("Tlumpu")
    first = listed(period, admin, village=tlumpu)
    assert meanings(first)["Bidang"] == (None, "")
    assert "Bidang: Pasar Pon" in first.rows.people()[0].values["note"]
    choose(first, admin, H="work_place")
    second = listed(period, make.admin(), village=tlumpu, headings=HEADINGS.replace("B", "\tB"))
    assert meanings(second)["Bidang"] == ("work_place", "remembered")
    assert {row.values["work_place"] for row in second.rows.people()} == {"Pasar Pon"}


def test_the_word_of_one_kelurahan_means_nothing_in_another(
    period: EnrollmentPeriod, admin: User
) -> None:
    choose(listed(period, admin, village=make.village("Tlumpu")), admin, H="work_place")
    other = listed(period, admin, village=make.village("Kauman"))
    assert meanings(other)["Bidang"] == (None, "")


def test_a_sender_without_a_kelurahan_is_the_person_who_sent_the_list(
    period: EnrollmentPeriod, admin: User
) -> None:
    choose(listed(period, admin), admin, H="work_place")
    assert meanings(listed(period, admin))["Bidang"] == ("work_place", "remembered")
    assert meanings(listed(period, make.admin()))["Bidang"] == (None, "")


def test_a_column_made_a_remark_stays_one_whatever_its_heading_says(
    period: EnrollmentPeriod, admin: User
) -> None:
    headings = HEADINGS.replace("Sandi", "PEKERJAAN")
    first = listed(period, admin, headings=headings)
    assert meanings(first)["PEKERJAAN"] == ("occupation", "heading")
    choose(first, admin, I="")
    second = listed(period, admin, headings=headings)
    assert meanings(second)["PEKERJAAN"] == (None, "remembered")


def test_the_cells_win_over_a_memory_that_cannot_be(period: EnrollmentPeriod, admin: User) -> None:
    numbers = [f"{make.nik()};{make.nik()};Orang {n};" for n in range(3)]
    first = listed(period, admin, headings="NIK;Kode;NAMA;RT", lines=numbers)
    choose(first, admin, B="nik")
    names = [f"{make.nik()};Sri Lestari {chr(65 + n)};Orang {n};1" for n in range(3)]
    second = listed(period, admin, headings="NIK;Kode;NAMA;RT", lines=names)
    assert meanings(second)["Kode"] == (None, "")
    assert not [row for row in second.rows.people() if row.values["nik"] == ""]


def test_a_heading_over_two_meanings_teaches_nothing(
    period: EnrollmentPeriod, admin: User
) -> None:
    headings = HEADINGS.replace("Sandi", "Bidang")
    first = listed(period, admin, headings=headings)
    choose(first, admin, H="work_place")
    assert not Remembered.objects.exists()


def test_a_later_choice_takes_the_place_of_the_earlier_one(
    period: EnrollmentPeriod, admin: User
) -> None:
    choose(listed(period, admin), admin, H="address")
    choose(listed(period, admin), admin, H="work_place")
    assert list(Remembered.objects.values_list("text", "meaning")) == [("bidang", "work_place")]


def test_what_is_forgotten_is_read_anew(period: EnrollmentPeriod, admin: User) -> None:
    choose(listed(period, admin), admin, H="work_place")
    second = listed(period, admin)
    second = choose(second, admin, forget=[key_of("Bidang")])
    assert meanings(second)["Bidang"] == (None, "")
    assert not Remembered.objects.exists()
