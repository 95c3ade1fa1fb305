"""The tracks, by name: how each is drawn, and what the page has to know of it beforehand."""

from collections.abc import Callable
from dataclasses import dataclass

from .base import Score, Template

Draw = Callable[[Score], Template]


@dataclass(frozen=True)
class Track:
    """A figure over the timesteps.

    Tracks are offered in the order of `place`; those that are `shown` stand on the page until a
    reader says otherwise. `drawing` is the module of the page that draws it or what stands beside
    it. What stands elsewhere on the page is not `offered`.
    """

    name: str
    figure: Draw
    place: float
    shown: bool = False
    drawing: str = "figure"
    offered: bool = True


TRACKS: dict[str, Track] = {}  # in their order


def track(
    name: str, place: float, *, shown: bool = False, drawing: str = "figure", offered: bool = True
) -> Callable[[Draw], Draw]:
    """Make a track of what draws it; its words are the strings tracks.{name}.title and so on."""

    def add(figure: Draw) -> Draw:
        TRACKS[name] = Track(name, figure, place, shown, drawing, offered)
        for one in sorted(TRACKS.values(), key=lambda track: track.place):
            TRACKS[one.name] = TRACKS.pop(one.name)
        return figure

    return add
