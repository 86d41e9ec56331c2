"""Enrolling somebody new: the form, its live answer, and nothing lost."""

from uuid import uuid4

import pytest
from django.conf import settings
from django.urls import reverse

from accounts.models import FormDraft
from common.dates import today
from enrollment.models import Enrollment
from enrollment.transitions import Status
from tests import make
from tests.enrollment.registration import filled
from workers.models import Worker

pytestmark = pytest.mark.django_db

ADD = reverse("enrollment:worker_add")
CHECK = reverse("enrollment:nik_check")
DRAFT = reverse("enrollment:draft_save", args=["tambah-pekerja"])


@pytest.fixture
def clerk(client):
    user = make.clerk()
    client.force_login(user)
    return user


@pytest.fixture
def post(client, clerk, period):
    def send(**changes):
        token = changes.pop("form_token", str(uuid4()))
        return client.post(ADD, filled(period=period.pk, form_token=token, **changes))

    return send


class TestSaving:
    def test_a_person_is_saved_with_heirs_and_proposed(self, post, clerk, period):
        response = post(
            **{
                "simpan": "1",
                "heirs-0-full_name": "Budi",
                "heirs-0-relation": "child",
                "heirs-0-phone": "081234567891",
            }
        )
        worker = Worker.objects.get()
        assert response.url == reverse("enrollment:worker_detail", args=[worker.pk])
        assert (worker.rt, worker.rw, worker.phone) == ("003", "002", "+6281234567890")
        assert worker.heirs.get().phone == "+6281234567891"
        row = worker.enrollments.get()
        assert (row.status, row.proposed_by, row.period) == (Status.PROPOSED, clerk, period)

    def test_save_and_add_keeps_street_and_occupation(self, client, post):
        response = post(simpan_lagi="1")
        page = client.get(response.url)
        person = page.context["form"].person
        assert person["rw"].value() == "002"
        assert person["village"].value() == make.village().pk
        assert person["occupation"].value() == make.occupation().pk
        assert not person["nik"].value()

    def test_a_second_click_leads_to_the_first_result(self, client, clerk, period):
        answers = filled(period=period.pk, form_token=str(uuid4()))
        first = client.post(ADD, answers)
        second = client.post(ADD, answers)
        assert (Worker.objects.count(), Enrollment.objects.count()) == (1, 1)
        assert first.status_code == 302
        assert second.status_code in (302, 422)

    def test_the_clerk_s_only_kelurahan_is_preset_and_no_other_is_offered(self, client, clerk):
        field = client.get(ADD).context["form"].person["village"]
        assert field.value() == make.village().pk
        assert [str(label) for _value, label in field.field.choices][1:] == ["Tlumpu"]

    def test_a_foreign_kelurahan_is_refused(self, post):
        response = post(village=make.village("Turi").pk)
        assert response.status_code == 422
        assert not Worker.objects.exists()

    def test_a_department_may_choose_its_own_occupations_only(self, client, period):
        clerk = make.department_clerk()
        client.force_login(clerk)
        answers = filled(period=period.pk, occupation=make.occupation("mosque_caretaker").pk)
        assert client.post(ADD, answers).status_code == 422

    @pytest.mark.parametrize("role", [make.checker, make.official, make.auditor])
    def test_others_may_not_enrol(self, client, role):
        client.force_login(role())
        assert client.get(ADD).status_code == 403
        assert client.post(ADD, {}).status_code == 403


class TestRefusals:
    @pytest.mark.parametrize(
        ("changes", "field", "words"),
        [
            ({"nik": ""}, "nik", "Isi NIK"),
            ({"nik": "357202170580001"}, "nik", "15 angka"),
            ({"nik": "35720217058000O1X"}, "nik", "hanya boleh berisi angka"),
            ({"nik": "3572023002800001"}, "nik", "bukan tanggal lahir"),
            ({"full_name": ""}, "full_name", "Isi nama lengkap"),
            ({"full_name": "123"}, "full_name", "Isi nama lengkap"),
            ({"birth_date": "31-02-1980"}, "birth_date", "Tanggal tidak terbaca"),
            ({"sex": None}, "sex", "Pilih jenis kelamin"),
            ({"rt": "satu"}, "rt", "Isi angka saja"),
            ({"phone": "12"}, "phone", "Nomor HP"),
            ({"family_card_number": "123"}, "family_card_number", "16 angka"),
            ({"income": "banyak"}, "income", ""),
            ({"occupation": ""}, "occupation", "Pilih kategori"),
        ],
    )
    def test_a_bad_answer_comes_back_with_everything_typed(self, post, changes, field, words):
        response = post(mother_name="Fatimah", **changes)
        assert response.status_code == 422
        errors = response.context["form"].person.errors
        assert words in " ".join(errors[field])
        assert str(errors[field][0]) in [line.text for line in response.context["form"].error_list]
        assert 'value="Fatimah"' in response.text
        assert not Worker.objects.exists()

    def test_somebody_too_old_is_refused_with_the_rule(self, post):
        response = post(birth_date="17-05-1950", nik=make.nik(birth_date=make_date(1950)))
        assert response.status_code == 422
        assert "belum genap 65 tahun" in response.text

    def test_a_known_nik_is_refused_with_a_link(self, post):
        known = make.worker()
        response = post(nik=known.nik)
        assert response.status_code == 422
        assert reverse("enrollment:worker_detail", args=[known.pk]) in response.text

    def test_a_known_nik_of_another_unit_is_refused_without_a_name(self, post):
        known = make.worker(full_name="Rahasia Sekali", village=make.village("Turi"))
        response = post(nik=known.nik)
        assert response.status_code == 422
        assert "terdaftar di unit lain" in response.text
        assert "Rahasia" not in response.text

    def test_a_warning_must_have_been_seen_once(self, post):
        answers = {"nik": make.nik(), "sex": "F"}
        response = post(**answers)
        assert response.status_code == 422
        assert "Jenis kelamin tidak sama" in response.text
        assert post(**answers, seen="nik_sex_mismatch").status_code == 302

    def test_a_closed_period_is_not_offered(self, client, clerk):
        closed = make.period("lama", state="closed")
        response = client.post(ADD, filled(period=closed.pk))
        assert response.status_code == 422
        assert not Worker.objects.exists()

    def test_an_heir_needs_a_relation(self, post):
        response = post(**{"heirs-0-full_name": "Budi"})
        assert response.status_code == 422
        assert "Pilih hubungannya" in response.text

    def test_another_heir_row_needs_no_script_and_loses_nothing(self, post):
        response = post(tambah_waris="1", full_name="Siti")
        assert response.status_code == 200
        assert len(response.context["form"].heirs.forms) == 2
        assert 'value="Siti"' in response.text
        assert not Worker.objects.exists()


