"""Answers as aligned text, for people at a command line."""

from costmodel.models import PUBLISHED


def figures_table(result: dict) -> str:
    """A report as aligned text; assumptions other than published carry a star."""
    rows = [("ASSUMPTION", "VALUE", "")]
    rows += [
        (id if value == PUBLISHED[id] else f"{id} *", f"{value:,.10g}", "")
        for id, value in result["assumptions"].items()
    ]
    rows.append(("FIGURE", "VALUE", "UNIT"))
    rows += [
        (id, _rounded(figure["value"]), figure["unit"]) for id, figure in result["figures"].items()
    ]
    left, middle = (max(len(row[column]) for row in rows) for column in (0, 1))
    return "\n".join(f"{a:<{left}}  {b:>{middle}}  {c}".rstrip() for a, b, c in rows)


def table(result: dict) -> str:
    """Any answer as aligned text: what stands alone first, then each list as a table."""
    lines, tables = [], []
    for key, value in result.items():
        if isinstance(value, dict) and value and all(isinstance(v, dict) for v in value.values()):
            tables.append([{"id": id, **row} for id, row in value.items()])
        elif isinstance(value, dict):
            tables.append([{"id": id, "value": each} for id, each in value.items()])
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            tables.append(value)
        else:
            text = " ".join(map(str, value)) if isinstance(value, list) else _rounded(value)
            lines.append(f"{key}: {text}")
    for rows in filter(None, tables):
        cells = [[*rows[0]], *([_rounded(each) for each in row.values()] for row in rows)]
        widths = [max(len(row[column]) for row in cells) for column in range(len(cells[0]))]
        lines += ["", *("  ".join(map(str.ljust, row, widths)).rstrip() for row in cells)]
    return "\n".join(lines)


def _rounded(value: object) -> str:
    if value is None:
        return "not defined"
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return str(value)
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:,.4g}"
