"""Holding back the collector of cycles, and letting it go again."""

import gc

import pytest

from common import collector


def test_cycles_are_looked_for_less_often_meanwhile():
    usual = gc.get_threshold()
    with collector.held_back():
        assert gc.get_threshold()[0] > 100 * usual[0]
    assert gc.get_threshold() == usual


def test_a_failure_lets_it_go_as_well():
    usual = gc.get_threshold()
    with pytest.raises(RuntimeError), collector.held_back():
        raise RuntimeError
    assert gc.get_threshold() == usual


def test_blocks_inside_each_other_hold_it_back_until_the_last_one_ends():
    usual = gc.get_threshold()
    with collector.held_back():
        with collector.held_back():
            pass
        assert gc.get_threshold()[0] > 100 * usual[0]
    assert gc.get_threshold() == usual
