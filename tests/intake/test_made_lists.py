"""Lists nobody has seen before, each with its own layout, held against what they were made of."""

import pytest

from tests.intake import files_made, judge, lists_made


@pytest.fixture(scope="module")
def facts():
    return judge.facts()


@pytest.mark.parametrize("seed", range(40))
def test_an_unseen_list_reads_as_it_was_made(seed, facts, tmp_path):
    made = lists_made.make_list(seed)
    result = judge.read_list(files_made.write(made, tmp_path), facts)
    assert judge.score(result, made.expected).wrong == []
