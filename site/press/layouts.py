"""The measures of each printed format; the template and the photo scaler both read them from here."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from press.document import Layout

MM_PER_POINT = 25.4 / 72
BLEED_MM = 3.0


@dataclass(frozen=True, slots=True)
class Measures:
    """One format in figures: millimetres for the page, points for type. ``scale`` is that of headlines.

    ``lines`` whole lines of ``line_pt`` make up the type area: everything on the page stands on that grid.
    """

    format: str
    page_width_mm: float
    page_height_mm: float
    margin_top_mm: float
    margin_bottom_mm: float
    margin_x_mm: float
    columns: int
    gutter_mm: float
    body_pt: float
    line_pt: float
    scale: float
    small_pt: float
    serif: bool
    justify: bool

    @property
    def text_width_mm(self) -> float:
        """Width of the type area."""
        return self.page_width_mm - 2 * self.margin_x_mm

    @property
    def column_width_mm(self) -> float:
        """Width of one column."""
        return self.span_width_mm(1)

    def span_width_mm(self, columns: int) -> float:
        """Width of so many columns with the gutters between them."""
        columns = max(1, min(columns, self.columns))
        one = (self.text_width_mm - (self.columns - 1) * self.gutter_mm) / self.columns
        return one * columns + self.gutter_mm * (columns - 1)

    @property
    def lines(self) -> int:
        """Whole lines in the type area."""
        height_mm = self.page_height_mm - self.margin_top_mm - self.margin_bottom_mm
        return int(height_mm / (self.line_pt * MM_PER_POINT))

    def as_data(self) -> dict[str, object]:
        """The measures as the template reads them."""
        return {**asdict(self), "lines": self.lines}


# Type sizes by number of columns: the narrower the column, the smaller the letter, or justified lines fall apart.
_A4 = {2: (12.0, 15.5, 6.0), 3: (10.4, 13.2, 5.0), 4: (9.2, 11.8, 4.5)}
_A5 = {1: (11.5, 15.0, 5.0), 2: (9.6, 12.2, 4.5)}


def measures_for(layout: Layout) -> Measures:
    """The measures of this layout; a number of columns that the format does not have becomes its nearest."""
    if layout.format == "large":
        return Measures("large", 210, 297, 16, 20, 22, 1, 8, 18, 26, 1.25, 15, False, False)
    if layout.format == "a5":
        columns = min(max(layout.columns or 2, 1), 2)
        body, line, gutter = _A5[columns]
        return Measures("a5", 148, 210, 10, 14, 11, columns, gutter, body, line, 0.74, 8.0, True, True)
    columns = min(max(layout.columns or 3, 2), 4)
    body, line, gutter = _A4[columns]
    return Measures("a4", 210, 297, 12, 17, 13, columns, gutter, body, line, 1.0, 8.6, True, True)
