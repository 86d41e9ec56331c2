"""Everything a ceremony needs on paper: one PDF with bookmarks and one workbook, at one press."""
