"""What must be right before anybody comes: files of numbers, of words, and what browsers ask for.

Nothing here imports the cost module or a page: they need the very files that are checked.
"""

import re
import sys
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from jinja2 import TemplateNotFound, TemplateSyntaxError
from streamlit.runtime.scriptrunner import get_script_run_ctx

import textfiles
from content import LANGUAGES, PAGES
from content import faults as faults_of_words
from content.reading import flat
from elements import markup
from ui.frame import failing

_ROOT = Path(__file__).resolve().parents[2]
# Tables of labels that name the rows of a file under another name.
_ROWS_NAMED_BY = {"controls": "export_controls", "fleet_rows": "fleet"}
# Names beside those of a file's rows: the reader's own scenario stands among the stories.
_BESIDE_ROWS = {"stories": {"yours"}}
_FILES = (
    "classroom.css",
    "classroom.js",
    "embed.js",
    "embedded.css",
    "embedded.js",
    "favicon.png",
    "kit.css",
    "live.js",
    "paper.css",
    "paper.js",
    "plain.css",
    "translators.js",
    "waiting.js",
)
_STYLE = "style.css"


class StartFault(Exception):
    """What keeps the application from serving; the message lists every fault, one a line."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = list(dict.fromkeys(faults))
        super().__init__(
            f"The application cannot start. Faults: {len(self.faults)}\n  "
            + "\n  ".join(self.faults)
        )


def runs_as_a_script() -> bool:
    """Whether Streamlit is executing the calling file as a page instead of serving its ``app``."""
    return get_script_run_ctx(suppress_warning=True) is not None


@contextmanager
def told() -> Iterator[None]:
    """Import the application's parts inside; a fault in them or their files is told in words.

    Served as an application, the process then ends with the message on standard error;
    run as a plain script, the message goes to the log and the reader gets a sentence.
    """
    try:
        if faults := file_faults():
            raise StartFault(faults)
        yield
    except StartFault as fault:
        _stop(fault)
    except Exception as error:
        _stop(StartFault(reasons(error)))


def _stop(fault: StartFault) -> None:
    if runs_as_a_script():
        failing.stop(fault)
    sys.exit(str(fault))


def file_faults() -> list[str]:
    """Every fault in ``data/``, ``content/``, ``static/`` and the templates, by file and place."""
    faults = faults_of_words(LANGUAGES)
    try:
        from data import RECORDS
    except ValueError as error:
        faults = [*reasons(error), *faults]
    else:
        faults += _names_of_rows(RECORDS)
    return [*faults, *_static_faults(), *_script_faults(), *markup.faults()]


def _names_of_rows(records: object) -> Iterator[str]:
    """Rows that the words name and the numbers lack, as after a file was cut; and the reverse."""
    files = {name for language in LANGUAGES.values() for name in language.words.files}
    for language in LANGUAGES.values():
        if language.words.faults or files - set(language.words.files):
            # What follows from words that could not be read is not a fault of its own.
            continue
        for table, labels in language.labels.items():
            file = _ROWS_NAMED_BY.get(table, table)
            rows = getattr(records, file, None)
            if rows is None or not isinstance(labels, dict):
                continue
            places = language.words.places
            for id, label in labels.items():
                if id not in rows and id not in _BESIDE_ROWS.get(file, ()):
                    path = next(iter(flat({id: label})), id)
                    at = ", line ".join(map(str, places.get(f"label {table}.{path}", ())))
                    yield f"data/{file}.csv: no row {id}, which {at or language.code} names"
            for id in rows:
                # What is an assumption too has its name there.
                if id not in labels and not (file != "assumptions" and id in records.assumptions):
                    yield f"content/{language.code}: no label {table}.{id} for data/{file}.csv"


def _static_faults() -> Iterator[str]:
    """What every page asks for besides itself: style, the fonts it names, icon."""
    folder = _ROOT / "static"
    wanted = [*_FILES]
    try:
        style = textfiles.read(folder / _STYLE)
    except textfiles.Unreadable as reason:
        yield f"static/{_STYLE}: {reason}"
    else:
        named = re.findall(r"url\(\s*[\"']?([^\"')]+)", style)
        wanted += [each for each in named if not each.startswith(("data:", "#"))]
    for name in wanted:
        path = folder / name
        if not path.exists():
            yield f"static/{name}: the file is missing"
        elif not path.is_file():
            yield f"static/{name}: is a folder, where a file is needed"
        elif not path.stat().st_size:
            yield f"static/{name}: the file is empty"


def _script_faults() -> Iterator[str]:
    """Pages that are missing, and scripts for browsers in which nothing stands."""
    for page in PAGES:
        if not (_ROOT / "pages" / f"{page}.py").is_file():
            yield f"pages/{page}.py: the file is missing"
    for path in sorted((_ROOT / "ui").rglob("*.js")):
        try:
            if not textfiles.read(path).strip():
                yield f"{_in_project(str(path))}: the file is empty"
        except textfiles.Unreadable as reason:
            yield f"{_in_project(str(path))}: {reason}"


def reasons(error: BaseException) -> list[str]:
    """An error in words for whoever runs the application: file, place and reason."""
    if isinstance(error, StartFault):
        return error.faults
    if faults := getattr(error, "faults", None):
        return [f"data/{fault}" for fault in faults]
    if isinstance(error, TemplateSyntaxError):
        return [f"{_in_project(error.filename)}, line {error.lineno}: {error.message}"]
    if isinstance(error, TemplateNotFound):
        asked = [_in_project(each.filename) for each in traceback.extract_tb(error.__traceback__)]
        rooms = [room for room in ("web", "paper") if f"{room}/markup.py" in asked]
        room = next(iter(rooms), "elements")
        return [f"{room}/templates/{error.name}: the file is missing"]
    if isinstance(error, OSError) and (inside := _in_project(str(error.filename))):
        return [f"{inside}: {error.strerror}"]
    if isinstance(error, SyntaxError) and error.filename:
        return [f"{_in_project(error.filename)}, line {error.lineno}: {error.msg}"]
    reason = f"{type(error).__name__}: {error}"
    # These name the file at fault themselves; the code that asked is not at fault.
    if str(error).startswith(("content/", "data/", "pages/")):
        reason = str(error)
    frames = [
        f"{inside}, line {frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if (inside := _in_project(frame.filename)) and not inside.startswith("content/")
    ]
    return [f"{reason} (in {frames[-1]})" if frames else reason]


def _in_project(file: str) -> str:
    """A file's name below the project's folder; empty for files of libraries."""
    path = Path(file)
    inside = path.is_relative_to(_ROOT) and "site-packages" not in path.parts
    return path.relative_to(_ROOT).as_posix() if inside else ""
