"""Everything that writes people and what they work as."""

from workers.services.categories import add_aliases, save_category
from workers.services.many import insert_heirs_many, insert_workers_many, update_workers_many
from workers.services.people import check_nik, replace_heirs, save_worker, save_workers_many

__all__ = [
    "add_aliases",
    "check_nik",
    "insert_heirs_many",
    "insert_workers_many",
    "replace_heirs",
    "save_category",
    "save_worker",
    "save_workers_many",
    "update_workers_many",
]
