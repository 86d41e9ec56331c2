"""Runs every data check over the live tables and says what does not fit."""

import json
from itertools import islice
from typing import Any

from django.core.management import BaseCommand, CommandParser
from django.utils.module_loading import autodiscover_modules

from common.data_checks import DataCheck, Finding, Weight, all_checks


class Command(BaseCommand):
    help = "Look for rows that contradict each other. Repairs nothing; ends with 1 when it must."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--only", metavar="CODE", action="append", help="run this check only")
        parser.add_argument("--show", type=int, default=5, help="how many rows to name of each")
        parser.add_argument("--json", action="store_true", help="write one JSON document")

    def handle(
        self, *, only: list[str] | None, show: int, json: bool, **options: Any
    ) -> str | None:
        autodiscover_modules("data_checks")
        checks = [check for check in all_checks() if not only or check.code in only]
        found = [(check, list(check.find())) for check in checks]
        if json:
            self.stdout.write(_as_json(found))
        else:
            for check, findings in found:
                self._tell(check, findings, show)
        if any(findings and check.weight == Weight.FAULT for check, findings in found):
            raise SystemExit(1)
        return None

    def _tell(self, check: DataCheck, findings: list[Finding], show: int) -> None:
        if not findings:
            self.stdout.write(f"ok     {check.code}: {check.about}")
            return
        self.stdout.write(f"{check.weight.value:6} {check.code}: {check.about} ({len(findings)})")
        for finding in islice(findings, show):
            self.stdout.write(f"         {finding.subject} {finding.detail}".rstrip())


def _as_json(found: list[tuple[DataCheck, list[Finding]]]) -> str:
    return json.dumps(
        [
            {
                "code": check.code,
                "about": str(check.about),
                "weight": check.weight.value,
                "findings": [finding._asdict() for finding in findings],
            }
            for check, findings in found
        ],
        ensure_ascii=False,
        indent=1,
    )
