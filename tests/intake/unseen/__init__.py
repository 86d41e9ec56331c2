"""Awkward lists written by hand, each with the people a careful clerk would read from it."""
