"""What happens, told to whoever runs the application: one line an event, on standard error.

By itself a line is for people. ``LOGS=json`` in the environment makes it an object for programs,
``LOGS=full`` is for developing. But in the last, no line of anybody's here holds the query of an
address, who asked, or the message of an error, which may hold what a reader entered: of an error
there is its kind, and the places in the code it came by.
"""

import json
import logging
import os
import re
import sys
import time
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

SETTING = "LOGS"
ERROR = logging.ERROR
_JSON, _FULL = "json", "full"
_KNOWN = ("", _JSON, _FULL)

_LOG = logging.getLogger("explainer")
# How often the same event is told at most: a stranger must not fill a disk with refusals.
_SECONDS_BETWEEN = 60.0
# Behind a question mark, up to where a sentence goes on.
_QUERY = re.compile(r"\?[^\s\"'?]*=[^\s\"']*")
_ROOT = Path(__file__).resolve().parent.parent
_LIBRARIES = re.compile(r".*/(?:site-packages|lib/python[\d.]+)/")


class Lines(logging.Formatter):
    """Words records for people, or as JSON; ``is_full``, with what may hold a reader's numbers."""

    def __init__(self, as_json: bool, is_full: bool = False) -> None:
        super().__init__()
        self._as_json, self._is_full = as_json, is_full

    def format(self, record: logging.LogRecord) -> str:
        """One line; but a traceback for people has more."""
        told = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            **_fields(record),
        }
        error = record.exc_info[1] if record.exc_info else None
        if error is not None and not self._is_full:
            told |= failure(error)
        if self._as_json:
            return json.dumps(told, ensure_ascii=False, default=str)
        begin = " ".join(str(told.pop(name)) for name in ("time", "level", "event"))
        said = f": {told.pop('message')}" if "message" in told else ""
        rest = "".join(f" {name}={value}" for name, value in told.items() if name != "at")
        at = "".join(f"\n  {place}" for place in told.get("at", ()))
        full = f"\n{self.formatException(record.exc_info)}" if error and self._is_full else ""
        return f"{begin}{said}{rest}{at}{full}"


def _fields(record: logging.LogRecord) -> dict[str, object]:
    own = getattr(record, "fields", None)
    if own is not None:
        return {"event": record.getMessage(), **own}
    return {"event": record.name, "message": _QUERY.sub("", record.getMessage())}


def failure(error: BaseException) -> dict[str, object]:
    """An error's kind and where it came by, outermost first; never its message."""
    causes = list(_causes(error))
    places = [
        f"{_place(frame.filename)}, line {frame.lineno}, {frame.name}"
        for each in reversed(causes)
        for frame in traceback.extract_tb(each.__traceback__)
    ]
    return {"error": " from ".join(type(each).__name__ for each in causes), "at": places}


def _place(file: str) -> str:
    """A file's name below this project's folder, or below that of the libraries."""
    return _LIBRARIES.sub("", file).removeprefix(f"{_ROOT}{os.sep}")


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


class _OfReaders(logging.Filter):
    """Holds back the server's lines about single connections: they begin with who asked."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not str(record.msg).startswith('%s - "')


_OF_READERS = _OfReaders()


def attend() -> None:
    """Word everything that is logged in this process as the setting says.

    To be called as soon as the application is read, and once more when all of it is: libraries
    bring handlers of their own.

    Raises:
        ValueError: if the setting is none of those there are.
    """
    setting = os.environ.get(SETTING, "").strip().lower()
    if setting not in _KNOWN:
        raise ValueError(
            f"{SETTING}={setting!r} in the environment is not known; it is {_JSON} or {_FULL}, "
            "or not set"
        )
    lines = Lines(setting == _JSON, setting == _FULL)
    if not logging.root.handlers:
        logging.root.addHandler(logging.StreamHandler(sys.stderr))
    loggers = [each for each in logging.root.manager.loggerDict.values() if hasattr(each, "level")]
    for logger in (logging.root, *loggers):
        for handler in logger.handlers:
            handler.setFormatter(lines)
    _LOG.setLevel(logging.INFO)
    logging.getLogger("uvicorn.access").disabled = True
    logging.getLogger("uvicorn.error").addFilter(_OF_READERS)


def tell(event: str, level: int = logging.INFO, **fields: object) -> None:
    """Log an event, with what is to be known of it; nothing of a reader's may be among that."""
    _LOG.log(level, event, extra={"fields": fields})


# By what is the same about an event: when it was told last, and how often it happened since.
_told: dict[tuple[object, ...], tuple[float, int]] = {}


def tell_seldom(event: str, of: dict[str, object], **fields: object) -> None:
    """The same, once a minute for events ``of`` the same; ``unsaid`` counts those in between."""
    key, now = (event, *of.values()), time.monotonic()
    last, unsaid = _told.get(key, (-_SECONDS_BETWEEN, 0))
    if now - last < _SECONDS_BETWEEN:
        _told[key] = last, unsaid + 1
        return
    _told[key] = now, 0
    more = {"unsaid": unsaid} if unsaid else {}
    tell(event, logging.WARNING, **of, **fields, **more)
