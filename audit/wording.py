"""Events in the plain words of a city office: who did what to which record."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.humanize.templatetags.humanize import intcomma
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from audit.audited import Audited, by_table
from audit.context import GUEST
from audit.models import AccessEvent, AuditEvent
from common.dates import long_date

Names = dict[type[models.Model], dict[str, models.Model]]


@dataclass(frozen=True, slots=True)
class Change:
    """One field of a record before and after, as text; ``unseen`` when the mask hides it."""

    label: str
    old: str
    new: str
    unseen: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the trail.

    ``did`` is the sentence without its subject: "mengubah pekerja Siti Aminah". ``table`` and
    ``row`` name the record it belongs to and are empty where there is none.
    """

    event: AuditEvent | AccessEvent
    who: str
    did: str
    changes: list[Change]
    table: str = ""
    row: str = ""

    @property
    def reason(self) -> str:
        """Why it was done, or for what the data was needed."""
        why = self.event.reason if isinstance(self.event, AuditEvent) else self.event.purpose
        return _(why) if why else ""

    @property
    def is_update(self) -> bool:
        return self.event.kind == AuditEvent.Kind.UPDATE


def describe(events: Iterable[AuditEvent | AccessEvent]) -> list[Entry]:
    """Give events as lines to read.

    Costs   one query for the actors and one for each kind of record that the events refer to,
            however many events there are.
    """
    events = list(events)
    actors = _actors({event.actor for event in events})
    names = _names(events)
    return [
        _written(event, actors, names)
        if isinstance(event, AuditEvent)
        else _looked(event, actors, names)
        for event in events
    ]


def record_title(event: AuditEvent) -> str:
    """Give the record of an event as words: "pekerja Siti Aminah"."""
    audited = by_table()[event.table]
    return _record(audited, _image(event), _names([event]))


def _written(event: AuditEvent, actors: dict[str, str], names: Names) -> Entry:
    audited = by_table()[event.table]
    image = _image(event)
    who = _who(event.actor, actors)
    if field := audited.many_to_many:
        owner = str(image[field.m2m_column_name()])
        told = {
            "what": field.verbose_name,
            "value": _related(field.remote_field.model, image[field.m2m_reverse_name()], names),
            "record": _kind_and_name(audited.owner, _related(audited.owner, owner, names)),
        }
        if event.kind == AuditEvent.Kind.INSERT:
            did = _("menambahkan %(what)s %(value)s pada %(record)s") % told
        else:
            did = _("melepas %(what)s %(value)s dari %(record)s") % told
        return Entry(event, who, did, [], audited.owner._meta.db_table, owner)
    record = {"record": _record(audited, image, names)}
    if event.kind == AuditEvent.Kind.INSERT:
        did = _("menambahkan %(record)s") % record
    elif event.kind == AuditEvent.Kind.DELETE:
        did = _("menghapus %(record)s") % record
    else:
        did = _("mengubah %(record)s") % record
    changes = list(_changes(audited, event, names))
    return Entry(event, who, did, changes, event.table, event.row)


def _looked(event: AccessEvent, actors: dict[str, str], names: Names) -> Entry:
    table, row = _record_looked_at(event)
    told = {"rows": intcomma(event.rows)}
    if table:
        model = by_table()[table].model
        told["what"] = _kind_and_name(model, _related(model, row, names))
    else:
        told["what"] = event.filters.get("title") or event.subject
    if event.kind == AccessEvent.Kind.REVEAL:
        did = _("melihat NIK lengkap %(what)s") % told
    elif event.kind == AccessEvent.Kind.EXPORT:
        did = _("mengunduh %(what)s, %(rows)s baris") % told
    else:
        did = _("mencetak %(what)s, %(rows)s baris") % told
    return Entry(event, _who(event.actor, actors), did, [], table, row)


def _record_looked_at(event: AccessEvent) -> tuple[str, str]:
    """Give table and key of the record, or empty texts when it was a list."""
    table, _colon, row = event.subject.partition(":")
    return (table, row) if table in by_table() else ("", "")


def _actors(usernames: set[str]) -> dict[str, str]:
    users = get_user_model()._default_manager.filter(username__in=usernames)
    return {user.get_username(): user.get_full_name() for user in users}


