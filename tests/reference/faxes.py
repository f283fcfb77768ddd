"""Draws the fax pages of tests/suite/faxes with libtiff (through Pillow), so that our reader is held against an encoder that is
not ours. Run once: python3 tests/reference/faxes.py tests/suite/faxes"""

import sys
from pathlib import Path

from PIL import Image, ImageDraw, TiffImagePlugin

OPTIONS = 292
FILL_ORDER = 266


def page():
    """A black bar above, a frame, thin strokes and a slope: runs of every length, lines that refer to the line before."""
    picture = Image.new("1", (432, 240), 1)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((54, 30, 378, 60), fill=0)
    draw.rectangle((20, 80, 410, 225), outline=0)
    draw.line((20, 225, 410, 80), fill=0, width=2)
    for x in range(30, 120, 3):
        draw.line((x, 100, x, 140), fill=0)
    return picture


def main():
    folder = Path(sys.argv[1])
    kinds = {
        "runs": ("tiff_ccitt", None, None),
        "group_3": ("group3", None, None),
        "group_3_aligned": ("group3", 4, None),
        "group_3_two_dimensions": ("group3", 1, None),
        "group_3_two_dimensions_reversed": ("group3", 5, 2),
        "group_4": ("group4", None, None),
    }
    for name, (compression, options, order) in kinds.items():
        info = TiffImagePlugin.ImageFileDirectory_v2()
        if options is not None:
            info[OPTIONS] = options
        if order is not None:
            info[FILL_ORDER] = order
        page().save(folder / f"{name}.tif", compression=compression, tiffinfo=info, dpi=(200, 200))
    page().save(folder / "as_drawn.png")


main()
