"""The sheet that every synthetic document is drawn on, in millimetres, and the mark across each page of it.

Loads PyMuPDF: import it in the worker only.
"""

import math
import random
import re
from collections.abc import Sequence
from functools import cache
from typing import Any, Literal

import pymupdf
from PIL import Image

from jifen_desktop.services.samples.values import MARK, MARK_LINE

Colour = tuple[float, float, float]
Anchor = Literal["left", "middle", "right"]

A4 = (210.0, 297.0)
INK: Colour = (0.13, 0.14, 0.17)
GREY: Colour = (0.45, 0.47, 0.5)
PALE: Colour = (0.86, 0.88, 0.9)
RED: Colour = (0.72, 0.13, 0.13)
SEAL: Colour = (0.85, 0.16, 0.15)
WHITE: Colour = (1.0, 1.0, 1.0)
MARK_COLOUR: Colour = (0.80, 0.10, 0.42)

_POINTS = 72 / 25.4
# A number or word stays whole, and closing punctuation stays behind what it closes.
_UNBROKEN = re.compile(r"(?:[0-9A-Za-z]+|.)[，。、；：》）]*")


@cache
def font() -> pymupdf.Font:
    """The one font of all documents; loading it takes a moment, so once a process."""
    return pymupdf.Font("cjk")


