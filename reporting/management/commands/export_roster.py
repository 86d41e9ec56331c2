"""Writes a list to a file: what the screens offer, for operators and their scripts."""

import os
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.utils.translation import gettext as _

from accounts.models import Role, Scope, User
from audit.context import acting
from common.dates import today
from common.text import clean_text
from enrollment.models import Decree
from reporting.catalogue import CATALOGUE
from reporting.filters.base import RosterFilter
from reporting.filters.people import STATUSES
from reporting.forms import SHORTEST_PURPOSE
from reporting.kinds import RosterKind
from reporting.papers import SHEETS
from reporting.services import FORMATS, Order, make_file

NAME = "export_roster"
USAGE = 2
# Options of the command and the words by which addresses say the same.
_NARROWING = {
    "period": "periode",
    "status": "status",
    "district": "kecamatan",
    "village": "kelurahan",
    "occupation": "pekerjaan",
    "decree": "sk",
    "bill": "tagihan",
    "since": "dari",
    "until": "sampai",
    "on": "per",
}


class Command(BaseCommand):
    help = "Write a roster as PDF or workbook. Exit code: 0 done, 1 failed, 2 wrong arguments."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=CATALOGUE, help="kind of roster")
        parser.add_argument("--period", default="", metavar="CODE", help="code of a period")
        parser.add_argument("--district", default="", metavar="CODE", help="six-digit kecamatan")
        parser.add_argument("--village", default="", metavar="CODE", help="ten-digit kelurahan")
        parser.add_argument("--occupation", default="", metavar="SLUG", help="category")
        parser.add_argument(
            "--status", default="", choices=[value for value, _label in STATUSES], help="status"
        )
        parser.add_argument(
            "--decree", default="", metavar="NUMBER", help="number or id of a decree or amendment"
        )
        parser.add_argument("--bill", default="", metavar="ID", help="bill of a month")
        parser.add_argument("--since", default="", metavar="DATE", help="first day of visits")
        parser.add_argument("--until", default="", metavar="DATE", help="last day of visits")
        parser.add_argument("--on", default="", metavar="DATE", help="as the registry was then")
        parser.add_argument("--format", required=True, choices=FORMATS)
        parser.add_argument(
            "--paper", default="", choices=SHEETS, help="sheet; the kind's own unless given"
        )
        parser.add_argument("--output", required=True, type=Path, metavar="FILE")
        parser.add_argument(
            "--as",
            dest="username",
            metavar="USERNAME",
            help="list only what this member of staff may see",
        )
        parser.add_argument("--full-nik", action="store_true", help="do not mask the NIK")
        parser.add_argument("--purpose", default="", help="what the full NIK is needed for")

    def handle(self, *, output: Path, **options: Any) -> None:
        order = self._order(options)
        if not output.parent.is_dir():
            raise CommandError(
                _("Folder %(folder)s tidak ada.") % {"folder": output.parent}, returncode=USAGE
            )
        self._tell(_("Membaca %(count)d baris ...") % {"count": order.count()})
        with acting(NAME, source=NAME):
            file = make_file(order, by=NAME)
        try:
            write_whole(output, file.content)
        except OSError as error:
            raise CommandError(
                _("%(file)s tidak bisa ditulis: %(reason)s.")
                % {"file": output, "reason": error.strerror}
            ) from error
        self.stdout.write(
            _("%(rows)d baris ditulis ke %(file)s.") % {"rows": file.rows, "file": output}
        )

    def _order(self, options: dict[str, Any]) -> Order:
        """Read the arguments with the form that the screens use."""
        reader = self._reader(options["username"])
        purpose = clean_text(options["purpose"], limit=200)
        if options["full_nik"]:
            self._check_reveal(reader, purpose)
        kind = CATALOGUE[options["kind"]]
        if not kind.is_open_to(reader):
            raise CommandError(_("Pengguna ini tidak boleh membuka daftar ini."), returncode=USAGE)
        if options["format"] not in kind.formats:
            raise CommandError(
                _("Daftar ini hanya ada sebagai %(formats)s.")
                % {"formats": ", ".join(kind.formats)},
                returncode=USAGE,
            )
        filters = self._filters(kind, options, reader)
        return filters.order(
            kind,
            format=options["format"],
            sheet=options["paper"],
            full_nik=options["full_nik"],
            purpose=purpose if options["full_nik"] else "",
        )

    def _filters(self, kind: RosterKind, options: dict[str, Any], reader: User) -> RosterFilter:
        """Read whose rows are wanted; what the kind cannot be narrowed by is a mistake."""
        given = {word: options[name] for name, word in _NARROWING.items() if options[name]}
        number = options["decree"]
        if number and (decree := Decree.objects.filter(number=number).first()):
            given["sk"] = str(decree.pk)
        if useless := given.keys() - kind.source.base_filters.keys():
            raise CommandError(
                _("Daftar ini tidak bisa disaring menurut %(words)s.")
                % {"words": ", ".join(sorted(useless))},
                returncode=USAGE,
            )
        filters = kind.filters(given, user=reader, on=today())
        if filters.form.is_valid():
            return filters
        problems = [
            _("%(field)s “%(value)s” tidak ada.")
            % {"field": filters.form.fields[name].label, "value": filters.values[name]}
            if errors[0].code == "invalid_choice"
            else " ".join(errors[0])
            for name, errors in filters.form.errors.as_data().items()
        ]
        raise CommandError(" ".join(problems), returncode=USAGE)

    def _reader(self, username: str | None) -> User:
        """Give the person whose view is wanted, or an operator who sees the whole city."""
        if username is None:
            return User(username=NAME, role=Role.ADMIN, scope=Scope.CITY)
        reader = User.objects.filter(username=username, is_active=True).first()
        if (
            reader is None
            or reader.has_expired(today())
            or not reader.has_perm("reporting.print_roster")
        ):
            raise CommandError(
                _("Tidak ada pengguna “%(name)s” yang boleh mencetak daftar.")
                % {"name": username},
                returncode=USAGE,
            )
        return reader

    def _check_reveal(self, reader: User, purpose: str) -> None:
        if not reader.has_perm("workers.reveal_nik"):
            raise CommandError(
                _("Pengguna ini hanya boleh mencetak NIK tersamar."), returncode=USAGE
            )
        if len(purpose) < SHORTEST_PURPOSE:
            raise CommandError(
                _("Tulis untuk apa NIK lengkap diperlukan, dengan --purpose."), returncode=USAGE
            )

    def _tell(self, sentence: str) -> None:
        """Say what is going on where a person is watching."""
        if sys.stderr.isatty():
            self.stderr.write(sentence)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that is there as a whole or not at all, readable by its owner alone.

    Raises  OSError; an older file of that name is then untouched.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
