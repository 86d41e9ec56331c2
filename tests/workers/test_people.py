"""Saving people: one door, whatever the caller."""

import pytest
from django.core.exceptions import ValidationError

from common.http import StaleVersion
from tests import make
from workers.models import Worker, WorkerWord
from workers.services import replace_heirs, save_worker

pytestmark = pytest.mark.django_db


class TestSaveWorker:
    def test_a_new_person_is_found_by_every_word_of_the_name(self):
        worker = make.worker(full_name="Siti  Nur Aminah")
        assert worker.full_name == "Siti Nur Aminah"
        words = WorkerWord.objects.filter(worker=worker).values_list("word", flat=True)
        assert set(words) == {"siti", "nur", "aminah"}

    def test_a_new_name_replaces_the_words_of_the_old_one(self):
        worker = make.worker(full_name="Siti Aminah")
        save_worker(worker=worker, data={"full_name": "Sri Aminah"}, by=make.clerk())
        words = WorkerWord.objects.filter(worker=worker).values_list("word", flat=True)
        assert set(words) == {"sri", "aminah"}

    def test_a_stale_form_is_refused_and_changes_nothing(self):
        worker = make.worker()
        clerk = make.clerk()
        save_worker(worker=worker, data={"address": "Jl. Satu"}, by=clerk, version=worker.version)
        with pytest.raises(StaleVersion, match="diubah orang lain"):
            save_worker(
                worker=worker, data={"address": "Jl. Dua"}, by=clerk, version=worker.version
            )
        assert Worker.objects.get(pk=worker.pk).address == "Jl. Satu"

    @pytest.mark.parametrize("nik", ["1234", "3572029905800001", "357202170580000A"])
    def test_digits_that_cannot_be_a_nik_are_refused(self, nik):
        with pytest.raises(ValidationError) as refusal:
            make.worker(nik=nik)
        assert "nik" in refusal.value.message_dict

    def test_the_same_nik_twice_is_refused(self):
        first = make.worker()
        with pytest.raises(ValidationError) as refusal:
            make.worker(nik=first.nik)
        assert "nik" in refusal.value.message_dict


class TestHeirs:
    def test_the_given_heirs_become_the_heirs(self):
        worker, clerk = make.worker(), make.clerk()
        first = {"full_name": "Sri Wahyuni", "relation": "spouse"}
        second = {"full_name": "Budi", "relation": "child"}
        kept, _gone = replace_heirs(worker=worker, heirs=[first, second], by=clerk)
        changed = {**first, "id": kept.pk, "phone": "+6281234567890"}
        replace_heirs(worker=worker, heirs=[changed], by=clerk)
        assert list(worker.heirs.values_list("pk", "phone")) == [(kept.pk, "+6281234567890")]

    def test_an_heir_of_somebody_else_cannot_be_taken_over(self):
        clerk, other = make.clerk(), make.worker()
        (theirs,) = replace_heirs(
            worker=other, heirs=[{"full_name": "Sri", "relation": "spouse"}], by=clerk
        )
        replace_heirs(
            worker=make.worker(),
            heirs=[{"id": theirs.pk, "full_name": "Palsu", "relation": "child"}],
            by=clerk,
        )
        theirs.refresh_from_db()
        assert (theirs.full_name, theirs.worker) == ("Sri", other)
