"""The table of contents, and where each page's script lies."""

from pathlib import Path

from content import FIRST, GROUPS, PAGES, STORY, path_of

__all__ = ["FIRST", "GROUPS", "PAGES", "STORY", "file_of", "path_of"]

_FOLDER = Path(__file__).resolve().parents[2] / "pages"


def file_of(page: str) -> Path:
    """The page's script."""
    return _FOLDER / f"{page}.py"
