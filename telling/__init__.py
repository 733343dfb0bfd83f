"""One scenario in one language: every sentence, sum and record it has, as plain data.

May import: the standard library, ``data``, ``costmodel`` and ``content``. Pure: nothing here
knows how a page is drawn, so whatever draws one can say the same. Tested by
``tests/test_telling.py``, ``tests/test_sums.py``, ``tests/test_previews.py``,
``tests/test_factcheck.py``, ``tests/test_kit.py`` and ``tests/test_content.py``.
"""

from telling.scenario import Telling

__all__ = ["Telling"]
