"""A class together at plain addresses: who opens one leads it, everybody else guesses.

``/rooms`` is where one goes in or opens a class, ``/rooms/K7QX`` what a pupil's phone shows, and
``/rooms/K7QX/board`` what stands on the projector, with the leader's buttons. All of it works
without scripts; ``static/classroom.js`` keeps it up to date by asking again.
"""

import logging
from collections.abc import Callable
from functools import partial
from urllib.parse import parse_qsl

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
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
    tidied,
)
from content import LANGUAGES
from costmodel import GUESSED, UNKNOWN, quoted, write_number
from elements.dots import dots
from telling import Telling, guesses
from web.files import FILES
from web.links import language_of, link_of, query_of
from web.markup import fill
from web.site import address_of, is_this_machine

PATH = "/rooms"
# Where the store does not answer, those who wait for it keep nobody else waiting.
_AT_ONCE = CapacityLimiter(4)
_STATUS = {
    "code": 400,
    "guess": 400,
    "act": 400,
    "badge": 400,
    "leader": 403,
    "unknown": 404,
    "often": 429,
    "many": 503,
    "store": 503,
}
# What is refused because the class has moved on in the meantime.
_MOVED_ON = 409
_SEEN, _ENDED = "seen", "ended"
_LANGUAGE = exports.LANGUAGE_PARAMETER
# What is said where the class is, and not at its door.
_IN_CLASS = ("often", "asked", "told", "guess", "full")

_LOG = logging.getLogger(__name__)

_CLASSROOMS = Classrooms(InServer(configured()) if configured() else InProcess())


# ---- going in, and opening a class ----


def door(request: Request) -> Response:
    """``/rooms``: where a pupil types the code, and a teacher opens a class."""
    if given := request.query_params.get("code", "").strip():
        code = tidied(given)
        try:
            _, badge = _enter(request, code)
        except Refusal as refusal:
            return _door(request, Refusal(refusal.reason, quoted(given)))
        return _with_badge(_to(f".{PATH}/{code}", request), request, code, badge)
    return _door(request)


def _door(request: Request, refusal: Refusal | None = None) -> Response:
    link = link_of(request)
    language = language_of(request, link)
    return _page(
        "classroom_door.html",
        request,
        Telling.of(LANGUAGES[language]),
        refusal,
        query=query_of(link, language),
        hours=(SECONDS_OPEN / 3600, "people"),
        has_ended=_ENDED in request.query_params,
    )


def open_one(request: Request, form: dict[str, str]) -> Response:
    """A new class, for the link that the form was made for; whoever opens it leads it."""
    link, _ = exports.read(parse_qsl(form.get("link", "")), LANGUAGES)
    query = query_of(link, link.language or language_of(request, link))
    code, secret = _CLASSROOMS.open(query, _address(request))
    return _with_secret(_to(f".{PATH}/{code}/board", request), request, code, secret)


# ---- what a phone shows ----


def pupil(request: Request) -> Response:
    """``/rooms/K7QX``: the question, or how the guess compares once that is told."""
    code = request.path_params["code"]
    room, badge = _enter(request, code)
    if _is_as_seen(request, f"{room.moves}"):
        return _nothing_new()
    return _with_badge(_pupil(request, room, badge), request, code, badge)


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
    return _to(f"./{code}", request)


def _enter(request: Request, code: str) -> tuple[Classroom, str]:
    return _CLASSROOMS.enter(code, _address(request), request.cookies.get(_badge(code), ""))


def _pupil(
    request: Request, room: Classroom, badge: str, refusal: Refusal | None = None
) -> Response:
    tell, figure = _telling(request, room), room.figure
    said, device = _CLASSROOMS.guesses(room), badge.partition(".")[0]
    own = said.get(device)
    return _page(
        "classroom_pupil.html",
        request,
        tell,
        refusal,
        room=room,
        seen=room.moves,
        it=guesses.guessed(tell, figure, own) if device in said else None,
        amounts=_amounts(tell, figure),
        anchors=guesses.anchors(tell, figure) if figure else (),
        chosen=UNKNOWN if own is None else write_number(own),
        unknown=UNKNOWN,
        answer=_answer(tell, figure) if room.is_told else (),
    )


# ---- what stands on the projector ----


def board(request: Request) -> Response:
    """``/rooms/K7QX/board``: the question, everybody's guesses, and the leader's buttons."""
    code = request.path_params["code"]
    if secret := request.query_params.get("leader"):
        # The address is on the projector: whoever came with the secret in it is known by a cookie.
        _CLASSROOMS.lead(code, secret)
        return _with_secret(_to("./board", request), request, code, secret)
    secret = request.cookies.get(_leader(code), "")
    room = _CLASSROOMS.lead(code, secret)
    if _is_as_seen(request, f"{room.moves}-{room.heard}"):
        return _nothing_new()
    return _board(request, room, secret)


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
            language = _telling(request, _CLASSROOMS.lead(code, secret)).language.code
            _CLASSROOMS.close(code, secret)
            return _to(f"../..{PATH}?{_ENDED}=1", request, language)
        case _:
            raise Refusal("act", f"{act} {of}".strip())
    return _to("./board", request)


