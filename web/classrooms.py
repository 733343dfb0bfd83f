"""A class together at plain addresses: who opens one leads it, everybody else guesses.

``/rooms`` is where one goes in or opens a class, ``/rooms/K7QX`` what a pupil's phone shows, and
``/rooms/K7QX/board`` what stands on the projector. All of it works without scripts.
"""

import logging
from collections.abc import Callable
from functools import partial
from urllib.parse import parse_qsl

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

import exports
from classrooms import (
    SECONDS_OPEN,
    Classroom,
    Classrooms,
    InProcess,
    InServer,
    Refusal,
    StoreFault,
    configured,
    device_of,
    tidied,
)
from content import LANGUAGES
from costmodel import quoted
from web import classroom_documents as documents
from web import measures
from web.classroom_documents import ENDED, PATH
from web.keeping import NOT_KEPT
from web.links import language_of, link_of, query_of

_LOG = logging.getLogger(__name__)

# Where the store does not answer, those who wait for it keep nobody else waiting.
_AT_ONCE = CapacityLimiter(4)
_SEEN = "seen"
# What is said where the class is, and not at its door.
_IN_CLASS = ("often", "asked", "told", "guess", "full")

_CLASSROOMS = Classrooms(InServer(configured()) if configured() else InProcess())


def door(request: Request) -> Response:
    """``/rooms``: where a pupil types the code, and a teacher opens a class."""
    if given := request.query_params.get("code", "").strip():
        code = tidied(given)
        try:
            _, badge = _enter(request, code)
        except Refusal as refusal:
            return documents.door(request, Refusal(refusal.reason, quoted(given)))
        return _with_badge(_to(f".{PATH}/{code}", request), request, code, badge)
    return documents.door(request)


def open_one(request: Request, form: dict[str, str]) -> Response:
    """A new class, for the link that the form was made for; whoever opens it leads it."""
    link, _ = exports.read(parse_qsl(form.get("link", "")), LANGUAGES)
    query = query_of(link, link.language or language_of(request, link))
    code, secret = _CLASSROOMS.open(query, _address(request))
    measures.CLASSES.inc()
    return _with_secret(_to(f".{PATH}/{code}/board", request), request, code, secret)


def pupil(request: Request) -> Response:
    """``/rooms/K7QX``: the question, or how the guess compares once that is told."""
    code = request.path_params["code"]
    room, badge = _enter(request, code)
    if _is_as_seen(request, documents.seen_by_pupils(room)):
        return _nothing_new()
    return _with_badge(_for_pupil(request, room, badge), request, code, badge)


def guess(request: Request, form: dict[str, str]) -> Response:
    """A pupil's guess: one for each device and question, and it may be changed."""
    code = request.path_params["code"]
    badge = request.cookies.get(_badge(code), "")
    if not (device := _CLASSROOMS.device(code, badge)):
        # Whoever comes to a class that is over is told that, and not of cookies.
        _CLASSROOMS.at(code)
        raise Refusal("badge")
    given = form.get("guess", "")
    _CLASSROOMS.guess(code, device, form.get("figure", ""), given, _address(request))
    measures.GUESSES.inc()
    return _to(f"./{code}", request)


def _enter(request: Request, code: str) -> tuple[Classroom, str]:
    return _CLASSROOMS.enter(code, _address(request), request.cookies.get(_badge(code), ""))


def _for_pupil(
    request: Request, room: Classroom, badge: str, refusal: Refusal | None = None
) -> Response:
    return documents.pupil(request, room, _CLASSROOMS.guesses(room), device_of(badge), refusal)


def board(request: Request) -> Response:
    """``/rooms/K7QX/board``: the question, everybody's guesses, and the leader's buttons."""
    code = request.path_params["code"]
    if secret := request.query_params.get("leader"):
        # The address is on the projector: whoever came with the secret in it is known by a cookie.
        _CLASSROOMS.lead(code, secret)
        return _with_secret(_to("./board", request), request, code, secret)
    secret = request.cookies.get(_leader(code), "")
    room = _CLASSROOMS.lead(code, secret)
    if _is_as_seen(request, documents.seen_on_the_board(room)):
        return _nothing_new()
    return documents.board(request, room, _CLASSROOMS.guesses(room), secret)


