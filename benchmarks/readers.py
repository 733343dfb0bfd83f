"""Many open readers without many browsers: their websockets, spoken to as a browser does."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import psutil
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

_MEGABYTE = 1024 * 1024


def memory_with(address: str, process: int, page: str, readers: tuple[int, ...]) -> list[float]:
    """Resident memory in MB of the server with each of these numbers of readers open."""
    # In a thread of its own: Playwright's loop runs in this one.
    with ThreadPoolExecutor(1) as thread:
        work = _memory_with(address, process, page, readers)
        return thread.submit(asyncio.run, work).result()


async def _memory_with(
    address: str, process: int, page: str, readers: tuple[int, ...]
) -> list[float]:
    opened: list[ClientConnection] = []
    found = []
    try:
        for count in readers:
            while len(opened) < count:
                opened.append(await _reader(address, page))
            found.append(psutil.Process(process).memory_info().rss / _MEGABYTE)
    finally:
        for each in opened:
            await each.close()
    return found


async def _reader(address: str, page: str) -> ClientConnection:
    """A session that has drawn its page once and stays open."""
    socket = await connect(
        address.replace("http", "ws") + "/_stcore/stream",
        subprotocols=["streamlit"],
        origin=address,
        max_size=None,
    )
    ask = BackMsg()
    ask.rerun_script.page_name = page
    await socket.send(ask.SerializeToString())
    while True:
        told = ForwardMsg.FromString(await asyncio.wait_for(socket.recv(), 30))
        if told.WhichOneof("type") == "script_finished":
            return socket
