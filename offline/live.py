"""The live page in the folder: Streamlit in the reader's browser, with nothing asked of a server.

stlite brings Streamlit 1.62, Pyodide Python 3.13. Beside them lie two archives: the packages, as
they are installed here, and the story itself. What this Python lacks, ``browser/`` stands in for.
"""

import hashlib
import importlib.metadata
import io
import json
import re
import tarfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from content import LANGUAGES, PAGES, path_of
from elements import markup
from exports import archive
from offline import places

FOLDER = "live"
_ROOT = Path(__file__).resolve().parent.parent
_TEMPLATES = markup.environment(Path(__file__).with_name("templates"), markup.FOLDER)
_STLITE, _PYODIDE, _NUMPY = "@stlite/browser", "pyodide", "@bentopdf/pymupdf-wasm"
_SETTINGS = ".streamlit"
_ROOMS = (
    *("textfiles", "data", "costmodel", "content", "telling", "charts", "exports", "classrooms"),
    *("elements", "ui", "pages", "static", _SETTINGS),
)
# Of what is installed here: all without a compiled part, or that do without it.
_INSTALLED = (
    *("altair", "annotated-types", "anyio", "attrs", "babel", "beautifulsoup4", "cachetools"),
    *("click", "idna", "itsdangerous", "jinja2", "jsonschema", "jsonschema-specifications"),
    *("markdown-it-py", "markdownify", "markupsafe", "mdurl", "narwhals", "packaging", "protobuf"),
    *("python-multipart", "referencing", "segno", "six", "soupsieve", "starlette"),
    *("typing-extensions", "typing-inspection", "xlsxwriter"),
)
# What of a package the story does not run.
_NOT_RUN = re.compile(r"(^|/)(tests?|__pycache__|f2py)/|\.(so|pyi|c|h|a)$|^\.\.")
_LOCALE = re.compile(r"babel/locale-data/(?P<name>\w+)\.dat")
_OF_PYODIDE = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip")
# Elements that the story does not draw, of several megabytes each.
_NOT_DRAWN = re.compile(r"\.map$|\.d\.ts$|/wheels/|/(PlotlyChart|DeckGlJsonChart|GraphVizChart)")
_FONTS = re.compile(r'url\("fonts/')


def contents(fetched: Mapping[str, Path]) -> Iterator[tuple[str, bytes]]:
    """Every file of the live page by its name in the folder.

    ``fetched`` are the packages as ``offline.fetching`` names them.
    """
    yield from _stlite(fetched[_STLITE])
    yield from _pyodide(fetched[_PYODIDE], fetched["micropip"])
    wheels = [fetched[name] for name in ("blinker", "micropip", "toml")]
    yield f"{FOLDER}/packages.zip", archive(_packages(fetched, wheels))
    yield f"{FOLDER}/story.zip", archive(_story())
    yield f"{FOLDER}/start.zip", archive(_start())
    yield f"{FOLDER}/live.js", Path(__file__).with_name("live.js").read_bytes()
    yield f"{FOLDER}/live.json", json.dumps(_said(), ensure_ascii=False).encode()
    readme = {code: each.label("offline.readme") for code, each in LANGUAGES.items()}
    for page in PAGES:
        path = path_of(page)
        document = _TEMPLATES.get_template("live.html").render(
            up="../../" if path else "../", to_live="../" if path else "./", languages=readme
        )
        yield f"{FOLDER}/{path}/index.html" if path else f"{FOLDER}/index.html", document.encode()


def _said() -> dict[str, object]:
    """What the script in the document must know: languages, their words, and what lies where."""
    return {
        "languages": {
            code: {
                "becoming": each.label("offline.becoming"),
                "absent": each.label("offline.form"),
            }
            for code, each in LANGUAGES.items()
        },
        "pages": {path_of(page): places.file_of(page) for page in PAGES},
        "files": places.standing(),
        "copies": {each.query: each.folder for each in places.copies()},
    }


def _stlite(path: Path) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(path) as package:
        for each in package:
            name = each.name.removeprefix("package/build/")
            if each.isfile() and name != each.name and not _NOT_DRAWN.search(each.name):
                yield f"{FOLDER}/stlite/{name}", package.extractfile(each).read()


def _pyodide(path: Path, micropip: Path) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(path) as package:
        for name in _OF_PYODIDE:
            yield f"{FOLDER}/pyodide/{name}", package.extractfile(f"package/{name}").read()
        lock = json.load(package.extractfile("package/pyodide-lock.json"))
    # stlite asks for this one by its name; all others lie in the archive.
    lock["packages"] = {
        "micropip": {
            **lock["packages"]["micropip"],
            "file_name": micropip.name,
            "sha256": hashlib.sha256(micropip.read_bytes()).hexdigest(),
            "depends": [],
        }
    }
    yield f"{FOLDER}/pyodide/pyodide-lock.json", json.dumps(lock).encode()
    yield f"{FOLDER}/pyodide/{micropip.name}", micropip.read_bytes()


def _packages(fetched: Mapping[str, Path], wheels: Iterable[Path]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for wheel in wheels:
        found |= _unpacked(wheel.read_bytes())
    for name, folder in ((_STLITE, "package/build/wheels/"), (_NUMPY, "package/assets/numpy-")):
        with tarfile.open(fetched[name]) as package:
            for each in package:
                if each.name.startswith(folder) and each.name.endswith(".whl"):
                    is_numpy = name == _NUMPY
                    found |= _unpacked(package.extractfile(each).read(), compiled=is_numpy)
    for name in _INSTALLED:
        installed = importlib.metadata.distribution(name)
        for file in installed.files or ():
            path = Path(str(installed.locate_file(file)))
            if _is_run(str(file)) and path.is_file():
                found[str(file)] = path.read_bytes()
    return found | _below(_ROOT / "browser" / "packages")


def _unpacked(wheel: bytes, compiled: bool = False) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(wheel)) as package:
        return {
            name: package.read(name)
            for name in package.namelist()
            if not name.endswith("/") and (_is_run(name) or (compiled and name.endswith(".so")))
        }


def _is_run(name: str) -> bool:
    if locale := _LOCALE.fullmatch(name):
        return locale["name"].split("_")[0] in {"root", *LANGUAGES}
    return not _NOT_RUN.search(name)


def _story() -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for room in _ROOMS:
        found |= {f"{room}/{name}": content for name, content in _below(_ROOT / room).items()}
    style = found["static/style.css"].decode()
    # It stands in a document of the live page, one folder below what is shared.
    found["static/style.css"] = _FONTS.sub('url("../app/static/fonts/', style).encode()
    return found | _below(_ROOT / "browser" / "rooms")


def _start() -> dict[str, bytes]:
    """What is run, and its settings: not beside the pages, each of which would be run by itself."""
    settings = _below(_ROOT / _SETTINGS)
    return {
        "live.py": (_ROOT / "browser" / "live.py").read_bytes(),
        **{f"{_SETTINGS}/{name}": content for name, content in settings.items()},
    }


def _below(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts and path.suffix != ".woff2"
    }
