"""Reading every file of ``data/``, and naming every fault in them at once."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import ValidationError

import textfiles
from data.records import FILES, Records, Row, Table

FOLDER = Path(__file__).parent

# What a spreadsheet makes of × “ – ≈ é where it takes UTF-8 for the character set of old Windows:
# two or three letters, of which no word of any language is made.
_SECOND = "[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ\ue000-\uf8ff]"
_MISREAD = re.compile(f"[ÂÃ]{_SECOND}|â{_SECOND}{_SECOND}")
# A number as a spreadsheet of many countries saves it: 1,25 or 1.250,50 or 1,250.
_COMMAS = re.compile(r"[+-]?\d[\d.]*(,\d+)+(\.\d+)?", re.ASCII)
_NO_NUMBER = ("float_parsing", "int_parsing", "value_error")


class DataFault(ValueError):
    """One or more rows of ``data/`` cannot be used; the message lists every one.

    Each line of the message reads ``file, row N (id), field: reason``. Rows are
    counted as a spreadsheet counts them: the header is row 1.
    """

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        super().__init__(f"{len(faults)} fault(s) in data/:\n  " + "\n  ".join(faults))


def load(folder: Path = FOLDER) -> Records:
    """Read and check every file of ``folder``.

    Raises:
        DataFault: naming every faulty row by file, row, field and reason.
    """
    faults: list[str] = []
    tables: dict[str, Table] = {}
    placed: list[tuple[str, dict[str, str]]] = []
    # Also of faulty rows: a reference to one of these is not a second fault.
    ids: dict[str, set[str]] = {name: set() for name in FILES}
    for name, model in FILES.items():
        tables[name] = Table(name)
        try:
            numbered = list(_rows(folder / f"{name}.csv", model))
        except (csv.Error, ValueError) as reason:
            faults.append(f"{name}.csv: {reason}")
            # What refers to a file that cannot be read is not a fault of its own.
            del ids[name]
            continue
        for number, cells in numbered:
            ids[name].add(cells.get("id", ""))
            place = f"{name}.csv, row {number} ({cells.get('id') or 'no id'})"
            placed.append((place, cells))
            if misread := [f"{place}, {reason}" for reason in _misread(cells)]:
                faults += misread
                continue
            try:
                row = model.model_validate(cells)
            except ValidationError as error:
                faults += [f"{place}, {reason}" for reason in _reasons(error)]
                continue
            if row.id in tables[name]:
                faults.append(f"{place}, id: stands here a second time")
                continue
            tables[name][row.id] = row
    faults += _dangling(ids, placed)
    # A file that lost rows is told by what is left of others; after faults that is guesswork.
    faults += [] if faults else _cut_short(tables)
    if faults:
        raise DataFault(faults)
    return Records(**tables)


def _rows(path: Path, model: type[Row]) -> Iterator[tuple[int, dict[str, str]]]:
    text = textfiles.read(path)
    _check_signs(text.partition("\n")[0])
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    header = [name.strip() for name in reader.fieldnames or ()]
    _check_header(header, set(model.model_fields))
    reader.fieldnames = header
    rows = 0
    for cells in reader:
        if not any("".join(cell or ()).strip() for cell in cells.values()):
            # A spreadsheet keeps rows in which nothing stands any more.
            continue
        rows += 1
        # Cells beyond the header arrive under None: name them so that the row is refused.
        surplus = cells.pop(None, None)
        if surplus is not None:
            cells["surplus_cells"] = ",".join(surplus)
        # Cells a row lacks arrive as None: left out, they are refused as missing.
        yield reader.line_num, {k: v.strip() for k, v in cells.items() if v is not None}
    if not rows:
        raise ValueError("there is no row under the header")


def _check_signs(header: str) -> None:
    """Refuse what spreadsheets of many countries put between cells, whatever the file is called.

    They write decimals with a comma too, and the files are there for others to read as they are.
    """
    for sign, name in ((";", "semicolons"), ("\t", "tabs")):
        if sign in header and "," not in header:
            raise ValueError(
                f"the cells are separated by {name}; save the file with commas between them"
            )


def _check_header(header: list[str], wanted: set[str]) -> None:
    """Refuse a header that does not name each column once."""
    if missing := wanted - set(header):
        raise ValueError(f"the header lacks {', '.join(sorted(missing))}")
    if unknown := [name for name in header if name not in wanted]:
        raise ValueError(f"the header has a column nobody knows: {', '.join(map(repr, unknown))}")
    if repeated := sorted(name for name, count in Counter(header).items() if count > 1):
        raise ValueError(f"the header has more than one column {', '.join(map(repr, repeated))}")


def _misread(cells: dict[str, str]) -> Iterator[str]:
    """Cells whose letters were lost on the way: with them the row would mean something else."""
    for field, cell in cells.items():
        if found := _MISREAD.search(cell):
            yield (
                f"{field}: {found.group()!r} is UTF-8 that was read as another character set; "
                "open the file as UTF-8, and save it as that"
            )


def _reasons(error: ValidationError) -> Iterator[str]:
    for fault in error.errors():
        field = fault["loc"][0] if fault["loc"] else "row"
        given = f" (given: {fault['input']!r})" if fault["loc"] else ""
        if fault["type"] in _NO_NUMBER and _COMMAS.fullmatch(str(fault["input"])):
            # It may be a thousand times as much or as little, so nobody guesses.
            given += "; decimals begin with a point, and nothing stands between thousands"
        yield f"{field}: {fault['msg'].removeprefix('Value error, ')}{given}"


def _dangling(ids: dict[str, set[str]], placed: list[tuple[str, dict[str, str]]]) -> Iterator[str]:
    """References from one file to another that lead nowhere, those of faulty rows too."""
    references = {
        "sources": "sources",
        "disputed_by": "sources",
        "gpu_type": "gpu_types",
        "gpu_types": "gpu_types",
        "story": "stories",
        "based_on": "stories",
        "assumption": "assumptions",
        "model": "models",
        "parameter": "run_parameters",
    }
    for place, cells in placed:
        for field, target in references.items():
            for name in cells.get(field, "").split():
                if target in ids and name not in ids[target]:
                    yield f"{place}, {field}: {name!r} is not in {target}.csv"


def _cut_short(tables: Mapping[str, Table]) -> Iterator[str]:
    """Rows that mean nothing by themselves, left behind by a file that lost its end."""
    told = {
        "sources": ("sources", "disputed_by"),
        "models": ("model",),
    }
    for name, fields in told.items():
        used: set[str] = set()
        for row in (row for table in tables.values() for row in table.values()):
            for field in fields:
                ids = getattr(row, field, ())
                used |= {ids} if isinstance(ids, str) else set(ids)
        for id in tables[name]:
            if id not in used:
                yield f"{name}.csv ({id}): no row of any file names it; is one cut short?"
    if silent := set(tables["stories"]) - {row.story for row in tables["settings"].values()}:
        names = ", ".join(sorted(silent))
        yield f"settings.csv: a story sets nothing ({names}); is the file cut short?"
