"""A process sets up printing when it starts; without it, it starts all the same."""

import logging

from weasyprint import HTML

from reporting.pouring import pour_pdf
from reporting.warming import warm_up
from tests.reporting.reading import pdf_pages
from tests.reporting.rosters import roster


def test_a_warm_process_prints_as_any_other(caplog):
    warm_up()
    assert not caplog.records
    assert "Slamet Riyadi 3" in pdf_pages(pour_pdf(roster(3)))[0]


def test_a_process_that_cannot_print_starts_and_says_so(caplog, monkeypatch):
    def fail(*args, **kwargs):
        raise OSError("no fonts")

    monkeypatch.setattr(HTML, "write_pdf", fail)
    warm_up()
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
