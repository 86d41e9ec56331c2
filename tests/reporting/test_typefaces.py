"""The typeface's weights for paper: cut once, kept, and there when nothing can be kept."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from django.contrib.staticfiles import finders
from fontTools.ttLib import TTFont
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError

from reporting.fetching import StaticFetcher
from reporting.typefaces import FONT_FILE, WEIGHTS, cut_weight


@pytest.fixture
def root(settings, tmp_path):
    """A folder of its own for kept weights, and a process that has read none."""
    settings.TYPEFACE_ROOT = tmp_path / "typeface"
    cut_weight.cache_clear()
    yield settings.TYPEFACE_ROOT
    cut_weight.cache_clear()


@pytest.mark.parametrize("weight", WEIGHTS)
def test_a_weight_has_all_letters_and_no_other_weights(weight):
    whole = TTFont(finders.find(FONT_FILE))
    cut = TTFont(BytesIO(cut_weight(weight)))
    assert cut.getBestCmap() == whole.getBestCmap()
    assert cut["OS/2"].usWeightClass == weight
    assert "fvar" not in cut


def test_the_next_process_reads_what_was_kept(root):
    made = cut_weight(400)
    [kept] = root.iterdir()
    assert kept.read_bytes() == made
    kept.write_bytes(b"as it was kept")
    cut_weight.cache_clear()
    assert cut_weight(400) == b"as it was kept"


def test_cutting_twice_gives_the_same_bytes(root):
    made = cut_weight(400)
    [kept] = root.iterdir()
    kept.unlink()
    cut_weight.cache_clear()
    assert cut_weight(400) == made


def test_several_at_once_leave_one_whole_file(root):
    with ThreadPoolExecutor(4) as pool:
        made = set(pool.map(cut_weight, [400] * 4))
    [kept] = root.iterdir()
    assert made == {kept.read_bytes()}


def test_without_a_place_to_keep_it_there_is_a_weight_all_the_same(root):
    root.write_text("a file where the folder would be")
    assert TTFont(BytesIO(cut_weight(400)))["OS/2"].usWeightClass == 400
    assert root.is_file()


@pytest.mark.parametrize("name", ["100", "400/../../etc/passwd", "", "-400"])
def test_a_page_gets_no_other_weight_and_no_other_file(name):
    with pytest.raises(FatalURLFetchingError):
        HTML(string=f'<img src="typeface:{name}" alt="">', url_fetcher=StaticFetcher()).write_pdf()
