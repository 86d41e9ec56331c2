"""The pages with which an admin looks after accounts."""

from datetime import date

import pytest

from accounts.models import Role, Scope
from accounts.selectors import standing_of
from tests import make

pytestmark = pytest.mark.django_db


def answers(user, **changes):
    """What the form of an account sends when nothing but these is changed."""
    data = {
        "full_name": user.full_name,
        "email": user.email,
        "role": user.role,
        "scope": user.scope,
        "villages": [village.pk for village in user.villages.all()],
        "expires_on": user.expires_on or "",
        "is_active": "on",
    } | changes
    return {name: value for name, value in data.items() if value is not None}


class TestList:
    def test_it_shows_everybody_with_role_and_villages(self, client):
        clerk = make.clerk(full_name="Sri Wahyuni")
        client.force_login(make.admin())
        text = client.get("/pengguna/").content.decode()
        for word in ("Sri Wahyuni", clerk.username, "Petugas", "Tlumpu"):
            assert word in text

    def test_every_word_must_be_found(self, client):
        make.clerk(full_name="Sri Wahyuni")
        make.clerk(full_name="Sri Lestari")
        client.force_login(make.admin())
        text = client.get("/pengguna/?q=sri+wahyu").content.decode()
        assert "Sri Wahyuni" in text
        assert "Sri Lestari" not in text

    def test_what_no_name_can_hold_is_left_out_of_the_search(self, client):
        make.clerk(full_name="Sri Wahyuni")
        client.force_login(make.admin())
        assert "Sri Wahyuni" in client.get("/pengguna/?q=%00sri").text

    def test_it_costs_the_same_for_three_and_for_thirty(
        self, client, django_assert_max_num_queries
    ):
        client.force_login(make.admin())
        counts = []
        for more in (3, 22):
            for _ in range(more):
                make.clerk(villages=[make.village(), make.village("Turi")])
            client.get("/pengguna/")
            with django_assert_max_num_queries(10) as queries:
                client.get("/pengguna/")
            counts.append(len(queries))
        assert counts[0] == counts[1]

    def test_a_long_list_has_pages(self, client):
        for _ in range(30):
            make.checker()
        client.force_login(make.admin())
        first = client.get("/pengguna/")
        second = client.get("/pengguna/", {"halaman": first.context["page"].next})
        assert (second.context["page"].first, second.context["page"].last) == (26, 31)

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({}, "Aktif"),
            ({"is_active": False}, "Nonaktif"),
            ({"expires_on": date(2026, 3, 31)}, "Masa berlaku habis"),
            ({"expires_on": date(2026, 4, 1)}, "Aktif"),
        ],
    )
    def test_the_standing_is_in_words(self, values, words):
        assert standing_of(make.clerk(**values), date(2026, 4, 1)).label == words

    def test_somebody_without_a_password_is_invited(self):
        clerk = make.clerk()
        clerk.set_unusable_password()
        assert standing_of(clerk, date(2026, 4, 1)).label == "Diundang"


class TestChanging:
    def test_a_role_changes(self, client):
        clerk = make.clerk()
        client.force_login(make.admin())
        response = client.post(
            f"/pengguna/{clerk.pk}/", answers(clerk, role=Role.CHECKER, scope=Scope.CITY)
        )
        clerk.refresh_from_db()
        assert response.status_code == 302
        assert (clerk.role, clerk.scope, clerk.villages.count()) == (Role.CHECKER, Scope.CITY, 0)

    def test_nobody_switches_themselves_off(self, client):
        admin = make.admin()
        client.force_login(admin)
        response = client.post(f"/pengguna/{admin.pk}/", answers(admin, is_active=None))
        assert response.status_code == 409
        admin.refresh_from_db()
        assert admin.is_active

    def test_nobody_gives_up_their_own_role(self, client):
        admin = make.admin()
        client.force_login(admin)
        response = client.post(f"/pengguna/{admin.pk}/", answers(admin, role=Role.OFFICIAL))
        assert response.status_code == 409

    def test_neither_password_nor_powers_can_be_slipped_in(self, client):
        clerk = make.clerk()
        client.force_login(make.admin())
        client.post(
            f"/pengguna/{clerk.pk}/",
            answers(clerk, password="x", is_superuser="on", is_staff="on", username="baru"),
        )
        after = type(clerk).objects.get(pk=clerk.pk)
        assert (after.is_superuser, after.is_staff, after.username) == (
            False,
            False,
            clerk.username,
        )
        assert after.check_password(make.PASSWORD)

    def test_an_unknown_account_is_absent(self, client):
        client.force_login(make.admin())
        assert client.get("/pengguna/999999/").status_code == 404


@pytest.mark.parametrize("role", [Role.CLERK, Role.CHECKER, Role.OFFICIAL])
@pytest.mark.parametrize("path", ["/pengguna/", "/pengguna/undang/", "/pengguna/{pk}/"])
def test_other_roles_have_no_business_there(client, role, path):
    user = make.user(role)
    client.force_login(user)
    assert client.get(path.format(pk=user.pk)).status_code == 403


def test_an_auditor_reads_the_list_and_changes_nothing(client):
    auditor = make.auditor()
    client.force_login(auditor)
    text = client.get("/pengguna/").content.decode()
    assert auditor.full_name in text
    assert "Undang pengguna" not in text
    assert client.get(f"/pengguna/{auditor.pk}/").status_code == 403


class TestDjangoAdmin:
    def test_an_account_is_changed_by_the_same_rules(self, client):
        admin = make.admin()
        clerk = make.clerk()
        client.force_login(admin)
        path = f"/admin/accounts/user/{clerk.pk}/change/"
        assert client.get(path).status_code == 200
        client.post(path, answers(clerk, full_name="Nama Baru"))
        clerk.refresh_from_db()
        assert clerk.full_name == "Nama Baru"
        own = f"/admin/accounts/user/{admin.pk}/change/"
        assert client.post(own, answers(admin, is_active=None)).status_code == 409

    @pytest.mark.parametrize("path", ["add/", "{pk}/delete/"])
    def test_accounts_are_neither_made_nor_deleted_there(self, client, path):
        clerk = make.clerk()
        client.force_login(make.admin())
        address = f"/admin/accounts/user/{path.format(pk=clerk.pk)}"
        assert client.get(address).status_code == 403

    def test_strangers_go_to_the_one_sign_in_page(self, client):
        response = client.get("/admin/", follow=True)
        assert response.redirect_chain[-1][0].startswith("/akun/masuk/?next=/admin/")

    def test_other_roles_are_refused_not_sent_in_circles(self, client):
        client.force_login(make.checker())
        assert client.get("/admin/", follow=True).status_code == 403

    def test_its_own_pages_for_signing_out_and_passwords_lead_to_ours(self, client):
        client.force_login(make.admin())
        assert client.get("/admin/logout/").headers["Location"] == "/akun/keluar/"
        response = client.get("/admin/password_change/")
        assert response.headers["Location"] == "/akun/kata-sandi/"