class Sheet:
    """Pages of one size. Lengths are in mm from the top left, text sizes are the height of a character in mm."""

    def __init__(self, size: tuple[float, float] = A4, paper: Colour = WHITE) -> None:
        self.width, self.height = size
        self.paper = paper
        self.document = pymupdf.open()
        self.add_page()

    def add_page(self) -> None:
        """Go on with a further page."""
        # Floats are taken too, whatever the hints of new_page say.
        size: Any = {"width": self.width * _POINTS, "height": self.height * _POINTS}
        self.page = self.document.new_page(**size)
        if self.paper != WHITE:
            self.box(0, 0, self.width, self.height, fill=self.paper)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        size: float = 4,
        *,
        colour: Colour = INK,
        anchor: Anchor = "left",
        bold: bool = False,
    ) -> None:
        """One line with its baseline at `y`."""
        width = font().text_length(words, size)
        left = x - {"left": 0.0, "middle": width / 2, "right": width}[anchor]
        writer = pymupdf.TextWriter(self.page.rect)
        writer.append(_point(left, y), words, font(), size * _POINTS)
        writer.write_text(self.page, color=colour, render_mode=2 if bold else 0)

    def paragraph(
        self, x: float, y: float, width: float, words: str, size: float = 4, leading: float = 1.8
    ) -> float:
        """Text broken at `width`; returns the baseline behind it."""
        line = ""
        for piece in _UNBROKEN.findall(words):
            if font().text_length(line + piece, size) > width:
                self.text(x, y, line, size)
                line, y = "", y + size * leading
            line += piece
        self.text(x, y, line, size)
        return y + size * leading

    def slanted(
        self, x: float, y: float, words: str, size: float, degrees: float, opacity: float
    ) -> None:
        """One line centred on a point and turned, in the mark's colour."""
        half = font().text_length(words, size) / 2
        writer = pymupdf.TextWriter(self.page.rect)
        writer.append(_point(x - half, y + size * 0.36), words, font(), size * _POINTS)
        turn = (_point(x, y), pymupdf.Matrix(degrees))
        writer.write_text(self.page, color=MARK_COLOUR, opacity=opacity, morph=turn)

    def line(
        self, x0: float, y0: float, x1: float, y1: float, colour: Colour = GREY, width: float = 0.2
    ) -> None:
        """A straight line."""
        self.page.draw_line(_point(x0, y0), _point(x1, y1), color=colour, width=width * _POINTS)

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        line: Colour | None = None,
        fill: Colour | None = None,
        weight: float = 0.2,
    ) -> None:
        """A rectangle with an outline, a filling or both."""
        area = pymupdf.Rect(_point(x, y), _point(x + width, y + height))
        self.page.draw_rect(area, color=line, fill=fill, width=weight * _POINTS)

    def disc(
        self,
        x: float,
        y: float,
        radius: float,
        *,
        line: Colour | None = None,
        fill: Colour | None = None,
        weight: float = 0.4,
    ) -> None:
        """A circle."""
        self.page.draw_circle(
            _point(x, y), radius * _POINTS, color=line, fill=fill, width=weight * _POINTS
        )

    def curve(self, points: Sequence[tuple[float, float]], colour: Colour, width: float) -> None:
        """A line through many points."""
        corners = [_point(*p) for p in points]
        self.page.draw_polyline(corners, color=colour, width=width * _POINTS)

    def figure(self, x: float, y: float, width: float, height: float) -> None:
        """The grey placeholder where a portrait would be."""
        self.box(x, y, width, height, fill=(0.83, 0.86, 0.9))
        centre = x + width / 2
        grey: Colour = (0.58, 0.62, 0.68)
        self.disc(centre, y + height * 0.38, width * 0.2, fill=grey)
        arc = [math.pi * (1 + step / 24) for step in range(25)]
        foot = y + height
        shoulders = [
            (centre + width * 0.38 * math.cos(a), foot + height * 0.36 * math.sin(a)) for a in arc
        ]
        self.polygon(shoulders, grey)

    def polygon(self, points: Sequence[tuple[float, float]], fill: Colour) -> None:
        """A filled outline."""
        corners = [_point(*p) for p in points]
        self.page.draw_polyline(corners, color=None, fill=fill, closePath=True)

    def pattern(self, x: float, y: float, side: float, seed: int) -> None:
        """A square of random dots in a QR code's place; it encodes nothing and has no finder marks."""
        dice = random.Random(seed)
        cells = 21
        step = side / cells
        shape = self.page.new_shape()
        for row in range(cells):
            for column in range(cells):
                if dice.random() < 0.48 and not (7 <= row <= 13 and 4 <= column <= 16):
                    corner = _point(x + column * step, y + row * step)
                    shape.draw_rect(pymupdf.Rect(corner, corner + _point(step, step)))
        shape.finish(color=None, fill=INK)
        shape.commit()
        self.text(x + side / 2, y + side * 0.57, MARK, side * 0.24, anchor="middle", colour=GREY)

    def seal(self, x: float, y: float, radius: float, name: str) -> None:
        """A round red stamp that says 样本章 in its middle; no star, unlike a real seal."""
        self.disc(x, y, radius, line=SEAL, weight=radius * 0.06)
        step = min(26.0, 270 / max(1, len(name)))
        for place, character in enumerate(name):
            degrees = (place - (len(name) - 1) / 2) * step
            writer = pymupdf.TextWriter(self.page.rect)
            size = radius * 0.27
            writer.append(
                _point(x - size / 2, y - radius * 0.66), character, font(), size * _POINTS
            )
            turn = (_point(x, y), pymupdf.Matrix(-degrees))
            writer.write_text(self.page, color=SEAL, morph=turn)
        self.text(
            x,
            y + radius * 0.25,
            f"{MARK}章",
            radius * 0.42,
            anchor="middle",
            colour=SEAL,
            bold=True,
        )

    def signed(self, right: float, y: float, name: str, day: str, size: float = 5.6) -> None:
        """Name and day, right-aligned, with the signer's seal between and over them."""
        unit = size / 6
        self.text(right, y, name, size, anchor="right", bold=True)
        self.text(right, y + 22 * unit, day, size * 0.9, anchor="right")
        self.seal(right - 22 * unit, y + 10 * unit, 20 * unit, name)

    def mark(self) -> None:
        """Write 样本 across every page, and in the margins that the paper has no effect."""
        short = min(self.width, self.height)
        slant = 30.0 if self.height <= self.width else 50.0
        size = min(5.0, short * 0.045)
        edges = [self.height - size * 0.55] + ([size * 1.3] if short > 60 else [])
        for number in range(self.document.page_count):
            self.page = self.document[number]
            self.slanted(self.width / 2, self.height / 2, MARK, short * 0.46, slant, 0.16)
            for y in edges:
                self.text(self.width / 2, y, MARK_LINE, size, colour=MARK_COLOUR, anchor="middle")

    def picture(self, number: int, dots_per_mm: float) -> Image.Image:
        """One page as an RGB image."""
        zoom = dots_per_mm / _POINTS
        pixels = self.document[number].get_pixmap(matrix=pymupdf.Matrix(zoom, zoom), alpha=False)
        return Image.frombytes("RGB", (pixels.width, pixels.height), pixels.samples)


def _point(x: float, y: float) -> pymupdf.Point:
    return pymupdf.Point(x * _POINTS, y * _POINTS)
