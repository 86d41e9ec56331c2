"""What a form of the page of papers never sends is refused with the page, not with an error."""

import pytest
from django.urls import reverse

from audit.models import AccessEvent

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["bundle", "pack", "workbook"])
@pytest.mark.parametrize("values", [{"bagian": "rahasia"}, {"tanda_nama": "99999"}])
def test_a_choice_that_is_not_offered(client, official, held, name, values):
    answer = client.post(reverse(f"packs:{name}", args=[held.pk]), values)
    assert answer.status_code == 422
    assert not AccessEvent.objects.exists()
