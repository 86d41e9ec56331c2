"""Occupation categories and the ways people call them."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from tests import make
from workers.models import OccupationCategory
from workers.services import save_category

pytestmark = pytest.mark.django_db

NEW = {
    "name": "Penjual jamu",
    "slug": "herbal_seller",
    "description": "",
    "position": "90",
    "is_active": "on",
    "sector": "other",
    "aliases": "Jamu  Gendong\nbakul jamu\n\n",
}


class TestCategoryScreens:
    def test_an_admin_adds_a_category_with_its_words(self, client):
        client.force_login(make.admin())
        response = client.post(reverse("workers:category_add"), NEW)
        assert response.status_code == 302
        category = OccupationCategory.objects.get(slug="herbal_seller")
        words = list(category.aliases.values_list("word", flat=True))
        assert words == ["bakul jamu", "jamu gendong"]

    def test_a_word_of_another_category_is_refused_with_its_name(self, client):
        client.force_login(make.admin())
        taken = make.occupation().aliases.earliest("word")
        response = client.post(reverse("workers:category_add"), NEW | {"aliases": taken.word})
        assert response.status_code == 422
        assert f"“{taken.word}” sudah dipakai kategori Tukang becak." in response.text
        assert not OccupationCategory.objects.filter(slug="herbal_seller").exists()

    def test_words_taken_out_of_the_form_are_gone(self, client):
        client.force_login(make.admin())
        category = make.occupation()
        url = reverse("workers:category_edit", args=[category.pk])
        form = client.get(url).context["form"].initial
        data = {key: value for key, value in form.items() if value not in (None, False)}
        assert client.post(url, data | {"aliases": "becak"}).status_code == 302
        assert list(category.aliases.values_list("word", flat=True)) == ["becak"]

    def test_a_taken_name_comes_back_as_a_sentence(self, client):
        client.force_login(make.admin())
        response = client.post(reverse("workers:category_add"), NEW | {"name": "Tukang becak"})
        assert response.status_code == 422
        assert "name" in response.context["form"].errors

    def test_a_clerk_reads_but_does_not_write(self, client):
        client.force_login(make.clerk())
        assert client.get(reverse("workers:category_list")).status_code == 200
        assert client.post(reverse("workers:category_add"), NEW).status_code == 403

    def test_counts_stop_at_the_scope(self, client):
        make.worker(village=make.village("Tlumpu"))
        make.worker(village=make.village("Turi"))
        client.force_login(make.clerk())
        categories = client.get(reverse("workers:category_list")).context["categories"]
        assert sum(category.people for category in categories) == 1


def test_a_refused_word_leaves_the_category_as_it_was():
    category, taken = make.occupation(), make.occupation("other")
    word = category.aliases.earliest("word").word
    with pytest.raises(ValidationError, match="sudah dipakai"):
        save_category(category=taken, data={}, aliases=[word], by=make.admin())
    assert not taken.aliases.filter(word=word).exists()
