"""The page of docs/ that lists what can be wrong with a file and with a row."""

from common.problems import Severity
from intake.codes import CODES
from intake.reading.refusals import SENTENCES, amounts

_HEAD = """\
# Codes of an import

Made from `intake/codes.py` and `intake/reading/refusals.py` by `python manage.py make_docs`;
do not edit by hand. Codes are stable: reports (`import_list --report`) and tests name them.

## Problems of a row

A row with a blocking problem waits in the batch; one that only warns is saved once somebody has
accepted the warning. Problems marked *cells* are found while reading and stay until the field is
typed anew; all others are found afresh at every check.

| code | field | does | found in | meaning |
|---|---|---|---|---|
"""
_FILES = """
## Reasons to refuse a file

Nothing of such a file is kept.

| code | what the sender is told |
|---|---|
"""


def codes_page() -> str:
    """Give the page as text, its sentences in the current language."""
    lines = [_HEAD]
    lines += [
        f"| `{name}` | {f'`{code.field}`' if code.field else 'any'} | {_does(code.severity)}"
        f" | {'cells' if code.from_reading else 'checks'} | {code.meaning} |\n"
        for name, code in CODES.items()
    ]
    lines.append(_FILES)
    lines += [
        f"| `{name}` | {str(sentence) % amounts()} |\n" for name, sentence in SENTENCES.items()
    ]
    return "".join(lines)


def _does(severity: Severity) -> str:
    return "blocks" if severity == Severity.ERROR else "warns"
