"""How large what comes back may be; one place for the reader, its sentences and its tests."""

MEGABYTE = 1024 * 1024

FILE_BYTES = 20 * MEGABYTE
# All files that are sent at once.
REQUEST_BYTES = 80 * MEGABYTE
FILES_AT_ONCE = 20
SCAN_PAGES = 300
# The largest phone cameras; what is more is a bomb.
PIXELS = 120_000_000
# Nobody can read a sheet on fewer dots.
SHORTEST_SIDE = 500
# A sheet of F4 at about 185 dots to the inch.
LONGEST_SIDE = 2_400
# About 17 dots to the inch: enough to tell sheets apart, too few to read a name.
THUMBNAIL_SIDE = 220
QUALITY = 82

# The process that reads.
MEMORY_BYTES = 1024 * MEGABYTE
CPU_SECONDS = 20
WALL_SECONDS = 30
# After so long no further file of the same request is opened: somebody waits for the page.
REQUEST_SECONDS = 60
OUTPUT_BYTES = 40 * MEGABYTE
