"""Text files as people save them: whatever an editor or a spreadsheet adds is read, not refused.

Numbers and words both stand in files that people edit with what they have. A byte-order
mark and the line ends of any system mean nothing; what cannot be read is named in words.

May import: the standard library. Tested by ``tests/test_ready.py``.
"""

from pathlib import Path


class Unreadable(ValueError):
    """A file that is not there or is no text; the message says why, without the file's name."""


def read(path: Path) -> str:
    """A file's text, without a byte-order mark, each line ended by ``\\n``.

    Raises:
        Unreadable: if the file is missing, a folder, empty, locked or not UTF-8.
    """
    try:
        saved = path.read_bytes()
    except FileNotFoundError:
        raise Unreadable("the file is missing") from None
    except IsADirectoryError:
        raise Unreadable("is a folder, where a file is needed") from None
    except OSError as error:
        raise Unreadable(f"the file cannot be read: {error.strerror}") from None
    try:
        text = saved.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = saved.count(b"\n", 0, error.start) + 1
        raise Unreadable(
            f"line {line} is not UTF-8 (byte 0x{saved[error.start]:02X}); save the file as UTF-8"
        ) from None
    if not text.strip():
        raise Unreadable("the file is empty")
    return text.replace("\r\n", "\n").replace("\r", "\n")
