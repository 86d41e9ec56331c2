"""The eight lists of lists/, each held against its expectation."""

import json

import pytest

from tests.intake import judge

FILES = sorted(
    path for path in judge.LISTS.iterdir() if path.suffix in {".xlsx", ".xls", ".ods", ".csv"}
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_sample_list_reads_as_expected(path):
    expected = json.loads(path.with_suffix(".expected.json").read_text())
    result = judge.read_list(path, judge.facts())
    assert judge.score(result, expected).wrong == []
