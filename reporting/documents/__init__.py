"""Paper that is not a table: slips, minutes, figures to speak from, invitations."""
