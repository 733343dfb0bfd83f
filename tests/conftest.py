"""What several promises share: scenarios from one end of what is possible to the other."""

from collections.abc import Iterator
from functools import partial

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from content import LANGUAGES, Language
from content.conditions import AT_SPOTS
from costmodel import ASSUMPTIONS
from costmodel.commandline import main
from telling import Telling
from tests import chromium, server

EVERY_LANGUAGE = sorted(LANGUAGES)

# Names in a module, or among a test's fixtures, of what starts the application or opens its
# pages: such tests are not among the fast ones.
OPENS_PAGES = {"AppTest", "Browser", "Page", "ask", "opened", "server", "site", "tree"}

# Each is a mapping of changes. Sentences and charts must be right in all of them.
SCENARIOS = {
    "published": {},
    "everything at its lowest": {id: row.allowed_low for id, row in ASSUMPTIONS.items()},
    "everything at its highest": {id: row.allowed_high for id, row in ASSUMPTIONS.items()},
    "no machines": {id: 0.0 for id in ASSUMPTIONS if id.startswith("gpu_count_")},
    "dear electricity": {"electricity_price": 1.0, "operating_cost_h20": 0.0},
    "renting is cheap": {"rental_rate": 0.05},
    "renting is dear": {"rental_rate": 15.0, "utilisation": 0.01},
    "a fleet of one": {
        **{id: 0.0 for id in ASSUMPTIONS if id.startswith("gpu_count_")},
        "gpu_count_h800": 1.0,
    },
    "people only": {"deepseek_share": 0.0, "star_headcount": 150.0},
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what takes a server, a browser or a run of a page as slow."""
    for item in items:
        if OPENS_PAGES & {*vars(item.module), *item.fixturenames}:
            item.add_marker(pytest.mark.slow)


def telling(language: str, changes: dict[str, float] | None = None) -> Telling:
    """A scenario in a language, as a page tells it."""
    return Telling.of(LANGUAGES[language], changes)


def asked_for(language: Language) -> list[str]:
    """The names under which passages are asked for: at a spot that of the spot."""
    return list(
        dict.fromkeys(
            AT_SPOTS[name].name if name in AT_SPOTS else name for name in language.passages
        )
    )


@pytest.fixture
def answer(capsys):
    """Runs the command in this process: exit code, standard output, standard error."""

    def run(*arguments: str) -> tuple[int, str, str]:
        try:
            code = main(list(arguments))
        except SystemExit as stopped:  # argparse leaves this way
            code = stopped.code
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """The address of a running server."""
    with server.running() as running:
        yield running.address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real browser; each test opens its own window in it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium.found(), args=list(chromium.ARGUMENTS)
        )
        # What a page may not do, a test waiting on it must: evaluate a text as a program.
        browser.new_context = partial(browser.new_context, bypass_csp=True)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page of an English reader's browser on a desk."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()
