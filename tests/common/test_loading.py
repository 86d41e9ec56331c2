"""Rows that are loaded past ``__init__`` are the same as those that went through it."""

from datetime import date

import pytest
from django.db import models
from django.db.models import signals

from common.loading import LoadedQuickly
from tests import make
from workers.models import Worker

QUICK = LoadedQuickly.__subclasses__()


@pytest.fixture
def worker() -> Worker:
    return make.worker(full_name="Siti Aminah", birth_date=date(1980, 2, 3), address="Jl. Mawar")


@pytest.mark.django_db
class TestARow:
    def test_holds_what_the_usual_way_gives(self, worker):
        quick = Worker.objects.get(pk=worker.pk)
        names = [field.attname for field in Worker._meta.concrete_fields]
        usual = Worker(*Worker.objects.values_list(*names).get(pk=worker.pk))
        assert {name: getattr(quick, name) for name in names} == {
            name: getattr(usual, name) for name in names
        }
        assert quick == usual

    def test_is_known_to_be_stored(self, worker):
        quick = Worker.objects.get(pk=worker.pk)
        assert (quick._state.adding, quick._state.db) == (False, "default")

    def test_reads_what_was_left_out_when_somebody_asks(self, worker, django_assert_num_queries):
        quick = Worker.objects.defer("address", "village").get(pk=worker.pk)
        assert quick.get_deferred_fields() == {"address", "village_id"}
        with django_assert_num_queries(2):
            assert (quick.address, quick.village_id) == (worker.address, worker.village_id)

    def test_brings_its_neighbours_along(self, worker, django_assert_num_queries):
        quick = Worker.objects.select_related("village__district").get(pk=worker.pk)
        with django_assert_num_queries(0):
            assert quick.village.district.name == "Sukorejo"

    def test_does_not_share_what_it_knows_with_another(self, worker):
        one, other = (Worker.objects.get(pk=worker.pk) for _time in range(2))
        one.full_name, one.village = "Lain", make.village("Bendo")
        assert other.full_name == "Siti Aminah"
        assert other.village == worker.village


@pytest.mark.parametrize("model", QUICK)
def test_nothing_waits_for_what_is_passed_by(model: type[models.Model]):
    assert model.__init__ is models.Model.__init__
    assert not model._meta.private_fields
    assert not [field for field in model._meta.fields if isinstance(field, models.FileField)]
    for signal in (signals.pre_init, signals.post_init):
        assert not signal.has_listeners(model)
