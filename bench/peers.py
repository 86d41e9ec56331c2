"""What the import is measured against: django-import-export, plain and with its bulk mode.

Here it writes people only; ``peers_same_work`` does the rest of the work as well.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from import_export.fields import Field
from import_export.formats.base_formats import XLSX
from import_export.instance_loaders import CachedInstanceLoader
from import_export.resources import ModelResource
from import_export.widgets import (
    CachedForeignKeyWidget,
    CharWidget,
    DateWidget,
    ForeignKeyWidget,
    IntegerWidget,
)
from measuring import Laps

from accounts.services import command_account
from audit.context import acting
from places.models import Village
from workers.models import OccupationCategory, Sex, Worker


class SexWidget(CharWidget):
    """The letters of an identity card."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        return Sex.FEMALE.value if value == "P" else Sex.MALE.value


TEXTS = {
    "nik": "NIK",
    "family_card_number": "NO KK",
    "full_name": "NAMA LENGKAP",
    "birth_place": "TEMPAT LAHIR",
    "address": "ALAMAT",
    "rt": "RT",
    "rw": "RW",
    "phone": "NO HP",
    "mother_name": "NAMA IBU KANDUNG",
    "work_place": "TEMPAT KERJA",
}
# The bulk mode without which its own documentation says long imports are slow.
BULK = {
    "use_bulk": True,
    "batch_size": 1000,
    "skip_diff": True,
    "instance_loader_class": CachedInstanceLoader,
}


def resource_class(
    *, bulk: bool, widgets: Mapping[str, CharWidget] | None = None
) -> type[ModelResource]:
    """Give the resource that an administrator of this registry would declare.

    Takes   widgets: for some of ``TEXTS`` what reads them better than plain text.
    """
    better = widgets or {}
    key: Any = CachedForeignKeyWidget if bulk else ForeignKeyWidget
    fields = {
        name: Field(name, heading, better.get(name, CharWidget()))
        for name, heading in TEXTS.items()
    } | {
        "birth_date": Field("birth_date", "TANGGAL LAHIR", DateWidget()),
        "sex": Field("sex", "JENIS KELAMIN", SexWidget()),
        "income": Field("income", "PENGHASILAN", IntegerWidget()),
        "village": Field("village", "KELURAHAN", key(Village, "name")),
        "occupation": Field("occupation", "PEKERJAAN", key(OccupationCategory, "name")),
    }
    options = {"model": Worker, "import_id_fields": ["nik"], "fields": list(fields)}
    meta = type("Meta", (), options | (BULK if bulk else {}))
    return type("WorkerResource", (ModelResource,), {**fields, "Meta": meta})


def run(path: Path, resource: type[ModelResource]) -> Laps:
    """Do what its admin does: read and try, show, read again and import."""
    laps = Laps()
    with acting(command_account()):
        for step, dry_run in (("try", True), ("import", False)):
            data = XLSX().create_dataset(path.read_bytes())
            laps.note(f"read to {step}")
            resource().import_data(data, dry_run=dry_run, raise_errors=True, use_transactions=True)
            laps.note(step)
    return laps


def default(path: Path) -> Laps:
    return run(path, resource_class(bulk=False))


def bulk(path: Path) -> Laps:
    return run(path, resource_class(bulk=True))
