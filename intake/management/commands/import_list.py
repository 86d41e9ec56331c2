"""Checks a list from the command line and, when asked, saves what passed."""

import json
from argparse import RawDescriptionHelpFormatter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import COMMAND_ACCOUNT, command_account
from common.dates import today
from common.http import ActionDenied
from enrollment.models import EnrollmentPeriod
from intake import services
from intake.models import ImportBatch, StagedRow
from intake.reading import UnreadableFile
from intake.report import build_report
from intake.shapes import InterpretedRow
from places.models import Village

REFUSED, USAGE = 1, 2

HELP = """\
Check a list of people (.xlsx, .xls, .ods, .csv) against the registry.

Without --commit nothing is written and the period may be in any state; age is taken on its
first day. With --commit the list is stored as an import, the rows that passed are saved and
proposed in one transaction, and the rest waits in the browser. The same file for the same
period continues the import that still waits. Where the period wants a second person, the list
is stored and put forward instead; somebody else agrees to it in the browser.

The report holds personal data: {"file", "rows": [{"sheet", "row", "verdict":
"new|update|same|warning|error", "nik", "fields": {...}, "problems": [{"code", "field",
"message"}]}], "ignored_rows": n, "counts": {...}}.

Exit codes: 0 the file was read and what was asked is done, also when rows are held back;
1 the file cannot be read, holds no list, or saving was refused; 2 wrong usage.
"""


class Command(BaseCommand):
    help = HELP

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        kwargs.setdefault("formatter_class", RawDescriptionHelpFormatter)
        return super().create_parser(prog_name, subcommand, **kwargs)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="The list.")
        parser.add_argument("--period", required=True, metavar="CODE", help="Code of the period.")
        parser.add_argument(
            "--village", metavar="CODE", help="Kelurahan of rows that name none, ten digits."
        )
        parser.add_argument("--commit", action="store_true", help="Save the rows that passed.")
        parser.add_argument(
            "--accept-warnings", action="store_true", help="With --commit: save warned rows too."
        )
        parser.add_argument(
            "--report", type=Path, metavar="OUT.json", help="Write the result of every row."
        )
        parser.add_argument(
            "--as",
            dest="username",
            metavar="USERNAME",
            help="Who proposes the people. Without it the account "
            f"“{COMMAND_ACCOUNT}”, made at its first use; nobody can sign in with it.",
        )

    def handle(
        self,
        *,
        file: Path,
        period: str,
        village: str | None,
        commit: bool,
        accept_warnings: bool,
        report: Path | None,
        username: str | None,
        **options: Any,
    ) -> None:
        if (accept_warnings or username) and not commit:
            raise _wrong_usage(_("--accept-warnings dan --as hanya bersama --commit."))
        if report and not report.resolve().parent.is_dir():
            raise _wrong_usage(_("Map untuk %(file)s tidak ada.") % {"file": report})
        into = _period(period)
        home = _village(village)
        if not file.is_file():
            raise CommandError(
                _("Berkas %(file)s tidak ada.") % {"file": file}, returncode=REFUSED
            )
        self._tell(_("Membaca dan memeriksa %(file)s ...") % {"file": file.name})
        try:
            if commit:
                rows = self._save(file, into, home, _actor(username), accept_warnings, report)
            else:
                found = services.preview_file(path=file, period=into, village=home)
                rows = found.rows
                self._write(report, file, rows, found.notes)
        except UnreadableFile as error:
            raise CommandError(error.sentence, returncode=REFUSED) from error
        except ActionDenied as error:
            raise CommandError(str(error), returncode=REFUSED) from error
        if not any(row.kind == StagedRow.Kind.PERSON for row in rows):
            raise CommandError(_("Tidak ada daftar orang di berkas ini."), returncode=REFUSED)

    def _save(
        self,
        path: Path,
        period: EnrollmentPeriod,
        village: Village | None,
        by: User,
        accept_warnings: bool,
        report: Path | None,
    ) -> list[InterpretedRow]:
        if not period.is_open:
            raise ActionDenied(
                _("Periode %(name)s tidak sedang dibuka; daftar tidak disimpan.")
                % {"name": period}
            )
        on = today()
        with path.open("rb") as stream:
            batch, _created = services.stage_file(
                file=File(stream),
                file_name=path.name,
                period=period,
                village=village,
                by=by,
                on=on,
            )
        rows = services.preview_batch(batch, on=on)
        self._write(report, path, rows, batch.reading.get("notes", []))
        if accept_warnings:
            _accept_all(batch, by)
        if period.second_person:
            self._ask(batch, by)
        else:
            self._tell(_("Menyimpan ..."))
            outcome = services.commit_batch(batch_id=batch.pk, by=by, on=on)
            self.stdout.write(_("Disimpan: %(done)s") % {"done": outcome.sentence})
        return rows

    def _ask(self, batch: ImportBatch, by: User) -> None:
        """Put the list forward where a second person must agree before it is saved."""
        batch.refresh_from_db()
        if not batch.ready:
            self.stdout.write(_("Belum ada baris yang bisa disimpan."))
            return
        services.ask_approval(batch_id=batch.pk, by=by)
        self.stdout.write(
            _("Menunggu persetujuan orang kedua: %(ready)d baris, daftar nomor %(number)d.")
            % {"ready": batch.ready, "number": batch.pk}
        )

    def _write(
        self,
        report: Path | None,
        file: Path,
        rows: Sequence[InterpretedRow],
        notes: Sequence[str],
    ) -> None:
        result = build_report(file.name, rows)
        if report:
            text = json.dumps(result, ensure_ascii=False, indent=2)
            report.write_text(text + "\n", encoding="utf-8")
        counts = result["counts"]
        self.stdout.write(
            _("%(file)s: %(people)d orang, %(ignored)d baris lain diabaikan.")
            % {
                "file": file.name,
                "people": len(result["rows"]),
                "ignored": result["ignored_rows"],
            }
        )
        self.stdout.write(
            "  "
            + " · ".join(
                f"{StagedRow.Verdict(verdict).label} {number}"
                for verdict, number in counts.items()
            )
        )
        for note in notes:
            self.stdout.write(f"  {note}")

    def _tell(self, sentence: str) -> None:
        """Say what is going on to a person at a terminal; a log file gets nothing."""
        if self.stderr.isatty():
            self.stderr.write(sentence)


def _wrong_usage(sentence: str) -> CommandError:
    return CommandError(sentence, returncode=USAGE)


def _period(code: str) -> EnrollmentPeriod:
    period = EnrollmentPeriod.objects.filter(code=code).first()
    if period is None:
        known = ", ".join(EnrollmentPeriod.objects.values_list("code", flat=True)) or "-"
        raise _wrong_usage(
            _("Tidak ada periode %(code)s. Yang ada: %(known)s.") % {"code": code, "known": known}
        )
    return period


def _village(code: str | None) -> Village | None:
    if code is None:
        return None
    village = Village.objects.filter(code=code).first()
    if village is None:
        raise _wrong_usage(_("Tidak ada kelurahan dengan kode %(code)s.") % {"code": code})
    return village


def _actor(username: str | None) -> User:
    if username is None:
        return command_account()
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise _wrong_usage(_("Tidak ada pengguna aktif %(name)s.") % {"name": username})
    return user


def _accept_all(batch: ImportBatch, by: User) -> None:
    for code in sorted(batch.counts["problems"]):
        services.accept_kind(batch_id=batch.pk, code=code, by=by)
