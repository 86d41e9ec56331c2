"""The peers doing all that an import does here, through the hooks their documentation names.

They leave the same rows: people, the words of their names, heirs, enrollments, events. What is
known of the registry's rules they take from the registry's own functions, the quickest there are,
so that only the library's way of going through a list is compared.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from import_export.results import RowResult
from import_export.widgets import CharWidget
from measuring import Laps
from peers import resource_class, run
from registry import open_period

from accounts.services import command_account
from common.problems import Problem, blocking
from enrollment.models import Enrollment
from enrollment.rules import check_eligibility
from intake.compare import compare_rows, find_on_record, sketch_of
from intake.selectors import first_day, reading_facts, with_people
from intake.services.people import read_relation
from intake.shapes import InterpretedRow
from workers.models import Heir, Worker, WorkerWord
from workers.names import name_key, words_of
from workers.nik import Nik, check_against
from workers.phones import to_e164


class NikWidget(CharWidget):
    """Sixteen digits whose region and birth date exist; ``InvalidNik`` is a ``ValueError``."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        return Nik.parse(value).digits


class DigitsWidget(CharWidget):
    """Nothing, or as many digits as there must be."""

    def __init__(self, length: int) -> None:
        super().__init__()
        self.length = length

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        text = str(super().clean(value, row, **kwargs) or "")
        if text and not (len(text) == self.length and text.isascii() and text.isdigit()):
            raise ValueError(f"{self.length} digits")
        return text


class PhoneWidget(CharWidget):
    """A phone number in international form."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        return to_e164(super().clean(value, row, **kwargs))


class RowReport(RowResult):
    """Errors and changes of a row, and its warnings, which the library does not know."""

    def __init__(self) -> None:
        super().__init__()
        self.warnings: list[Problem] = []


class WholeWork:
    """What both modes share: the facts once for a list, the checks of every row."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.period = open_period()
        self.by = command_account()
        starts_on = first_day(self.period, self.period.starts_on)
        self.facts = reading_facts(self.period, starts_on=starts_on, by=None)
        self.warnings: dict[int, list[Problem]] = {}

    @classmethod
    def get_row_result_class(cls) -> type[RowResult]:
        return RowReport

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        """Hold the rows against each other and the registry, all at once."""
        rows = [
            InterpretedRow("", number, "person", [], _compared(row))
            for number, row in enumerate(dataset.dict, start=1)
        ]
        self.facts = with_people(self.facts, rows, self.period, None)
        self.findings = compare_rows(sketch_of(row) for row in rows)
        self.on_record = find_on_record(rows, self.facts)

    def after_init_instance(self, instance: Worker, new: bool, row: Any, **kwargs: Any) -> None:
        instance.name_key = name_key(str(row["NAMA LENGKAP"] or ""))

    def validate_instance(
        self, instance: Worker, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        """Validate the fields of a row.

        The library's option for this asks the database about every constraint of every row and
        takes longer than all the rest; constraints refuse a row here when it is saved.
        """
        super().validate_instance(instance, import_validation_errors, validate_unique)  # type: ignore[misc]
        instance.clean_fields(exclude={"village", "occupation"})

    def before_save_instance(self, instance: Worker, row: Any, **kwargs: Any) -> None:
        """Check a row; what blocks it is its error, the rest is told with it."""
        number = kwargs["row_number"]
        problems = [*self._problems(instance, ("", number))]
        if errors := blocking(problems):
            raise ValidationError({problem.field: str(problem.message) for problem in errors})
        self.warnings[number] = problems

    def after_import_row(self, row: Any, row_result: RowReport, **kwargs: Any) -> None:
        row_result.warnings = self.warnings.get(kwargs["row_number"], [])

    def _problems(self, instance: Worker, place: tuple[str, int]) -> Iterator[Problem]:
        known = self.facts.registry.get(instance.nik)
        yield from check_against(
            Nik(instance.nik), birth_date=instance.birth_date, sex=instance.sex
        )
        yield from check_eligibility(
            birth_date=instance.birth_date,
            is_resident=True,
            died_on=instance.died_on,
            covers=known.covers if known else (),
            unit_covers=self.facts.unit_covers.get(instance.nik, ()),
            first_day=self.facts.first_day,
            last_day=self.facts.last_day,
            limits=self.facts.limits,
        )
        yield from self.findings.problems.get(place, ())
        if place in self.on_record:
            yield self.on_record[place]

    def _words(self, instance: Worker) -> list[WorkerWord]:
        return [
            WorkerWord(word=word, worker=instance) for word in sorted(words_of(instance.full_name))
        ]

    def _heir(self, instance: Worker, row: Any) -> Heir:
        relation = read_relation(row["HUBUNGAN"])
        return Heir(worker=instance, full_name=row["AHLI WARIS"], relation=relation)

    def _enrollment(self, instance: Worker) -> Enrollment:
        return Enrollment(
            worker=instance,
            period=self.period,
            starts_on=self.facts.first_day,
            proposed_at=timezone.now(),
            proposed_by=self.by,
        )


class RowByRow(WholeWork):
    """The mode it comes with: every row saved by itself."""

    def after_save_instance(self, instance: Worker, row: Any, **kwargs: Any) -> None:
        WorkerWord.objects.bulk_create(self._words(instance))
        self._heir(instance, row).save()
        self._enrollment(instance).save()


class AllAtOnce(WholeWork):
    """The bulk mode: people in batches, what belongs to them at the end."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.saved: list[tuple[Worker, Any]] = []

    def after_save_instance(self, instance: Worker, row: Any, **kwargs: Any) -> None:
        self.saved.append((instance, row))

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        super().after_import(dataset, result, **kwargs)  # type: ignore[misc]
        words = [word for instance, _row in self.saved for word in self._words(instance)]
        WorkerWord.objects.bulk_create(words, batch_size=1000)
        heirs = [self._heir(instance, row) for instance, row in self.saved]
        Heir.objects.bulk_create(heirs, batch_size=1000)
        enrollments = [self._enrollment(instance) for instance, _row in self.saved]
        Enrollment.objects.bulk_create(enrollments, batch_size=1000)


def _compared(row: Any) -> dict[str, str]:
    """Give what of a row is compared with others, by the names of fields."""
    born = row["TANGGAL LAHIR"]
    return {
        "nik": str(row["NIK"] or ""),
        "full_name": str(row["NAMA LENGKAP"] or ""),
        "birth_date": born.date().isoformat() if isinstance(born, datetime) else "",
    }


def _resource(way: type, *, bulk: bool) -> type:
    widgets = {
        "nik": NikWidget(),
        "family_card_number": DigitsWidget(16),
        "rt": DigitsWidget(3),
        "rw": DigitsWidget(3),
        "phone": PhoneWidget(),
    }
    return type(way.__name__, (way, resource_class(widgets=widgets, bulk=bulk)), {})


def default(path: Path) -> Laps:
    return run(path, _resource(RowByRow, bulk=False))


def bulk(path: Path) -> Laps:
    return run(path, _resource(AllAtOnce, bulk=True))