def lead(request: Request, form: dict[str, str]) -> Response:
    """What the leader does: go to a question, show its answer or hide it, end the class."""
    code = request.path_params["code"]
    secret = request.cookies.get(_leader(code), "")
    act, of = form.get("do", ""), form.get("of", "")
    match act:
        case "go" if of.isdecimal() and len(of) < 3:
            _CLASSROOMS.go(code, secret, int(of))
        case "tell" | "hide":
            _CLASSROOMS.tell(code, secret, of, told=act == "tell")
        case "end":
            language = documents.telling(request, _CLASSROOMS.lead(code, secret)).language.code
            _CLASSROOMS.close(code, secret)
            return _to(f"../..{PATH}?{ENDED}=1", request, language)
        case _:
            raise Refusal("act", f"{act} {of}".strip())
    return _to("./board", request)


def _is_as_seen(request: Request, now: str) -> bool:
    """Whether who asks again has seen all there is."""
    return request.query_params.get(_SEEN) == now


def _nothing_new() -> Response:
    return Response(status_code=204, headers=NOT_KEPT)


def _to(path: str, request: Request, language: str | None = None) -> Response:
    """On to another page, after something was done, in the language of this one."""
    if language := language or link_of(request).language:
        path += f"{'&' if '?' in path else '?'}{exports.LANGUAGE_PARAMETER}={language}"
    return RedirectResponse(path, 303, NOT_KEPT)


def _address(request: Request) -> str:
    """The network address of who asks; behind a proxy on this machine the one it names."""
    return request.client.host if request.client else ""


def _badge(code: str) -> str:
    return f"badge_{code}"


def _leader(code: str) -> str:
    return f"leader_{code}"


def _with_badge(answer: Response, request: Request, code: str, badge: str) -> Response:
    return _with_cookie(answer, request, _badge(code), badge)


def _with_secret(answer: Response, request: Request, code: str, secret: str) -> Response:
    return _with_cookie(answer, request, _leader(code), secret)


def _with_cookie(answer: Response, request: Request, name: str, value: str) -> Response:
    if request.cookies.get(name) != value:
        answer.set_cookie(
            name,
            value,
            max_age=SECONDS_OPEN,
            # For the whole site, wherever below a folder a proxy has put it.
            path="/",
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="lax",
        )
    return answer


def _safely(handler: Callable[..., Response], takes_a_form: bool = False) -> Callable:
    """The handler as a route: beside the event loop, and what it refuses said in words."""

    async def answer(request: Request) -> Response:
        form = [dict(parse_qsl((await request.body()).decode(errors="replace")))]
        arguments = form if takes_a_form else []
        return await to_thread.run_sync(
            partial(_answered, handler, request, *arguments), limiter=_AT_ONCE
        )

    return answer


def _answered(handler: Callable[..., Response], request: Request, *form: dict) -> Response:
    try:
        try:
            return handler(request, *form)
        except Refusal as refusal:
            return _refused(request, refusal)
    except StoreFault as fault:
        measures.STORE_FAULTS.inc()
        _LOG.warning("%s", fault)
        return documents.door(request, Refusal("store"))


def _refused(request: Request, refusal: Refusal) -> Response:
    """Where the class is now, with why something was refused; where there is none, the door."""
    refusal = Refusal(refusal.reason, quoted(refusal.given))
    code = request.path_params.get("code", "")
    badge = request.cookies.get(_badge(code), "")
    in_class = code and refusal.reason in _IN_CLASS and _CLASSROOMS.device(code, badge)
    if not in_class:
        return documents.door(request, refusal)
    return _for_pupil(request, _CLASSROOMS.at(code), badge, refusal)


def open_now() -> int:
    """How many classes are open in the store.

    Raises:
        StoreFault: if it cannot be reached.
    """
    return _CLASSROOMS.open_now()


def takes(path: str) -> bool:
    """Whether something may be sent to this address, and not only asked of it."""
    return path == PATH or path.startswith(f"{PATH}/")


ROUTES = (
    Route(PATH, _safely(door)),
    Route(PATH, _safely(open_one, takes_a_form=True), methods=["POST"]),
    Route(PATH + "/{code}", _safely(pupil)),
    Route(PATH + "/{code}", _safely(guess, takes_a_form=True), methods=["POST"]),
    Route(PATH + "/{code}/board", _safely(board)),
    Route(PATH + "/{code}/board", _safely(lead, takes_a_form=True), methods=["POST"]),
)
