"""Workbooks on their way out: rows to correct, and a form to fill in."""