def _board(request: Request, room: Classroom, secret: str) -> Response:
    tell, figure = _telling(request, room), room.figure
    host, place = request.headers.get("host", ""), f"{_site(request)}{PATH}"
    pupils = f"{place}/{room.code}?{_LANGUAGE}={tell.language.code}"
    return _page(
        "classroom_board.html",
        request,
        tell,
        room=room,
        seen=f"{room.moves}-{room.heard}",
        count=len(GUESSED),
        place=place.partition("://")[2],
        pupils=pupils,
        qr_code=exports.qr_code(pupils),
        leader=f"{place}/{room.code}/board?leader={secret}",
        only_here=host if is_this_machine(host.lower()) else "",
        plot=dots(tell, figure, _said(room), room.is_told) if figure else "",
        of_class=guesses.of_class(tell, figure, _said(room)) if figure else None,
        answer=_answer(tell, figure) if room.is_told else (),
    )


def _said(room: Classroom) -> list[float | None]:
    return list(_CLASSROOMS.guesses(room).values())


# ---- what both show ----


def _answer(tell: Telling, figure: str) -> tuple[str, str]:
    it = guesses.guessed(tell, figure, None)
    return it.claim, it.model


def _amounts(tell: Telling, figure: str) -> list[tuple[str, str]]:
    if not figure:
        return []
    return [(write_number(value), label) for value, label in guesses.amounts(tell, figure)]


def _telling(request: Request, room: Classroom) -> Telling:
    """The class's scenario, in the language of who reads, or else of who opened it."""
    link, _ = exports.read(parse_qsl(room.query), LANGUAGES)
    own = link_of(request).language
    return Telling.of(LANGUAGES[own or link.language or language_of(request, link)], link.changes)


def _page(
    template: str,
    request: Request,
    tell: Telling,
    refusal: Refusal | None = None,
    **named: object,
) -> Response:
    status = _STATUS.get(refusal.reason, _MOVED_ON) if refusal else 200
    text = fill(
        template,
        say=tell.say,
        code=tell.language.code,
        direction=tell.language.direction,
        refused=_in_words(tell, refusal) if refusal else "",
        # Relative, like every address in a document: a proxy may put the site below a folder.
        up="../" * (request.url.path.count("/") - 1) or "./",
        styles=[FILES.address(each) for each in ("style.css", "paper.css", "classroom.css")],
        script=FILES.address("classroom.js"),
        icon=FILES.address("favicon.png"),
        languages={code: each.name for code, each in LANGUAGES.items()},
        **named,
    )
    headers = {
        "Cache-Control": "no-store",
        "X-Robots-Tag": "noindex",
        "Content-Language": tell.language.code,
    }
    return HTMLResponse(text, status, headers)


def _in_words(tell: Telling, refusal: Refusal) -> str:
    return tell.say(f"classrooms.refused.{refusal.reason}", given=(refusal.given, ""))


# ---- requests ----


def _is_as_seen(request: Request, now: str) -> bool:
    """Whether who asks again has seen all there is."""
    return request.query_params.get(_SEEN) == now


def _nothing_new() -> Response:
    return Response(status_code=204, headers={"Cache-Control": "no-store"})


def _to(path: str, request: Request, language: str | None = None) -> Response:
    """On to another page, after something was done, in the language of this one."""
    if language := language or link_of(request).language:
        path += f"{'&' if '?' in path else '?'}{_LANGUAGE}={language}"
    return RedirectResponse(path, 303, {"Cache-Control": "no-store"})


def _site(request: Request) -> str:
    """The address that phones are sent to.

    Unlike everywhere else the ``Host`` of the request is believed where no address is set: nobody
    but who sent it sees the answer, and in a school's network no other name may be known.
    """
    return address_of(request) or f"{request.url.scheme}://{request.headers.get('host', '')}"


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
        _LOG.warning("%s", fault)
        return _door(request, Refusal("store"))


def _refused(request: Request, refusal: Refusal) -> Response:
    """Where the class is now, with why something was refused; where there is none, the door."""
    refusal = Refusal(refusal.reason, quoted(refusal.given))
    code = request.path_params.get("code", "")
    badge = request.cookies.get(_badge(code), "")
    in_class = code and refusal.reason in _IN_CLASS and _CLASSROOMS.device(code, badge)
    return (
        _pupil(request, _CLASSROOMS.at(code), badge, refusal)
        if in_class
        else _door(request, refusal)
    )


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
