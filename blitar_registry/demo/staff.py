"""One demo account per role, and two more for the other kinds of scope."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.password_validation import validate_password

from accounts.models import Agency, Role, Scope, User
from places.models import Village
from workers.models import OccupationCategory

# Known to everybody: demo accounts exist only where settings allow the demo.
PASSWORD = "lereng-kelud-pagi"  # noqa: S105  meant to be read


@dataclass(frozen=True, slots=True)
class Account:
    """A demo account as data."""

    username: str
    role: Role
    full_name: str
    village: str = ""
    agency: str = ""
    categories: tuple[str, ...] = ()


ACCOUNTS = (
    Account("petugas", Role.CLERK, "Sri Wahyuni", village="Tlumpu"),
    Account("petugas2", Role.CLERK, "Hari Purnomo", village="Bendogerit"),
    Account(
        "dishub",
        Role.CLERK,
        "Agung Prasetyo",
        agency="dishub",
        categories=("pedicab_driver", "online_motorcycle_taxi"),
    ),
    Account("verifikator", Role.CHECKER, "Retno Handayani", agency="dinkop-naker"),
    Account("admin", Role.ADMIN, "Budi Santoso", agency="dinkop-naker"),
    Account("pimpinan", Role.OFFICIAL, "Endang Lestari", agency="kesra"),
    Account("pemeriksa", Role.AUDITOR, "Teguh Raharjo"),
)


@dataclass(frozen=True, slots=True)
class Staff:
    """Who proposes whom in the demo programme, and who checks."""

    checker: User
    admin: User
    clerks_by_village: dict[str, User]
    clerks_by_category: dict[str, User]

    def proposer(self, village: str, category: str) -> User:
        return (
            self.clerks_by_village.get(village)
            or self.clerks_by_category.get(category)
            or self.admin
        )


def save_staff(on: date) -> Staff:
    """Make the demo accounts, or give those of the same name the demo role and password.

    Takes   on: today; the auditor's account ends with the following year.
    """
    users = {account.username: _save(account, on) for account in ACCOUNTS}
    return Staff(
        checker=users["verifikator"],
        admin=users["admin"],
        clerks_by_village={row.village: users[row.username] for row in ACCOUNTS if row.village},
        clerks_by_category={
            slug: users[row.username] for row in ACCOUNTS for slug in row.categories
        },
    )


def _save(account: Account, on: date) -> User:
    user = User.objects.filter(username=account.username).first()
    user = user or User(username=account.username)
    user.full_name, user.role = account.full_name, account.role
    user.email = f"{account.username}@blitar.example"
    user.is_active = True
    user.scope = _scope(account)
    user.agency = Agency.objects.get(code=account.agency) if account.agency else None
    user.expires_on = date(on.year + 1, 12, 31) if account.role == Role.AUDITOR else None
    validate_password(PASSWORD, user)
    user.set_password(PASSWORD)
    user.full_clean()
    user.save()
    user.villages.set(Village.objects.filter(name=account.village))
    for category in OccupationCategory.objects.filter(slug__in=account.categories):
        category.staff.add(user)
    return user


def _scope(account: Account) -> Scope:
    if account.categories:
        return Scope.OCCUPATION
    return Scope.VILLAGE if account.village else Scope.CITY
