"""Encoded frames that were asked for lately."""

from collections import OrderedDict

from ..workers.jobs import Encoding, Event

MAX_FRAME_BYTES = 64_000_000


class FrameCache:
    """By run, update and encoding; the least lately used go first."""

    def __init__(self, max_bytes: int = MAX_FRAME_BYTES) -> None:
        self._frames: OrderedDict[tuple[str, int, Encoding], list[Event]] = OrderedDict()
        self._bytes, self._max_bytes = 0, max_bytes

    def get(self, key: tuple[str, int, Encoding]) -> list[Event] | None:
        """The events of one update, or None."""
        if key in self._frames:
            self._frames.move_to_end(key)
        return self._frames.get(key)

    def put(self, key: tuple[str, int, Encoding], events: list[Event]) -> None:
        """Keep the events of one update."""
        if key in self._frames:
            return
        self._frames[key] = events
        self._bytes += _size(events)
        while self._bytes > self._max_bytes and len(self._frames) > 1:
            _, dropped = self._frames.popitem(last=False)
            self._bytes -= _size(dropped)


def _size(events: list[Event]) -> int:
    return sum(len(event.data) for event in events)
