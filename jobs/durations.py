"""Lengths of time in the words of a person who waits."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def in_words(length: timedelta | None) -> str:
    """Write a length of time: ``12 detik``, ``3 menit``; an empty text for None."""
    if length is None:
        return ""
    seconds = max(1, round(length.total_seconds()))
    if seconds < 60:
        return ngettext("%(n)d detik", "%(n)d detik", seconds) % {"n": seconds}
    minutes = round(seconds / 60)
    if minutes < 60:
        return ngettext("%(n)d menit", "%(n)d menit", minutes) % {"n": minutes}
    return _("%(hours)d jam %(minutes)d menit") % {"hours": minutes // 60, "minutes": minutes % 60}
