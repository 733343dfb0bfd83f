"""A workbook taken apart: what stands in which cell, and the same file with other numbers in it."""

import io
import re
import zipfile
from collections.abc import Mapping
from functools import cache, cached_property

import openpyxl

from content import LANGUAGES
from exports import Link
from exports.workbook import make, name_of

# What no figure comes to; it stands for a result that was not computed anew.
WRONG = "-7"


class Opened:
    """A workbook as openpyxl reads it: its formulas, and what they came to when it was made."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    @cached_property
    def formulas(self) -> openpyxl.Workbook:
        """What stands in the cells."""
        return openpyxl.load_workbook(io.BytesIO(self.content))

    @cached_property
    def cached(self) -> openpyxl.Workbook:
        """What the cells came to when the file was made."""
        return openpyxl.load_workbook(io.BytesIO(self.content), data_only=True)

    def place(self, id: str) -> tuple[str, str]:
        """The sheet and the cell that an id is the name of."""
        ((sheet, cell),) = self.cached.defined_names[name_of(id)].destinations
        return sheet, cell.replace("$", "")

    def formula(self, id: str) -> object:
        """What stands in the cell of an id."""
        sheet, cell = self.place(id)
        return self.formulas[sheet][cell].value

    def value(self, id: str) -> object:
        """What the cell of an id came to."""
        sheet, cell = self.place(id)
        return self.cached[sheet][cell].value

    @staticmethod
    def tell(code: str, label: str) -> str:
        """A label of the workbook's own."""
        return LANGUAGES[code].label(f"workbook.{label}")


@cache
def published(code: str) -> Opened:
    """The published scenario's workbook in a language."""
    return Opened(make(Link(), code))


def typed_over(opened: Opened, values: Mapping[str, float]) -> bytes:
    """The same file with other values in the cells of these ids, and every result wrong."""
    cells = {opened.place(id): value for id, value in values.items()}
    sheets = {name: place for place, name in enumerate(opened.formulas.sheetnames, start=1)}
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(opened.content)) as old,
        zipfile.ZipFile(file, "w") as new,
    ):
        for part in old.namelist():
            text = old.read(part)
            if part.startswith("xl/worksheets/sheet"):
                here = {
                    cell: value
                    for (sheet, cell), value in cells.items()
                    if part == f"xl/worksheets/sheet{sheets[sheet]}.xml"
                }
                text = _typed_over(text.decode(), here).encode()
            new.writestr(part, text)
    return file.getvalue()


def _typed_over(xml: str, values: Mapping[str, float]) -> str:
    def typed(found: re.Match) -> str:
        return f"{found[1]}{values.pop(found[2])!r}</v>" if found[2] in values else found[0]

    values = dict(values)
    xml = re.sub(r"(</f>)<v>[^<]*</v>", rf"\g<1><v>{WRONG}</v>", xml)
    xml = re.sub(r'(<c r="([A-Z]+\d+)"[^>]*><v>)[^<]*</v>', typed, xml)
    assert not values, f"no cells {sorted(values)}"
    return xml
