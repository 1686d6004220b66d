"""Prints the @font-face descriptors that give a system font the width and height of a web font.

    python frontend/styles/fallback_metrics.py WEB_FONT SYSTEM_FONT

The numbers stand in fonts.css; run this again when a font's version changes. Liberation Sans and Serif have the
widths of Arial and Times New Roman.
"""

from __future__ import annotations

import sys

from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

# How often each letter and the space occur in 1,000 characters of English prose.
FREQUENCIES = dict(
    zip(
        " etaoinsrhldcumfpgwybvkxjqz",
        (180, 102, 75, 65, 62, 57, 57, 53, 50, 50, 33, 33, 23, 23, 20, 18, 15, 16, 17, 16, 12, 8, 6, 1, 1, 1, 1),
        strict=True,
    )
)


def upright(path: str) -> TTFont:
    """The font at its regular weight."""
    font = TTFont(path)
    return instantiateVariableFont(font, {"wght": 400}) if "fvar" in font else font


def width(font: TTFont) -> float:
    """The mean advance of a letter of prose, in ems."""
    names = font.getBestCmap()
    total = sum(font["hmtx"][names[ord(letter)]][0] * often for letter, often in FREQUENCIES.items())
    return float(total / sum(FREQUENCIES.values()) / font["head"].unitsPerEm)


def main(web_path: str, system_path: str) -> None:
    """Print the four descriptors for one pair of fonts."""
    web = upright(web_path)
    adjust = width(web) / width(upright(system_path))
    em, across = web["head"].unitsPerEm * adjust, web["hhea"]
    descriptors = {
        "size-adjust": adjust,
        "ascent-override": across.ascent / em,
        "descent-override": -across.descent / em,
        "line-gap-override": across.lineGap / em,
    }
    sys.stdout.writelines(f"{name}: {share:.2%};\n" for name, share in descriptors.items())


if __name__ == "__main__":
    main(*sys.argv[1:])
