"""The first bytes by which spreadsheets are told apart."""

# Every zip archive begins so, .xlsx and .ods among them.
ARCHIVE = b"PK\x03\x04"
# Old workbooks, and new ones under a password.
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
