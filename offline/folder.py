"""The folder: whatever the site answers to everybody alike, asked for and written down."""

import io
import os
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from content import LANGUAGES, PAGES, path_of
from elements import markup
from offline import fetching, live
from offline.links import Links, style
from offline.places import Copy, copies, file_of, files, shared
from web.answers import Answer, answers
from web.files import FILES
from web.site import public_address

_TEMPLATES = markup.environment(Path(__file__).with_name("templates"), markup.FOLDER)
# What a browser asks for by itself stays: scripts are for the site.
_STATIC = (".css", ".woff2", ".png", ".svg", ".txt")
# This one lets the live page take the paper's place, as on the site.
_SCRIPT = "paper.js"
_FOOT = re.compile(r"<footer>.*?</footer>", re.DOTALL)
# What a text ends with: a rule, and where the page is live.
_FOOT_IN_MARKDOWN = re.compile(r"\n---\n\n[^\n]*\n\Z")
# The way to be asked before one is told; what is asked goes to a server.
_INVITATION = re.compile(r'<form class="guess-invitation".*?</form>', re.DOTALL)
_FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
# Where each page is live, by the name of its document.
_LIVE = {file_of(page): f"{path_of(page)}/index.html".lstrip("/") for page in PAGES}
# What has links.
_TEXTS = (".html", ".md", "llms.txt")


class Unanswered(RuntimeError):
    """The site does not answer with what the folder is to hold; the message says where."""


def build(
    target: Path,
    wanted: Sequence[Copy] = (),
    processes: int | None = None,
    kept: Path | None = None,
) -> None:
    """Write these copies, all that there are if none is named, into a folder.

    ``kept`` is where what the live page needs from elsewhere is fetched to, and kept; without it
    there is no live page.

    What lies there under the same names is written over. ``processes`` at once, as many as there
    are processors if it is not said.

    Raises:
        Unanswered: if the site fails to answer.
        Unfetched: if something cannot be fetched.
    """
    wanted = tuple(wanted) or tuple(copies())
    if kept:
        _write(target, dict(live.contents(fetching.fetched(kept))))
    names = [name for name in FILES if name.endswith(_STATIC) or name == _SCRIPT]
    _write(target, dict(_static(names)))
    _write(target, {answer.address[1:]: answer.content for answer in _answered(shared())})
    # A process that is forked from one with threads may wait for ever.
    workers = ProcessPoolExecutor(processes or os.cpu_count(), mp_context=get_context("spawn"))
    with workers:
        # Each is asked for, so that what one of them raises is raised here.
        list(workers.map(partial(write_copy, target, wanted, bool(kept)), wanted))
    first = wanted[0]
    _write(target, {"index.html": _first(target, first), "readme.txt": _readme()})


def write_copy(target: Path, wanted: Sequence[Copy], is_live: bool, copy: Copy) -> None:
    """Write one copy into its folder below ``target``; its pages lead to the others ``wanted``,
    and to the live page where the folder ``is_live``.

    Raises:
        Unanswered: if the site fails to answer.
    """
    asked = {_with(path, copy.query): f"{copy.folder}/{file}" for path, file in files().items()}
    made: dict[str, bytes] = {}
    texts: dict[str, tuple[str, str]] = {}
    for answer in answers(asked):
        file = asked[answer.address]
        if "/chart/" in file:
            # A chart need not stand on its page in every scenario.
            if answer.status != 404:
                made |= _package(file, _content(answer))
        elif file.endswith(_TEXTS):
            texts[file] = answer.address, _content(answer).decode()
        else:
            made[file] = _content(answer)
    there = {*made, *texts, *(f"{each.folder}/{name}" for each in wanted for name in _pages())}
    there |= {f"app/static/{name}" for name in FILES} | {path[1:] for path in shared()}
    for file, (address, text) in texts.items():
        links = Links(address, file, copy.language, there.__contains__, public_address() or "")
        made[file] = _led(copy, wanted, is_live, file, text, links).encode()
    _write(target, made)


def _led(
    copy: Copy, wanted: Sequence[Copy], is_live: bool, file: str, text: str, links: Links
) -> str:
    """A text whose links lead into the folder, with what it says of the folder at its foot."""
    say = LANGUAGES[copy.language].label
    if not file.endswith(".html"):
        foot = f"\n---\n\n{say('offline.about')}\n"
        return links.markdown(_FOOT_IN_MARKDOWN.sub(lambda _: foot, text))
    text = _INVITATION.sub("", text)
    # Said once, where the first of them stood.
    text = _FORM.sub(f"<p>{say('offline.form')}</p>", text, count=1)
    text = links.html(_FORM.sub("", text))
    name = posixpath.relpath(file, copy.folder)
    if name not in _pages():
        return text
    scenarios = [
        {
            "name": say(f"stories.{each.story}.name") if each.story else say("offline.published"),
            "href": posixpath.relpath(f"{each.folder}/{name}", posixpath.dirname(file)),
            "is_here": each == copy,
        }
        for each in wanted
        if each.language == copy.language
    ]
    page = _LIVE.get(name) if is_live else None
    to_live = posixpath.relpath(f"{live.FOLDER}/{page}", posixpath.dirname(file)) if page else ""
    foot = _TEMPLATES.get_template("foot.html").render(
        say=say, scenarios=scenarios, live=f"{to_live}?{copy.query}" if to_live else ""
    )
    return _FOOT.sub(lambda _: foot, text)


def _pages() -> set[str]:
    """The documents that every copy has."""
    return {file for path, file in files().items() if file.endswith(".html") and "/" not in file}


def _with(path: str, query: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}{query}"


def _answered(addresses: Iterable[str]) -> Iterator[Answer]:
    for answer in answers(addresses):
        _content(answer)
        yield answer


def _content(answer: Answer) -> bytes:
    if answer.status != 200:
        raise Unanswered(f"{answer.address} answers {answer.status}: {answer.content[:200]!r}")
    return answer.content


def _package(file: str, archive: bytes) -> dict[str, bytes]:
    """A chart's archive, and beside it what is in it by itself."""
    folder = posixpath.dirname(file)
    with zipfile.ZipFile(io.BytesIO(archive)) as package:
        inside = {
            f"{folder}/{name}": package.read(name)
            for name in package.namelist()
            if posixpath.splitext(name)[1] in (".png", ".svg", ".csv", ".json")
        }
    return {file: archive, **inside}


def _static(names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    for name in names:
        content = FILES[name].content
        if name.endswith(".css"):
            content = style(content.decode()).encode()
        yield f"app/static/{name}", content


def _first(target: Path, copy: Copy) -> bytes:
    """What the folder opens with: the first page of a copy, its links led from where it stands."""
    text = (target / copy.folder / "index.html").read_text(encoding="utf-8")
    return _from_above(text, copy.folder).encode()


def _from_above(text: str, folder: str) -> str:
    def moved(found: re.Match) -> str:
        before, address, after = found.groups()
        if re.match(r"[a-z]+:|#", address):
            return found[0]
        return before + posixpath.normpath(posixpath.join(folder, address)) + after

    return re.sub(r'(\s(?:href|src)=")([^"]*)(")', moved, text)


def _readme() -> bytes:
    said = [
        f"{each.label('ui.title')}\n\n{each.label('offline.readme')}\n"
        for each in LANGUAGES.values()
    ]
    return "\n".join(said).encode()


def _write(target: Path, contents: dict[str, bytes]) -> None:
    for name, content in contents.items():
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
