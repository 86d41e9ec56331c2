"""Unknown names of occupations: explained once, known from then on."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from audit.context import acting
from audit.models import AuditEvent
from enrollment.models import EnrollmentPeriod
from intake import services
from intake.models import ImportBatch, Remembered
from tests import make
from tests.intake import sheets
from workers.models import OccupationAlias, Worker

pytestmark = pytest.mark.django_db


def words_page(batch: ImportBatch) -> str:
    return reverse("intake:batch_words", args=[batch.pk])


def listed(period: EnrollmentPeriod, by: User, *words: str) -> ImportBatch:
    rows = [sheets.row_of(make.nik(), PEKERJAAN=word) for word in words]
    return sheets.staged(period, by, rows)


def answer(client: Client, batch: ImportBatch, **chosen: str) -> None:
    """Send the page's own form back with some answers, by the word that stands there."""
    form = client.get(words_page(batch)).context["form"]
    data = {field.html_name: field.value() or "" for field in form}
    for word, _near, field in form.rows():
        data[field.html_name] = chosen.get(word.text.replace(" ", "_"), data[field.html_name])
    assert client.post(words_page(batch), data).status_code == 302
    batch.refresh_from_db()


def occupations(batch: ImportBatch) -> list[str]:
    return [row.values["occupation"] for row in batch.rows.people()]


@pytest.fixture
def clerk(client: Client) -> User:
    user = make.clerk(villages=[make.village("Tlumpu")])
    client.force_login(user)
    return user


def test_each_word_is_shown_once_with_its_rows(
    client: Client, clerk: User, period: EnrollmentPeriod
) -> None:
    batch = listed(period, clerk, "penjual awan", "Penjual  Awan", "tukang becka", "tukang becak")
    form = client.get(words_page(batch)).context["form"]
    assert [(word.text, word.rows) for word in form.words] == [
        ("penjual awan", 2),
        ("tukang becka", 1),
    ]


def test_a_near_word_comes_with_its_category_chosen_and_a_far_one_without(
    client: Client, clerk: User, period: EnrollmentPeriod
) -> None:
    batch = listed(period, clerk, "penjual awan", "tukang becka")
    form = client.get(words_page(batch)).context["form"]
    assert {word.text: field.value() for word, _near, field in form.rows()} == {
        "penjual awan": "",
        "tukang becka": "pedicab_driver",
    }


def test_one_answer_mends_all_rows_of_the_word_and_the_next_list(
    client: Client, clerk: User, period: EnrollmentPeriod
) -> None:
    batch = listed(period, clerk, "penjual awan", "Penjual Awan", "penjaga angin")
    answer(client, batch, penjual_awan="parking_attendant")
    assert occupations(batch) == ["parking_attendant", "parking_attendant", "other"]
    assert batch.counts["problems"] == {"unknown_occupation": 1}
    assert batch.ready == 2
    assert occupations(listed(period, clerk, "PENJUAL AWAN")) == ["parking_attendant"]
    assert not OccupationAlias.objects.filter(word="penjual awan").exists()


def test_a_clerks_word_is_unknown_in_the_list_of_another_sender(
    client: Client, clerk: User, period: EnrollmentPeriod
) -> None:
    answer(client, listed(period, clerk, "penjual awan"), penjual_awan="parking_attendant")
    other = make.clerk(villages=[make.village("Tlumpu")])
    assert occupations(listed(period, other, "penjual awan")) == ["other"]


def test_an_admins_word_is_known_in_the_whole_city_and_leaves_a_trace(
    client: Client, clerk: User, period: EnrollmentPeriod
) -> None:
    admin = make.admin()
    client.force_login(admin)
    answer(client, listed(period, admin, "penjual awan"), penjual_awan="parking_attendant")
    assert occupations(listed(period, clerk, "penjual awan")) == ["parking_attendant"]
    assert not Remembered.objects.exists()
    event = AuditEvent.objects.filter(table="workers_occupationalias").latest("pk")
    assert event.actor == admin.username


def test_a_word_that_is_forgotten_asks_again(
    client: Client, clerk: User, period: EnrollmentPeriod
) -> None:
    batch = listed(period, clerk, "penjual awan")
    answer(client, batch, penjual_awan="parking_attendant")
    form = client.get(words_page(batch)).context["form"]
    [(word, name, field)] = form.taught()
    assert (word, name) == ("penjual awan", "Juru parkir")
    client.post(words_page(batch), {field.html_name: "on"})
    assert not Remembered.objects.exists()
    assert occupations(batch) == ["other"]
    assert batch.rows.people()[0].verdict == "warning"


def test_an_accepted_suggestion_is_remembered_and_saved_as_agreed(
    clerk: User, period: EnrollmentPeriod
) -> None:
    batch = listed(period, clerk, "tukang becka")
    row = batch.rows.people()[0]
    services.accept_row(batch_id=batch.pk, row_id=row.pk, accepted=True, by=clerk)
    assert [(one.text, one.meaning) for one in Remembered.objects.all()] == [
        ("tukang becka", "pedicab_driver")
    ]
    outcome = services.commit_batch(batch_id=batch.pk, by=clerk, on=period.starts_on)
    assert (outcome.new, outcome.set_aside) == (1, 0)
    assert Worker.objects.get().occupation.slug == "pedicab_driver"
    assert listed(period, clerk, "tukang becka").rows.people()[0].verdict == "new"


def test_the_fallback_for_a_word_without_a_suggestion_is_not_remembered(
    clerk: User, period: EnrollmentPeriod
) -> None:
    batch = listed(period, clerk, "penjual awan", "tukang becka")
    services.accept_kind(batch_id=batch.pk, code="unknown_occupation", by=clerk)
    assert [one.text for one in Remembered.objects.all()] == ["tukang becka"]


def test_a_sender_word_never_speaks_out_of_a_title(clerk: User, period: EnrollmentPeriod) -> None:
    with acting("tests"):
        Remembered.objects.create(
            user=clerk, what=Remembered.What.OCCUPATION, text="warga", meaning="parking_attendant"
        )
    batch, _created = services.stage_file(
        file=sheets.upload([sheets.row_of(make.nik(), PEKERJAAN="")], "data warga.xlsx"),
        file_name="data warga.xlsx",
        period=period,
        village=None,
        by=clerk,
        on=period.starts_on,
    )
    assert occupations(batch) == ["other"]