class TestAnswerWhileTyping:
    @pytest.fixture
    def ask(self, client, clerk, period):
        def send(**typed):
            return client.post(CHECK, {"period": period.pk, **typed})

        return send

    def test_a_new_nik_tells_birth_date_sex_and_region_and_fills_them_in(self, ask):
        response = ask(nik=make.nik(birth_date=make_date(1990), sex="F"))
        assert "NIK sah" in response.text
        assert "Kota Blitar" in response.text
        assert 'value="01-01-1990"' in response.text
        assert "Memenuhi syarat" in response.text

    def test_what_is_typed_already_is_left_alone(self, ask):
        response = ask(nik=make.nik(), birth_date="17-05-1980")
        assert response.context["filled"] is None

    def test_a_damaged_nik_says_what_is_wrong_and_where(self, ask):
        assert "Angka ke-7 sampai ke-12" in ask(nik="3572023002800001").text

    def test_a_known_person_is_shown_with_cover(self, ask, period):
        row = make.enrollment(period=period)
        text = ask(nik=row.worker.nik).text
        assert row.worker.full_name in text
        assert "Menunggu verifikasi" in text

    def test_a_known_person_of_another_unit_stays_unnamed(self, ask):
        known = make.worker(full_name="Rahasia Sekali", village=make.village("Turi"))
        text = ask(nik=known.nik).text
        assert "Sudah terdaftar di unit lain" in text
        assert "Rahasia" not in text
        assert "1980" not in text

    def test_another_region_is_pointed_out(self, ask):
        assert "NIK terbit di daerah lain" in ask(nik=make.nik(prefix="350506")).text

    def test_somebody_like_it_is_shown_and_hidden_outside_the_scope(self, ask):
        near = make.worker(full_name="Siti Dekat", nik="3572021705800012")
        assert near.full_name in ask(nik="3572021705800021").text
        make.worker(full_name="Siti Jauh", nik="3572021705800034", village=make.village("Turi"))
        text = ask(nik="3572021705800043").text
        assert "Seseorang di unit lain" in text
        assert "Siti Jauh" not in text

    def test_the_eligibility_answer_names_its_source(self, ask):
        text = ask(nik=make.nik(birth_date=make_date(1950))).text
        assert "belum genap 65 tahun" in text
        assert "Permenaker 5/2021" in text


class TestDrafts:
    def test_what_is_typed_comes_back_on_the_next_visit(self, client, clerk, period):
        client.post(DRAFT, filled(full_name="Setengah Jalan", birth_date=""))
        page = client.get(ADD)
        assert 'value="Setengah Jalan"' in page.text
        assert "belum disimpan" in page.text
        assert "NIK sah" in page.text

    def test_it_is_gone_after_saving(self, client, post, clerk):
        client.post(DRAFT, filled())
        post()
        assert not FormDraft.objects.exists()

    def test_it_can_be_thrown_away(self, client, clerk, period):
        client.post(DRAFT, filled(full_name="Setengah Jalan"))
        assert client.post(DRAFT, {"buang": "1"}).url == ADD
        assert "Setengah Jalan" not in client.get(ADD).text

    def test_a_late_copy_of_a_saved_form_is_not_kept(self, client, post, clerk):
        token, nik = str(uuid4()), make.nik()
        post(form_token=token, nik=nik)
        client.post(DRAFT, filled(form_token=token, nik=nik))
        assert not FormDraft.objects.exists()

    def test_it_belongs_to_its_writer(self, client, clerk, period):
        client.post(DRAFT, filled(full_name="Setengah Jalan"))
        client.force_login(make.clerk())
        assert "Setengah Jalan" not in client.get(ADD).text

    def test_an_expired_session_gives_the_form_back(self, client, clerk, period):
        client.get(ADD)
        del client.cookies[settings.SESSION_COOKIE_NAME]
        response = client.post(ADD, filled(period=period.pk, full_name="Siti Aminah"))
        assert response.status_code == 302
        client.post(response.url, {"login": clerk.username, "password": make.PASSWORD})
        page = client.get(ADD)
        assert 'value="Siti Aminah"' in page.text

    def test_only_known_forms_have_one(self, client, clerk):
        url = reverse("enrollment:draft_save", args=["apa-saja"])
        assert client.post(url, {"nik": "1"}).status_code == 404


def make_date(year: int):
    return today().replace(year=year, month=1, day=1)
