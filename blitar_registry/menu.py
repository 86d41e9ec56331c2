"""The menu as data: what the frame offers each role, and where the reader is."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# How many items the bottom bar of a phone holds beside "Lainnya".
ON_PHONE = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu: who sees it and how early it gets a place on a phone.

    Takes   covers: pages elsewhere whose reader stands under this line, too.
    """

    route: str
    label: str | Promise
    icon: str
    permission: str
    short: str | Promise = ""
    phone_order: int = 9
    covers: tuple[str, ...] = ()


WORK = (
    Entry("dashboard:home", _("Beranda"), "home", "reporting.view_dashboard", phone_order=1),
    Entry("enrollment:worker_list", _("Pekerja"), "users", "workers.view_worker", phone_order=2),
    Entry(
        "enrollment:queue",
        _("Kepesertaan"),
        "shield-check",
        "enrollment.view_enrollment",
        phone_order=5,
    ),
    Entry(
        "enrollment:year",
        _("Tahun program"),
        "calendar",
        "enrollment.view_enrollment",
        phone_order=6,
        covers=(
            "enrollment:quota_grid",
            "enrollment:waiting_list",
            "enrollment:decree_list",
            "enrollment:submission_list",
            "contributions:bill_list",
            "contributions:renewal",
            "ceremonies:ceremony_list",
            "ceremonies:card_list",
        ),
    ),
    Entry(
        "intake:batch_list",
        _("Impor daftar"),
        "arrow-up-tray",
        "intake.view_importbatch",
        short=pgettext_lazy("menu bawah", "Impor"),
        phone_order=3,
    ),
    Entry(
        "reporting:report_list", _("Laporan"), "printer", "reporting.print_roster", phone_order=4
    ),
)
SETTINGS = (
    Entry(
        "workers:category_list",
        pgettext_lazy("jamak", "Kategori pekerjaan"),
        "briefcase",
        "workers.view_occupationcategory",
    ),
    Entry(
        "enrollment:period_list",
        pgettext_lazy("jamak", "Periode"),
        "calendar-days",
        "enrollment.view_enrollmentperiod",
    ),
    Entry("audit:trail_list", _("Riwayat perubahan"), "clock", "audit.view_auditevent"),
    Entry("accounts:user_list", _("Pengguna"), "user-group", "accounts.view_user"),
    Entry("admin:index", _("Data acuan"), "circle-stack", "accounts.use_admin"),
)


@dataclass(frozen=True, slots=True)
class Item:
    """One link on the page; ``current`` is a value of aria-current or empty."""

    label: str | Promise
    short: str | Promise
    icon: str
    url: str
    phone_order: int
    current: str


class Menu:
    """The part of the menu that one request's user may use."""

    def __init__(self, request: HttpRequest) -> None:
        urls = {
            entry: reverse(entry.route)
            for entry in (*WORK, *SETTINGS)
            if request.user.has_perm(entry.permission)
        }
        roofs = {url: url for url in urls.values()}
        for entry, url in urls.items():
            roofs |= {reverse(route): url for route in entry.covers}
        here = roofs.get(_deepest(roofs, request.path), "")
        self.home = reverse("dashboard:home")
        self.work = [_item(entry, urls, here, request) for entry in WORK if entry in urls]
        self.settings = [_item(entry, urls, here, request) for entry in SETTINGS if entry in urls]
        everything = [*self.work, *self.settings]
        first = sorted(everything, key=lambda item: item.phone_order)[:ON_PHONE]
        self.on_phone = [item for item in everything if item in first]
        self.more = [item for item in everything if item not in first]


def _deepest(urls: Iterable[str], path: str) -> str:
    """Give the menu address that a page lies under; the root is nobody's roof but its own."""
    above = [url for url in urls if path == url or (url != "/" and path.startswith(url))]
    return max(above, key=len, default="")


def _item(entry: Entry, urls: dict[Entry, str], here: str, request: HttpRequest) -> Item:
    url = urls[entry]
    current = "" if url != here else "page" if url == request.path else "true"
    return Item(
        entry.label, entry.short or entry.label, entry.icon, url, entry.phone_order, current
    )
