"""Measure everything once and print it as ratios, each beside its aim."""

import argparse
from contextlib import ExitStack

from playwright.sync_api import sync_playwright

from benchmarks import browser, cost_module, readers
from benchmarks.browser import Subject
from tests import chromium, server
from ui.contents import STORY, path_of

OPEN_READERS = (1, 50)


def line(what: str, ours: float, other: float, unit: str, aim: float | None = None) -> None:
    """Print one comparison: both numbers, their ratio, and whether the aim is met."""
    ratio = ours / other
    said = "" if aim is None else f"aim {aim:.2f}: {'met' if ratio <= aim else 'MISSED'}"
    print(f"{what:<68} {ours:9.2f} {other:9.2f} {unit:<3} {ratio:7.2f}x  {said}")


def main() -> None:
    """Run all benchmarks; the exit code says nothing about the ratios."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="few repetitions, rough numbers")
    quick = parser.parse_args().quick
    moves, openings, computations = (6, 2, 20) if quick else (24, 8, 200)

    print(f"{'':<68} {'ours':>9} {'other':>9}     {'ratio':>8}\n\nCost module, against by hand")
    for what, ours, hand in cost_module.measure(computations):
        line(f"  {what}", ours, hand, "ms", 1.5 if "draws" in what else None)

    with ExitStack() as stack:
        story = stack.enter_context(server.running())
        bare = stack.enter_context(server.running("benchmarks/bare_app.py"))
        frozen = stack.enter_context(server.running("benchmarks/frozen_app.py"))
        playwright = stack.enter_context(sync_playwright())
        window = playwright.chromium.launch(
            executable_path=chromium.found(), args=list(chromium.ARGUMENTS)
        )

        def others() -> list[Subject]:
            metric = "[data-testid=stMetricValue]"
            return [
                Subject("bare", bare.address, bare.process, metric),
                Subject("frozen", frozen.address, frozen.process, metric),
                Subject("bare, chart", f"{bare.address}?chart", bare.process, metric),
                Subject("frozen, chart", f"{frozen.address}?chart", frozen.process, metric),
            ]

        print("\nA control moved, each page against the bare application (medians)")
        measured: list[tuple[Subject, list[Subject]]] = []
        # The last page of the story has no slider of its own.
        for page in (name for name in STORY if name != "verdict"):
            address = f"{story.address}/{path_of(page)}?lang=en"
            subject = Subject(page, address, story.process, MOVED[page])
            against = others()
            browser.move_controls(window, [subject, *against], moves)
            measured.append((subject, against))
            line(f"  {page}: new figure painted", *painted(subject, against[0]), "ms", 1.0)
        slowest, (as_it_ships, thawless, charted, charted_frozen) = max(
            measured, key=lambda each: each[0].median("painted") / each[1][0].median("painted")
        )
        print(f"\nThe slowest of them, {slowest.name}")
        line("  figure painted, against bare as it ships", *painted(slowest, as_it_ships), "ms", 1.0)
        line("  figure painted, against bare, frozen", *painted(slowest, thawless), "ms", 1.5)
        for what, other, aim in (
            ("bare with a chart, as it ships", charted, 1.0),
            ("bare with a chart, frozen", charted_frozen, 1.5),
        ):
            line(
                f"  chart settled, against {what}",
                slowest.median("settled"),
                other.median("settled"),
                "ms",
                aim,
            )
        for other in (as_it_ships, thawless, charted):
            line(
                f"  server's processor time per change, against {other.name}",
                sum(slowest.processor) / len(slowest.processor),
                sum(other.processor) / len(other.processor),
                "ms",
            )

        print("\nFirst figure on screen, fresh browser")
        first = [
            Subject("start", f"{story.address}/?lang=en", story.process, ".figure .number"),
            others()[0],
        ]
        browser.open_afresh(window, first, openings)
        line("  start, against bare", first[0].median("first"), first[1].median("first"), "ms", 1.3)

        print("\nServer's memory")
        ours = readers.memory_with(story.address, story.process, "hardware", OPEN_READERS)
        for name, other in (("bare", bare), ("bare, frozen", frozen)):
            theirs = readers.memory_with(other.address, other.process, "", OPEN_READERS)
            for count, mine, its in zip(OPEN_READERS, ours, theirs, strict=True):
                line(f"  {count} open reader(s), against {name}", mine, its, "MB")
        window.close()


def painted(subject: Subject, other: Subject) -> tuple[float, float]:
    """Median milliseconds from the key to the new figure, of both."""
    return subject.median("painted"), other.median("painted")


# A figure that follows the first slider of each page, and stands on the page from the start.
MOVED = {
    "start": ".figures .figure:nth-child(2) .number",
    "claim": ".headline .number",
    "hardware": ".headline .number",
    "capex": ".headline .number",
    # The electricity price moves no figure in large type: the sentence that names it.
    "opex": ".stMarkdown:has(strong)",
    "salaries": ".headline .number",
}

if __name__ == "__main__":
    main()
