"""Videos at hosts that are not ours: where each is watched, and what a page must allow so that a press can load it."""

from __future__ import annotations

from collections.abc import Iterable

from fingerpost.engine.values import dataclass


@dataclass(frozen=True, slots=True)
class Host:
    """`watch` and `player` are addresses that end with the id of a video; `origin` is what a page's policy allows."""

    name: str
    watch: str
    player: str
    origin: str
    parameters: str


HOSTS: dict[str, Host] = {
    "youtube": Host(
        "YouTube",
        "https://www.youtube.com/watch?v=",
        "https://www.youtube-nocookie.com/embed/",
        "https://www.youtube-nocookie.com",
        "?autoplay=1&rel=0",
    ),
    "vimeo": Host(
        "Vimeo",
        "https://vimeo.com/",
        "https://player.vimeo.com/video/",
        "https://player.vimeo.com",
        "?autoplay=1&dnt=1",
    ),
}

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "media-src 'self'; connect-src 'self'; {frames}manifest-src 'self'; form-action 'none'; base-uri 'none'"
)


def security_policy(hosts: Iterable[str] = ()) -> str:
    """The Content-Security-Policy of a page that may show videos from these hosts, and nothing else from anywhere."""
    origins = " ".join(HOSTS[host].origin for host in sorted(hosts))
    return _POLICY.format(frames=f"frame-src {origins}; " if origins else "")
