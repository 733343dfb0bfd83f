"""Old links replayed against a server, wherever it stands: ``python -m tests.replay https://…``.

What they showed when they were made stands in ``old_links.csv``. It is compared with what the
server answers over HTTP: as data in both forms, and in words on its pages.
"""

import argparse
import json
import sys
from collections.abc import Iterator

import costmodel
from content import LANGUAGES
from tests import old_links
from tests.asking import ask
from tests.old_links import written

# Each page with a figure of its own, which it says large.
PAGES = {
    "claim": "final_run_cost",
    "capex": "capex",
    "opex": "opex",
    "salaries": "company_cost",
    "verdict": "tco_ratio",
    "hardware": "fleet_gpus",
}


def differences(site: str, link: str) -> Iterator[str]:
    """What a server says otherwise than an old link showed, and without a reason."""
    shown = old_links.links()[link]
    moved = {each["id"]: each for each in _data(site, f"/changes.json?{link}")["figures"]}
    # A formula that changed is the one thing a link cannot keep; then the reason is told.
    excused = {id for id, each in moved.items() if each["from"] is None and each["why"]}
    for form in ("/api/figures.json", "/api/v1/figures.json"):
        now = _data(site, f"{form}?{link}")["figures"]
        for id, value in shown.items():
            if id not in excused and written(now[id]["value"]) != value:
                was = value or "not defined"
                yield f"{form}?{link}: {id} is {now[id]['value']!r}, and it was {was}"
    for id, each in moved.items():
        if id in shown and id not in excused and written(each["from"]) != shown[id]:
            yield f"/changes.json?{link}: {id} was {shown[id]}, and it says {each['from']!r}"
    for language in LANGUAGES.values():
        for page, figure in PAGES.items():
            if figure in excused or not shown.get(figure):
                continue
            style = "precise,full"
            said = language.numbers.write(float(shown[figure]), costmodel.unit_of(figure), style)
            for path in (f"/{page}.md", f"/{page}"):
                asked = f"{path}?{link}&lang={language.code}"
                answer = ask(site, asked)
                if answer.status != 200:
                    yield f"{asked}: the answer is {answer.status}"
                elif said not in _plain(answer.text):
                    yield f"{asked}: {said!r} is not there"


def _data(site: str, path: str) -> dict:
    return json.loads(ask(site, path).text)


def _plain(text: str) -> str:
    # A number does not break at the end of a line.
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("&nbsp;", " ")


def main() -> None:
    """Replay every old link; the exit code is 1 where something differs."""
    parser = argparse.ArgumentParser(prog="python -m tests.replay", description=__doc__)
    parser.add_argument("site", help="its public address, or that of a replica")
    site = parser.parse_args().site
    links, found = old_links.links(), 0
    for link in links:
        for difference in differences(site, link):
            found += 1
            print(difference)
    print(f"{len(links)} old links, {sum(map(len, links.values())):,} figures: {found} differences")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
