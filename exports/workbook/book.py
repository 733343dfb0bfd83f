"""A workbook being written: its sheets, how their cells look, and the names of cells."""

import datetime
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from exports.workbook import formats
from telling import Telling

# What a spreadsheet shows where something is divided by zero: a figure that is not defined.
NOT_DEFINED = "#DIV/0!"

# Excel takes no longer address for a link.
_LONGEST_ADDRESS = 2079


@dataclass(frozen=True)
class Column:
    """A column: its heading, how wide it is, in digits, and whether it holds numbers."""

    heading: str
    width: float
    of_numbers: bool = False


class Book:
    """A workbook on its way out, told in one language.

    ``made_on`` is the day its properties give. No clock is asked: the same scenario is the same
    bytes.
    """

    def __init__(self, tell: Telling, made_on: datetime.date) -> None:
        self.tell = tell
        self._bytes = io.BytesIO()
        self.file = xlsxwriter.Workbook(self._bytes, {"in_memory": True})
        self._looks: dict[tuple[str, str], Format] = {}
        midnight = datetime.datetime.combine(made_on, datetime.time())
        self.file.set_properties(
            {
                "title": tell.say("workbook.title"),
                "author": tell.say("ui.title"),
                "created": midnight,
            }
        )

    def look(self, name: str, number_format: str = "") -> Format:
        """A look of :data:`exports.workbook.formats.LOOKS`, for numbers in this format."""
        key = (name, number_format)
        if key not in self._looks:
            format_ = {"num_format": number_format} if number_format else {}
            properties = {**formats.COMMON, **formats.LOOKS[name], **format_}
            # Lines begin at the left unless the language's run the other way.
            if properties.get("align") == "left" and self.tell.language.direction == "rtl":
                properties["align"] = "right"
            self._looks[key] = self.file.add_format(properties)
        return self._looks[key]

    def sheet(self, id: str) -> "Sheet":
        """A new sheet, the next in order, named by its label."""
        return Sheet(self, self.tell.say(f"workbook.sheets.{id}"))

    def closed(self) -> bytes:
        """The whole file; nothing can be written after this."""
        self.file.close()
        return self._bytes.getvalue()


class Sheet:
    """One sheet, written from the top down: ``row`` is the row being written, from zero.

    ``pages_wide`` is on how many sheets of paper a row may be printed.
    """

    def __init__(self, book: Book, name: str) -> None:
        self.book, self.name = book, name
        self.page: Worksheet = book.file.add_worksheet(name)
        self.row = 0
        self._widths: list[float] = []
        # What the longest text of this row needs, in points.
        self._height = 0.0
        self.page.set_landscape()
        self.page.set_paper(formats.PAPER_A4)
        self.page.hide_gridlines(1)
        self.page.set_footer("&L&A&R&P / &N")
        self.printed_on(1)
        if book.tell.language.direction == "rtl":
            self.page.right_to_left()

    def printed_on(self, pages_wide: int) -> None:
        """Print each row on so many sheets of paper, the first column on each of them."""
        self.page.fit_to_pages(pages_wide, 0)
        if pages_wide > 1:
            self.page.repeat_columns(0)

    def columns(self, widths: Sequence[float]) -> None:
        """How wide the columns are, in digits."""
        self._widths = list(widths)
        for place, width in enumerate(widths):
            self.page.set_column(place, place, width)

    def title(self, title: str, lead: str) -> None:
        """What the sheet is called, and a line of what stands on it."""
        for text, look in ((title, "title"), (lead, "lead")):
            self.page.write_string(self.row, 0, text, self.book.look(look))
            self.page.set_row(self.row, formats.HEIGHTS[look])
            self.row += 1

    def head(self, lead: str, columns: Sequence[Column]) -> None:
        """Title, line, and the heads of columns, which stay in view and on each printed page."""
        self.columns([each.width for each in columns])
        self.title(self.name, lead)
        for place, each in enumerate(columns):
            self.text(place, each.heading, "head_of_numbers" if each.of_numbers else "head")
        self.page.repeat_rows(self.row)
        self.next()
        self.page.freeze_panes(self.row, 1)

    def next(self) -> None:
        """Go on to the next row; this one is made as high as its texts need."""
        if self._height > formats.LINE:
            self.page.set_row(self.row, min(self._height, formats.HIGHEST))
        self._height = 0.0
        self.row += 1

    def group(self, label: str) -> None:
        """A row that says what the next rows have in common."""
        for column in range(1, len(self._widths)):
            self.page.write_blank(self.row, column, None, self.book.look("group"))
        self.page.write_string(self.row, 0, label, self.book.look("group"))
        self.page.set_row(self.row, formats.HEIGHTS["group"])
        self.next()

    def text(self, column: int, text: str, look: str = "text") -> None:
        """A text, whatever it looks like: no formula and no address is made of it."""
        self.page.write_string(self.row, column, text, self.book.look(look))
        self._make_room(column, text, look)

    def link(self, column: int, address: str) -> None:
        """An address to follow; one that is a path, or too long for a link, as its text."""
        if address.startswith("http") and len(address) <= _LONGEST_ADDRESS:
            self.page.write_url(self.row, column, address, self.book.look("link"))
            self._make_room(column, address, "link")
        else:
            self.text(column, address)

    def link_to(self, column: int, name: str) -> None:
        """A link to the sheet of this name."""
        to = f"internal:{_quoted(name)}!A1"
        self.page.write_url(self.row, column, to, self.book.look("link"), name)

    def number(self, column: int, value: float, format_: str, look: str = "number") -> None:
        """A number that nothing computes."""
        self.page.write_number(self.row, column, value, self.book.look(look, format_))

    def formula(
        self, column: int, formula: str, value: float | str, format_: str = "", look: str = "number"
    ) -> None:
        """A formula, with what it comes to for those who show it without computing."""
        known = value if isinstance(value, str) or math.isfinite(value) else NOT_DEFINED
        self.page.write_formula(self.row, column, formula, self.book.look(look, format_), known)

    def mark_own(self, column: int, first: int, condition: str) -> None:
        """Mark the cells of a column, from a row to the last, that hold what is the reader's.

        ``condition`` is a formula that says so of the first of them.
        """
        own = self.book.file.add_format(formats.OWN)
        rule = {"type": "formula", "criteria": condition, "format": own}
        self.page.conditional_format(first, column, self.row - 1, column, rule)

    def named(self, name: str, column: int) -> None:
        """Give the cell of this row in a column a name for formulas on all sheets."""
        place = xl_rowcol_to_cell(self.row, column, row_abs=True, col_abs=True)
        self.book.file.define_name(name, f"={_quoted(self.name)}!{place}")

    def _make_room(self, column: int, text: str, look: str) -> None:
        needed = formats.height_of(text, self._widths[column], look)
        self._height = max(self._height, needed)


def _quoted(name: str) -> str:
    """A sheet's name as a formula writes it."""
    doubled = name.replace("'", "''")
    return f"'{doubled}'"
