"""How much of a report's attachments is taken in, unpacked and read."""

MEGABYTE = 1_000_000

FILES = 5
"""Attachments of one report."""
FILE = 20 * MEGABYTE
"""Bytes of one attachment."""

ENTRIES = 2_000
"""Parts of one office document."""
UNPACKED = 100 * MEGABYTE
"""Bytes of all its parts, unpacked."""
RATIO, RATIO_FROM = 200, 4 * MEGABYTE
"""How often a part may be larger unpacked, once it is that large (bytes)."""
MARKUP = 50 * MEGABYTE
"""Bytes of all its XML."""
ELEMENTS, DEPTH = 1_000_000, 256
"""Elements and attributes of all its XML, and how deep elements may lie."""
TEXT = 4 * MEGABYTE
"""Characters of text that are looked through for lists of people."""
CELL = 32_767
"""Characters of a cell (ECMA-376 as Excel limits it)."""
COLUMNS = 256
"""Columns of a row whose places are kept."""

PIXELS, SIDE = 50_000_000, 20_000
"""Pixels of a picture, and of its longer side."""

PAGES, OBJECTS = 500, 100_000
"""Pages of a PDF, and objects it may have."""
SECONDS, WAIT = 20, 60
"""Processor time for a PDF, and how long it may take on a busy machine."""
MEMORY = 1_000 * MEGABYTE
"""Bytes of address space for reading a PDF."""
