"""What a class looks like: its door, a pupil's phone, the projector; each as a document.

Without scripts a document is read anew every few seconds; see ``static/classroom.js``.
"""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

import exports
from classrooms import SECONDS_OPEN, Classroom, Refusal
from content import LANGUAGES
from costmodel import GUESSED, UNKNOWN, write_number
from elements.dots import dots
from elements.guesses import amounts
from telling import Telling, guesses
from web.files import FILES
from web.links import language_of, link_of, query_of
from web.markup import fill
from web.site import address_of, is_this_machine

PATH = "/rooms"
# In the address of the door, once a class was ended.
ENDED = "ended"

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
# What is refused because the class has moved on in the meantime, or is full.
_MOVED_ON = 409
# What leaves a teacher without a class, but not without hands.
_WITHOUT_A_CLASS = ("many", "store")
_STYLES = ("style.css", "paper.css", "classroom.css")


def door(request: Request, refusal: Refusal | None = None) -> Response:
    """Where a pupil types the code, and a teacher opens a class."""
    link = link_of(request)
    language = language_of(request, link)
    return _document(
        "classroom_door.html",
        request,
        Telling.of(LANGUAGES[language]),
        refusal,
        query=query_of(link, language),
        hours=(SECONDS_OPEN / 3600, "people"),
        has_ended=ENDED in request.query_params,
        hands=refusal is not None and refusal.reason in _WITHOUT_A_CLASS,
    )


def pupil(
    request: Request,
    room: Classroom,
    said: Mapping[str, float | None],
    device: str,
    refusal: Refusal | None = None,
) -> Response:
    """The question, or how this device's guess compares once the answer is told.

    ``said`` is what everybody guessed of the question, by device.
    """
    tell, figure = telling(request, room), room.figure
    own = said.get(device)
    chosen = "" if own is None else write_number(own)
    return _document(
        "classroom_pupil.html",
        request,
        tell,
        refusal,
        room=room,
        seen=seen_by_pupils(room),
        it=guesses.guessed(tell, figure, own) if device in said else None,
        amounts=amounts(tell, figure, "guess", chosen) if figure else "",
        unknown=UNKNOWN,
        answer=_answer(tell, room),
    )


def board(
    request: Request, room: Classroom, said: Mapping[str, float | None], secret: str
) -> Response:
    """The question with everybody's guesses, and the leader's buttons."""
    tell, figure = telling(request, room), room.figure
    all_said = list(said.values())
    host, place = request.headers.get("host", ""), f"{_site(request)}{PATH}"
    pupils = f"{place}/{room.code}?{exports.LANGUAGE_PARAMETER}={tell.language.code}"
    return _document(
        "classroom_board.html",
        request,
        tell,
        room=room,
        seen=seen_on_the_board(room),
        count=len(GUESSED),
        place=place.partition("://")[2],
        qr_code=exports.qr_code(pupils),
        leader=f"{place}/{room.code}/board?leader={secret}",
        only_here=host if is_this_machine(host.lower()) else "",
        plot=dots(tell, figure, all_said, room.is_told) if figure else "",
        of_class=guesses.of_class(tell, figure, all_said) if figure else None,
        answer=_answer(tell, room),
    )


def seen_by_pupils(room: Classroom) -> str:
    """What a phone has seen of a class: it needs no other document until this changes."""
    return str(room.moves)


def seen_on_the_board(room: Classroom) -> str:
    """The same for the projector, which shows every guess."""
    return f"{room.moves}-{room.heard}"


def telling(request: Request, room: Classroom) -> Telling:
    """The class's scenario, in the language of who reads, or else of who opened it."""
    link, _ = exports.read(parse_qsl(room.query), LANGUAGES)
    own = link_of(request).language
    return Telling.of(LANGUAGES[own or link.language or language_of(request, link)], link.changes)


def _answer(tell: Telling, room: Classroom) -> tuple[str, ...]:
    if not room.is_told:
        return ()
    it = guesses.guessed(tell, room.figure, None)
    return it.claim, it.model


def _site(request: Request) -> str:
    """The address that phones are sent to.

    Unlike everywhere else the ``Host`` of the request is believed where no address is set: nobody
    but who sent it sees the answer, and in a school's network no other name may be known.
    """
    return address_of(request) or f"{request.url.scheme}://{request.headers.get('host', '')}"


def _document(
    template: str,
    request: Request,
    tell: Telling,
    refusal: Refusal | None = None,
    **named: object,
) -> Response:
    text = fill(
        template,
        say=tell.say,
        code=tell.language.code,
        direction=tell.language.direction,
        refused=_in_words(tell, refusal) if refusal else "",
        up="../" * (request.url.path.count("/") - 1) or "./",
        styles=[FILES.address(each) for each in _STYLES],
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
    status = _STATUS.get(refusal.reason, _MOVED_ON) if refusal else 200
    return HTMLResponse(text, status, headers)


def _in_words(tell: Telling, refusal: Refusal) -> str:
    return tell.say(f"classrooms.refused.{refusal.reason}", given=(refusal.given, ""))
