"""The files beside the pages: sitemap, robots, headers for hosts that read them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from html import escape

from fingerpost.config import Config
from fingerpost.engine.values import dataclass
from fingerpost.pages.embeds import security_policy

HEADERS = """/*
  Content-Security-Policy: {policy}; frame-ancestors 'none'
  Referrer-Policy: no-referrer
  X-Content-Type-Options: nosniff
  Permissions-Policy: camera=(), geolocation=(), microphone=()

{base}assets/*
  Cache-Control: public, max-age=31536000, immutable
"""


@dataclass(frozen=True, slots=True)
class Listed:
    """A page as the sitemap sees it: its address, and the day on which its content last changed, '' if unknown."""

    canonical: str
    changed: str


def extras(config: Config, pages: Iterable[Listed], until: date | None, hosts: Iterable[str] = ()) -> dict[str, bytes]:
    """The files by output path. `pages` are those that may be indexed; from `until` on, the site would be another.

    `hosts` are those of all videos that are not ours: what a page allows counts only where the header allows it too.
    """
    return {
        ".nojekyll": b"",
        "_headers": HEADERS.format(base=config.base_path, policy=security_policy(hosts)).encode(),
        "next-change.json": next_change(until),
        "robots.txt": f"User-agent: *\nAllow: /\n\nSitemap: {config.base_url}sitemap.xml\n".encode(),
        "sitemap.xml": sitemap(pages).encode(),
    }


def sitemap(pages: Iterable[Listed]) -> str:
    """Every page, with the day on which its content last changed, where it says so."""
    # A page that is there twice has one canonical address.
    once = {page.canonical: page for page in pages}
    rows = "".join(f"<url>{_location(once[address])}</url>\n" for address in sorted(once))
    opening = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{opening}{rows}</urlset>\n"


def _location(page: Listed) -> str:
    lastmod = f"<lastmod>{page.changed}</lastmod>" if page.changed else ""
    return f"<loc>{escape(page.canonical)}</loc>{lastmod}"


def next_change(until: date | None) -> bytes:
    """The day from which a build of the same content would differ, for whoever plans the next one."""
    return (json.dumps({"next_change": until.isoformat() if until else None}) + "\n").encode()
