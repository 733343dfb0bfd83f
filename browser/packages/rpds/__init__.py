"""In the place of rpds-py, which has no build for the browser's Python; what ``referencing`` asks.

A mapping and a list that are never changed: each change yields another.
"""

from collections.abc import Iterable, Mapping
from typing import Any


class HashTrieMap(dict):
    """A mapping that is never changed."""

    @classmethod
    def convert(cls, value: Mapping) -> "HashTrieMap":
        """The same as a mapping of this kind."""
        return value if isinstance(value, cls) else cls(value)

    def insert(self, key: Any, value: Any) -> "HashTrieMap":
        """One with this key as well."""
        return HashTrieMap({**self, key: value})

    def update(self, *others: Mapping, **more: Any) -> "HashTrieMap":
        """One with the keys of these as well."""
        found = dict(self)
        for each in (*others, more):
            found.update(each)
        return HashTrieMap(found)

    def remove(self, key: Any) -> "HashTrieMap":
        """One without this key."""
        return HashTrieMap({name: value for name, value in self.items() if name != key})

    discard = remove

    def __hash__(self) -> int:
        return hash(frozenset(self.items()))


class HashTrieSet(frozenset):
    """A set that is never changed."""

    def insert(self, value: Any) -> "HashTrieSet":
        """One with this as well."""
        return HashTrieSet({*self, value})

    def update(self, *others: Iterable) -> "HashTrieSet":
        """One with what is in these as well."""
        return HashTrieSet(self.union(*others))

    def remove(self, value: Any) -> "HashTrieSet":
        """One without this."""
        return HashTrieSet(self - {value})


class List(tuple):
    """A list that is never changed; it grows at its front."""

    def __new__(cls, *values: Any) -> "List":
        """A list of these, or of what is in the only one."""
        return super().__new__(cls, *values if len(values) == 1 else (values,))

    def push_front(self, value: Any) -> "List":
        """One that begins with this."""
        return List((value, *self))
