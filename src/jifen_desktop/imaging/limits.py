"""What a picture or document may be, checked before anything is decoded."""

from typing import Final

# Phones reach 108 megapixels; 120 decoded to RGBA are 480 MB, which leaves room under a worker's 1
# GB.
IMAGE_PIXELS: Final = 120_000_000
# A JPEG is proved at an eighth of its size, so it may be larger: phones take 200 megapixels. A progressive one of
# that size needs a whole set of coefficients and is refused for its memory.
JPEG_PIXELS: Final = 240_000_000
# A2 at 300 dpi is 35 megapixels; an 11.8 KB PDF asked for 980 MB.
PAGE_PIXELS: Final = 40_000_000
# 200 scanned A4 pages of 5 MB each are inspected in 10 of the 20 s; the longest paper wanted has
# some thirty.
PAGES: Final = 200
# A page is measured in some 50 ms, 200 of them would take half of the 20 s.
MEASURED_PAGES: Final = 60
# Read whole into the worker; a mailbox takes 50 MB, an uncompressed scan of 80 megapixels has 240
# MB.
FILE_BYTES: Final = 256 << 20
# What the notice's scans are made with: 0.08 mm a pixel, fine print of 6 pt is 25 pixels high.
DPI: Final = 300
# Longest side a JPEG can have: 16 bits in its frame header, of which libjpeg takes 65,500.
JPEG_SIDE: Final = 65_500
