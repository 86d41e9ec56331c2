"""Signed sheets that come back as pictures or scans: read safely, filed under their print."""
