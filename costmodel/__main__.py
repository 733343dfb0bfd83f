"""``python -m costmodel [--json] [id=value …]``: one scenario, as a table or as JSON."""

import argparse
import json
import sys

from costmodel import read_changes, report


def main(arguments: list[str] | None = None) -> int:
    """Print the scenario; 0 if it could be computed, 2 if a part of it was refused."""
    parser = argparse.ArgumentParser(
        prog="python -m costmodel",
        description="Every figure of The $5M Question for the published assumptions, or for yours.",
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("changes", nargs="*", metavar="id=value", help="an assumption to change")
    given = parser.parse_intermixed_args(arguments)
    pairs = [part.partition("=") for part in given.changes]
    changes, faults = read_changes((id, value) for id, equals, value in pairs if equals)
    refused = [f"{id!r}: expected id=value" for id, equals, _ in pairs if not equals]
    refused += [fault.message for fault in faults]
    if refused:
        print("\n".join(refused), file=sys.stderr)
        return 2
    result = report(changes)
    print(json.dumps(result, indent=2) if given.json else table(result, changes))
    return 0


def table(result: dict, changes: dict[str, float]) -> str:
    """A report as aligned text; changed assumptions carry a star."""
    rows = [("ASSUMPTION", "VALUE", "")]
    rows += [
        (f"{id} *" if id in changes else id, f"{value:,.10g}", "")
        for id, value in result["assumptions"].items()
    ]
    rows.append(("FIGURE", "VALUE", "UNIT"))
    for id, figure in result["figures"].items():
        value = figure["value"]
        rows.append((id, "not defined" if value is None else _rounded(value), figure["unit"]))
    left, middle = (max(len(row[column]) for row in rows) for column in (0, 1))
    return "\n".join(f"{a:<{left}}  {b:>{middle}}  {c}".rstrip() for a, b, c in rows)


def _rounded(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:,.4g}"


if __name__ == "__main__":
    sys.exit(main())
