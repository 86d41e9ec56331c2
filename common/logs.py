"""Log lines that cannot be forged and hold no personal data."""

import json
import logging
import re
from datetime import UTC, datetime

_SECRETS = re.compile(
    r"(?<!\d)\d{16}(?!\d)"  # NIK and family card numbers
    r"|(?<!\d)(?:\+?62|0)8\d{7,11}(?!\d)"  # phone numbers
    r"|[\w.+-]+@[\w-]+\.[\w.]+"  # e-mail addresses
)


def masked(text: str) -> str:
    """Replace identity numbers, phone numbers and e-mail addresses by a mark."""
    return _SECRETS.sub("[disamarkan]", text)


class PersonalDataFilter(logging.Filter):
    """Mask the message and its arguments before any handler sees them."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = masked(record.getMessage())
        record.args = None
        if record.exc_info:
            record.exc_text = masked(logging.Formatter().formatException(record.exc_info))
            record.exc_info = None
        return True


class JsonFormatter(logging.Formatter):
    """One JSON object a line, so a line break in a name stays inside its string."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_text:
            entry["trace"] = record.exc_text
        return json.dumps(entry, ensure_ascii=False)
