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
from reporting.catalogue import CATALOGUE
from reporting.filters.people import STATUSES
from reporting.forms import SHORTEST_PURPOSE
from reporting.services import FORMATS, Order, make_file

NAME = "export_roster"
USAGE = 2


class Command(BaseCommand):
    help = "Write a roster as PDF or workbook. Exit code: 0 done, 1 failed, 2 wrong arguments."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kind", choices=CATALOGUE, help="kind of roster")
        parser.add_argument("--period", required=True, metavar="CODE", help="code of a period")
        parser.add_argument("--district", default="", metavar="CODE", help="six-digit kecamatan")
        parser.add_argument("--village", default="", metavar="CODE", help="ten-digit kelurahan")
        parser.add_argument("--occupation", default="", metavar="SLUG", help="category")
        parser.add_argument(
            "--status", default="", choices=[value for value, _label in STATUSES], help="status"
        )
        parser.add_argument("--format", required=True, choices=FORMATS)
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
        if options["format"] not in kind.formats:
            raise CommandError(
                _("Daftar ini hanya ada sebagai %(formats)s.")
                % {"formats": ", ".join(kind.formats)},
                returncode=USAGE,
            )
        filters = kind.filters(
            {
                "periode": options["period"],
                "status": options["status"],
                "kecamatan": options["district"],
                "kelurahan": options["village"],
                "pekerjaan": options["occupation"],
            },
            user=reader,
            on=today(),
        )
        if not filters.form.is_valid():
            problems = [
                _("%(field)s “%(value)s” tidak ada.")
                % {"field": filters.form.fields[name].label, "value": filters.values[name]}
                for name in filters.form.errors
            ]
            raise CommandError(" ".join(problems), returncode=USAGE)
        return filters.order(
            kind,
            format=options["format"],
            full_nik=options["full_nik"],
            purpose=purpose if options["full_nik"] else "",
        )

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