def _who(actor: str, actors: dict[str, str]) -> str:
    """Give the person's name; commands keep their own."""
    if actor == GUEST:
        return _("Seseorang yang belum masuk")
    return actors.get(actor) or _("Sistem (%(name)s)") % {"name": actor}


def _names(events: Iterable[AuditEvent | AccessEvent]) -> Names:
    """Load every record that the events point to, one query for each kind."""
    wanted: dict[type[models.Model], set[str]] = {}
    for event in events:
        for model, key in _references(event):
            wanted.setdefault(model, set()).add(str(key))
    return {
        model: {str(row.pk): row for row in model._default_manager.filter(pk__in=keys)}
        for model, keys in wanted.items()
    }


def _references(event: AuditEvent | AccessEvent) -> Iterator[tuple[type[models.Model], Any]]:
    """Give the model and key of each other record that an event names."""
    if isinstance(event, AccessEvent):
        table, row = _record_looked_at(event)
        if table:
            yield by_table()[table].model, row
        return
    for field in _fields(by_table()[event.table].model):
        if field.is_relation:
            for image in (event.old, event.new):
                if image and image.get(field.column) is not None:
                    yield field.remote_field.model, image[field.column]


def _related(model: type[models.Model], key: Any, names: Names) -> str:
    found = names.get(model, {}).get(str(key))
    return str(found) if found else _("nomor %(key)s") % {"key": key}


def _fields(model: type[models.Model]) -> list[Any]:
    return list(model._meta.concrete_fields)


def _image(event: AuditEvent) -> dict[str, Any]:
    return event.new or event.old or {}


def _record(audited: Audited, image: dict[str, Any], names: Names) -> str:
    """Give the kind and name of the record that an image is of, as it was then."""
    model = audited.model
    row = model(
        **{
            field.attname: _python(field, image.get(field.column))
            for field in _fields(model)
            if field.column in image
        }
    )
    for field in _fields(model):
        key = getattr(row, field.attname)
        if field.is_relation and key is not None:
            found = names.get(field.remote_field.model, {}).get(str(key))
            if found is None:  # the other record is gone, and the name may need it
                return _kind_and_name(model, _related(model, row.pk, {}))
            setattr(row, field.name, found)
    return _kind_and_name(model, str(row))


def _kind_and_name(model: type[models.Model], name: str) -> str:
    return pgettext("jenis data dan namanya", "%(kind)s %(name)s") % {
        "kind": model._meta.verbose_name,
        "name": name,
    }


def _changes(audited: Audited, event: AuditEvent, names: Names) -> Iterator[Change]:
    """Give the fields that differ; of a new or deleted record those that are filled."""
    old, new = event.old or {}, event.new or {}
    before_hidden = old == new
    for field in _fields(audited.model):
        column = field.column
        label = str(field.verbose_name)
        if column in audited.secret and before_hidden:
            yield Change(label, "", "", unseen=True)
        if field.primary_key or column in audited.quiet or old.get(column) == new.get(column):
            continue
        masked = column in audited.masked
        before, after = (
            _masked(side.get(column)) if masked else _text(field, side.get(column), names)
            for side in (old, new)
        )
        if before or after:
            yield Change(label, before, after, unseen=masked and before == after)


def _text(field: Any, value: Any, names: Names) -> str:
    """Give a stored value the way screens show it; nothing for nothing."""
    if value in (None, "", [], {}):
        return ""
    if field.is_relation:
        return _related(field.remote_field.model, value, names)
    if field.flatchoices:
        return str(dict(field.flatchoices).get(value, value))
    value = _python(field, value)
    if isinstance(field, models.BooleanField):
        return _("ya") if value else _("tidak")
    if isinstance(field, models.DateTimeField):
        return date_format(timezone.localtime(value), "j F Y, H.i")
    if isinstance(field, models.DateField):
        return long_date(value)
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{key}: {item}" for key, item in value.items())
    return intcomma(value) if isinstance(value, int) else str(value)


def _python(field: Any, value: Any) -> Any:
    if isinstance(field, models.JSONField) or value is None:
        return value
    return field.to_python(value)


def _masked(value: Any) -> str:
    """Show the last four characters, enough to tell two numbers apart."""
    text = str(value or "")
    return f"{'•' * max(len(text) - 4, 4)}{text[-4:]}" if text else ""
