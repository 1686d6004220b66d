"""The files beside the pages: sitemap, robots, headers for hosts that read them."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from fingerpost.config import Config
from fingerpost.pages.head import CONTENT_SECURITY_POLICY
from fingerpost.pages.page import Page

HEADERS = f"""/*
  Content-Security-Policy: {CONTENT_SECURITY_POLICY}; frame-ancestors 'none'
  Referrer-Policy: no-referrer
  X-Content-Type-Options: nosniff
  Permissions-Policy: camera=(), geolocation=(), microphone=()

{{base}}assets/*
  Cache-Control: public, max-age=31536000, immutable
"""


def extras(config: Config, pages: Sequence[Page]) -> dict[str, bytes]:
    """The files by output path."""
    return {
        ".nojekyll": b"",
        "_headers": HEADERS.replace("{base}", config.base_path).encode(),
        "robots.txt": f"User-agent: *\nAllow: /\n\nSitemap: {config.base_url}sitemap.xml\n".encode(),
        "sitemap.xml": sitemap(pages).encode(),
    }


def sitemap(pages: Sequence[Page]) -> str:
    """Every page that may be indexed, with the day on which its content last changed, where it says so."""
    listed = (page for page in pages if not page.head.noindex)
    rows = "".join(f"<url>{_location(page)}</url>\n" for page in sorted(listed, key=lambda page: page.url))
    opening = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{opening}{rows}</urlset>\n"


def _location(page: Page) -> str:
    changed = page.head.modified_on
    lastmod = f"<lastmod>{changed.isoformat()}</lastmod>" if changed else ""
    return f"<loc>{escape(page.head.canonical)}</loc>{lastmod}"
