"""Readers without a browser: their websockets, spoken to as a browser does.

Many of them cost a test nothing, and what one waits for is the server's doing alone.
"""

import asyncio
import itertools
import json
import time

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

_SECONDS = 60


class Reader:
    """One reader's session on one page.

    ``markup`` is the HTML of what was drawn last, ``answer`` what the browser was told at
    its end, see ``ui/frame/hands.js``.
    """

    def __init__(self, socket: ClientConnection, page: str, query: str) -> None:
        self._socket = socket
        self._page, self._query = page, query
        self._hands = ""
        self._numbers = itertools.count(1)
        self.markup = ""
        self.answer: dict = {}

    async def open(self) -> float:
        """Ask for the page and wait until it is drawn; how many seconds that took."""
        return await self._run([])

    async def enter(self, **entry: object) -> float:
        """Make one entry, such as ``act="set", of="pue", value="1.3"``; seconds until drawn."""
        said = {
            "hand": "wire",
            "query": self._query,
            "entries": [{"number": next(self._numbers), "at": "", **entry}],
        }
        return await self._run([WidgetState(id=self._hands, json_value=json.dumps({"said": said}))])

    async def ask(self, states: list[WidgetState]) -> None:
        """Ask for a run, and wait for nothing."""
        ask = BackMsg()
        ask.rerun_script.page_name = self._page
        ask.rerun_script.query_string = self._query
        ask.rerun_script.widget_states.widgets.extend(states)
        await self._socket.send(ask.SerializeToString())

    async def close(self) -> None:
        """Leave."""
        await self._socket.close()

    async def _run(self, states: list[WidgetState]) -> float:
        begin = time.perf_counter()
        await self.ask(states)
        drawn: list[str] = []
        while True:
            data = await asyncio.wait_for(self._socket.recv(), _SECONDS)
            told = ForwardMsg.FromString(data)
            if told.WhichOneof("type") == "script_finished":
                self.markup = "\n".join(drawn)
                return time.perf_counter() - begin
            if told.WhichOneof("type") == "delta":
                self._note(told.delta.new_element, drawn)

    def _note(self, element, drawn: list[str]) -> None:
        kind = element.WhichOneof("type")
        if kind == "html":
            drawn.append(element.html.body)
        elif kind == "markdown":
            drawn.append(element.markdown.body)
        elif kind == "bidi_component":
            name = element.bidi_component.component_name.rpartition(".")[2]
            if name == "hands":
                self._hands = element.bidi_component.id
            elif name == "answer":
                said = element.bidi_component
                self.answer = json.loads(said.json or said.mixed.json)


async def connected(site: str, page: str, query: str = "") -> Reader:
    """A reader whose websocket is open, and who has asked for nothing yet."""
    socket = await connect(
        site.replace("http", "ws") + "/_stcore/stream",
        subprotocols=["streamlit"],
        origin=site,
        max_size=None,
    )
    return Reader(socket, page, query)
