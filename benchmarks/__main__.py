"""Measure everything once and print it as ratios, each beside its aim."""

import argparse
import statistics
from contextlib import ExitStack

from playwright.sync_api import sync_playwright

from benchmarks import (
    browser,
    classroom,
    cost_module,
    doubts,
    dying,
    finger,
    leaving,
    opening,
    paper,
    presenting,
    readers,
)
from benchmarks.browser import Subject
from benchmarks.opening import Opened
from tests import chromium, server
from ui.frame.contents import path_of

OPEN_READERS = (1, 50)
CROWD = 8
# How long the server may take for a page on paper, and a slow telephone until it shows it.
MADE_ANEW_MS, FOUND_AGAIN_MS = 25.0, 1.0
ON_A_SLOW_LINE_MS = 1500.0
# How long one waits for what one takes along, made anew and kept.
TAKEN_ANEW_MS, TAKEN_AGAIN_MS = 150.0, 2.0
# How soon a reader is live again whose replica was killed.
LIVE_AGAIN_MS, DEATHS = 1000.0, 2
# How soon a pupil's guess is to be seen by the class.
ON_THE_PROJECTOR_S = 2.0


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

    print("\nWhat a doubter asks, against by hand with as many evaluations")
    for what, ours, hand in doubts.measure(computations // 5):
        line(f"  {what}", ours, hand, "ms")

    print("\nA page on paper, without its charts: the server's processor time, against the aim")
    for page, made in paper.made(max(3, computations // 10)).items():
        size = f"{made.sent / 1000:.0f} kB sent, {made.plain / 1000:.0f} kB plain"
        line(f"  {page}, made anew ({size})", made.anew, MADE_ANEW_MS, "ms", 1.0)
        line(f"  {page}, found again", made.kept, FOUND_AGAIN_MS, "ms", 1.0)

    with ExitStack() as stack:
        story = stack.enter_context(server.running())
        bare = stack.enter_context(
            server.running("benchmarks/bare_app.py", options=server.AS_IT_SHIPS)
        )
        frozen = stack.enter_context(
            server.running("benchmarks/frozen_app.py", options=server.AS_IT_SHIPS)
        )
        # Charts bring libraries that slow the collector down: a server of their own for each.
        with_chart = stack.enter_context(
            server.running("benchmarks/bare_app.py", options=server.AS_IT_SHIPS)
        )
        frozen_with_chart = stack.enter_context(
            server.running("benchmarks/frozen_app.py", options=server.AS_IT_SHIPS)
        )
        playwright = stack.enter_context(sync_playwright())
        window = playwright.chromium.launch(
            executable_path=chromium.found(), args=list(chromium.ARGUMENTS)
        )

        metric = "[data-testid=stMetricValue]"
        ships = Subject("bare as it ships", bare.address, bare.process, metric)
        thawless = Subject("bare, frozen", frozen.address, frozen.process, metric)
        charted = Subject(
            "bare with a chart", f"{with_chart.address}?chart", with_chart.process, metric
        )
        charted_frozen = Subject(
            "bare with a chart, frozen",
            f"{frozen_with_chart.address}?chart",
            frozen_with_chart.process,
            metric,
        )

        print("\nA control moved: key press to new figure painted, against bare as it ships")
        measured: list[tuple[float, Subject]] = []
        for page, figure in MOVED.items():
            address = f"{story.address}/{path_of(page)}?lang=en"
            ours = Subject(page, address, story.process, figure)
            bare_app, bare_chart = ships.anew(), charted.anew()
            browser.move_controls(window, [ours, bare_app, bare_chart], moves // 2)
            measured.append((ours.median("painted") / bare_app.median("painted"), ours))
            line(f"  {page}", ours.median("painted"), bare_app.median("painted"), "ms", 1.0)
            if ours.settled:
                mine, its = ours.median("settled"), bare_chart.median("settled")
                line(f"  {page}, its charts settled, bare with a chart", mine, its, "ms", 1.0)

        # Its answers are remembered, so to and fro it shows less than a reader waits for.
        ours, bare_app = (
            next(each for _, each in measured if each.name == "doubts").anew(),
            ships.anew(),
        )
        browser.move_controls(window, [ours, bare_app], moves // 2, onward=True)
        new = "  doubts, each time to a value nobody has asked about"
        line(new, ours.median("painted"), bare_app.median("painted"), "ms", 1.0)

        slowest = max(measured, key=lambda each: each[0])[1].anew()
        print(f"\nThe slowest of them, {slowest.name}, again and against all")
        browser.move_controls(window, [slowest, ships, thawless, charted, charted_frozen], moves)
        for what, of, other, aim in (
            ("figure painted", "painted", ships, 1.0),
            ("figure painted", "painted", thawless, 1.5),
            ("chart settled", "settled", charted, 1.0),
            ("chart settled", "settled", charted_frozen, 1.5),
        ):
            line(f"  {what}, against {other.name}", slowest.median(of), other.median(of), "ms", aim)
        for other in (ships, thawless, charted, charted_frozen):
            line(
                f"  server's processor time per change, against {other.name}",
                sum(slowest.processor) / len(slowest.processor),
                sum(other.processor) / len(other.processor),
                "ms",
            )

        # A screen is there with all that is on it; of a control's move that is said by its chart.
        settled = statistics.median(each.median("settled") for _, each in measured if each.settled)
        print("\nThe next screen of a talk, against a control moved until its chart has settled")
        for kind, taken in presenting.moves(window, story.address).items():
            line(f"  on {kind} page", taken, settled, "ms", 1.0)

        print("\nA slider dragged, from a move to its figure, against a static page that computes")
        static = stack.enter_context(finger.static_page())
        for slowed, where in ((False, ""), (True, ", processor slowed four times")):
            drags = finger.drags(window, story.address, static, moves * 2, slowed)
            for page, (mine, its) in drags.items():
                line(f"  {page}{where}", mine, its, "ms", None if slowed else 2.0)

        print("\nFirst figure on screen, fresh browser")
        start = Opened(f"{story.address}/?lang=en", ".figure .number")
        empty = Opened(bare.address, metric)
        both = opening.painted(window, {"ours": start, "bare": empty}, openings)
        line("  start, against bare", both["ours"], both["bare"], "ms", 1.0)
        claim = Opened(f"{story.address}/claim?lang=en", ".headline .number")
        by_hand = Opened(static, ".number")
        both = opening.painted(window, {"ours": claim, "static": by_hand}, openings * 2)
        line("  claim, against the static page", both["ours"], both["static"], "ms", 1.2)
        both = opening.painted(window, {"ours": claim, "static": by_hand}, openings, slow=True)
        line(
            "  claim on a slow line, processor slowed four times",
            both["ours"],
            ON_A_SLOW_LINE_MS,
            "ms",
            1.0,
        )
        line("  the same, against the static page", both["ours"], both["static"], "ms")
        with opening.without_paper() as paperless:
            empty_first = f"{paperless.address}/claim?lang=en"
            both = opening.live(window, claim.address, empty_first, openings)
        line("  claim is live, against without its paper", *both, "ms", 1.1)

        print("\nWhat is taken along, against the aim")
        for name, had in leaving.had(story.address, openings * 2):
            line(
                f"  {name}, made anew ({had.size / 1000:.0f} kB)",
                had.anew,
                TAKEN_ANEW_MS,
                "ms",
                1.0,
            )
            line(f"  {name}, found again", had.kept, TAKEN_AGAIN_MS, "ms", 1.0)

        print("\nServer's memory")
        ours = readers.memory_with(story.address, story.process, "hardware", OPEN_READERS)
        for name, other in (
            ("bare with a chart", with_chart),
            ("bare with a chart, frozen", frozen_with_chart),
        ):
            theirs = readers.memory_with(other.address, other.process, "", OPEN_READERS)
            for count, mine, its in zip(OPEN_READERS, ours, theirs, strict=True):
                line(f"  {count} open reader(s), against {name}", mine, its, "MB")
        print(f"\nA class of {classroom.PUPILS}, and a reader elsewhere")
        class_ = classroom.together(window, story.address)
        line("  a guess is on the projector, usually", class_.usual, ON_THE_PROJECTOR_S, "s", 1.0)
        line("  the same, the slowest", class_.slowest, ON_THE_PROJECTOR_S, "s", 1.0)
        line("  a reader's move meanwhile, against before", class_.among, class_.alone, "ms", 1.1)
        print("\nA replica is killed: how soon its reader is live on another, against the aim")
        line("  live again", dying.live_again(window, DEATHS), LIVE_AGAIN_MS, "ms", 1.0)
        window.close()

        print("\nA reader's move while others open the dearest links, against alone")
        watching = stack.enter_context(server.running(options=["--server.fileWatcherType=auto"]))
        for what, of in (("", story), (", were files watched as Streamlit ships", watching)):
            for page in ("claim", "doubts"):
                among, alone = readers.moves_among(of.address, page, CROWD, moves // 6)
                aim = 1.5 if of is story else None
                line(f"  {CROWD} open {page}{what}", among, alone, "ms", aim)


# For each page with a slider, a figure that follows its first one and is there from the start.
MOVED = {
    "start": ".figures .figure:nth-child(2) .number",
    "claim": ".headline .number",
    "hardware": ".headline .number",
    "capex": ".headline .number",
    # The electricity price moves not the first figure, but the one that it goes into.
    "opex": '[data-live="number.electricity_cost"]',
    "salaries": ".headline .number",
    "doubts": ".headline .number",
}

if __name__ == "__main__":
    main()
