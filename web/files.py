"""The files that are served as they are: style, scripts, fonts, icons.

Each carries a version in its address, made of its content. What is asked for under its
present version never changes and may be kept for a year; under any other it is the
present file, to be asked for again.
"""

import hashlib
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from web.keeping import tags_in

# What is served. Anything else that lies in the folder was forgotten there.
_MEDIA_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".woff2": "font/woff2",
}
_PREFIX = "app/static"
_VERSION = "v"
_COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
# The files that a style names, relative to itself.
_NAMED_IN_STYLE = re.compile(r'url\("([^":]+)"\)')


@dataclass(frozen=True)
class File:
    """A served file: its bytes, their kind, and the version that stands in its address."""

    content: bytes
    media_type: str
    version: str


class Files:
    """The files of known kinds below a folder, read once.

    Raises:
        ValueError: if a style names a file that is not among them.
    """

    def __init__(self, folder: Path) -> None:
        paths = [path for path in folder.rglob("*.*") if path.suffix in _MEDIA_TYPES]
        self._files: dict[str, File] = {}
        # Styles last: their content holds the versions of the files they name.
        for path in sorted(paths, key=lambda path: path.suffix == ".css"):
            name, content = path.relative_to(folder).as_posix(), path.read_bytes()
            if path.suffix == ".css":
                content = self._with_versions(name, content.decode()).encode()
            version = hashlib.sha256(content).hexdigest()[:12]
            self._files[name] = File(content, _MEDIA_TYPES[path.suffix], version)

    def _with_versions(self, style: str, text: str) -> str:
        """A style's text in which every file it names carries its version."""

        def versioned(found: re.Match) -> str:
            name = posixpath.normpath(posixpath.join(posixpath.dirname(style), found[1]))
            if name not in self._files:
                raise ValueError(f"{style} names {found[1]}, which is not there")
            return f'url("{found[1]}?{_VERSION}={self._files[name].version}")'

        return _NAMED_IN_STYLE.sub(versioned, text)

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __getitem__(self, name: str) -> File:
        return self._files[name]

    def address(self, name: str) -> str:
        """The address of a file below the site, with its version, without a leading slash.

        Raises:
            KeyError: if there is no such file.
        """
        return f"{_PREFIX}/{name}?{_VERSION}={self._files[name].version}"

    def inlined(self, style: str) -> str:
        """A style's text to stand in a document itself, the files it names below the site.

        Raises:
            KeyError: if there is no such style.
        """
        folder = posixpath.dirname(f"{_PREFIX}/{style}")
        text = _COMMENT.sub("", self._files[style].content.decode())
        return _NAMED_IN_STYLE.sub(
            lambda found: f'url("./{posixpath.normpath(posixpath.join(folder, found[1]))}")', text
        )

    def serve(self, request: Request) -> Response:
        """Answer with the file that a request's ``name`` says.

        Raises:
            HTTPException: 404 if there is no such file.
        """
        file = self._files.get(request.path_params["name"])
        if file is None:
            raise HTTPException(404)
        current = request.query_params.get(_VERSION) == file.version
        headers = {
            "Cache-Control": "public, max-age=31536000, immutable" if current else "no-cache",
            # Weak: the same file may leave compressed.
            "ETag": f'W/"{file.version}"',
            # Also where it says that what somebody has still holds.
            "Vary": "Accept-Encoding",
        }
        if f'"{file.version}"' in tags_in(request.headers.get("if-none-match", "")):
            return Response(status_code=304, headers=headers)
        return Response(file.content, headers=headers, media_type=file.media_type)


FILES = Files(Path(__file__).resolve().parent.parent / "static")

ROUTES = (Route(f"/{_PREFIX}/{{name:path}}", FILES.serve),)
