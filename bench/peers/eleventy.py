"""Eleventy, with layouts in Nunjucks."""

from __future__ import annotations

from pathlib import Path

from bench.documents import SECTIONS, MadeUp
from bench.peers import setup
from bench.peers.peer import FOOTER, HEAD, HEADER, ORIGIN, Peer, drawings, write, write_documents
from bench.timing import Command

_BASE = (
    HEAD % {"title": "{{ title }}", "description": "{{ description }}", "canonical": f"{ORIGIN}{{{{ page.url }}}}"}
    + HEADER
    + "<main>{{ content | safe }}</main>\n"
    + FOOTER
)
_PAGE = """---
layout: base.njk
---
<h1>{{ title }}</h1>
<p>{{ description }}</p>
{{ content | safe }}
<aside><h2>Related</h2><ul>
{% for each in collections[section] | first(7) %}{% if each.url != page.url -%}
<li><a href="{{ each.url }}">{{ each.data.title }}</a> {{ each.data.description }}</li>
{% endif %}{% endfor %}</ul></aside>
"""
_LIST = """---
layout: base.njk
eleventyExcludeFromCollections: true
title: {title}
permalink: /{section}/
---
<h1>{{{{ title }}}}</h1><ul>
{{% for each in collections.{section} -%}}
<li><a href="{{{{ each.url }}}}">{{{{ each.data.title }}}}</a> {{{{ each.data.description }}}}</li>
{{% endfor %}}</ul>
"""
_SITEMAP = """---
permalink: /sitemap.xml
eleventyExcludeFromCollections: true
---
<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{% for each in collections.all -%}
<url><loc>ORIGIN{{ each.url }}</loc><lastmod>{{ each.date.toISOString() }}</lastmod></url>
{% endfor %}</urlset>
""".replace("ORIGIN", ORIGIN)
_HOME = """---
layout: base.njk
title: Made-up site
permalink: /
eleventyExcludeFromCollections: true
---
<h1>Made-up site</h1>
"""
# The texts are Markdown alone: no template engine reads them first.
_CONFIG = """export default function (eleventy) {
  eleventy.addPassthroughCopy({ static: "/" });
  eleventy.addFilter("first", (list, count) => list.slice(0, count));
  return { markdownTemplateEngine: false, dir: { input: "content", includes: "../layouts", output: "public" } };
}
"""


class Eleventy(Peer):
    """Every page, listings and a sitemap; no table of contents and no search."""

    name = "Eleventy"
    made = ("public",)
    output = "public"

    @property
    def version(self) -> str:
        return setup.npm_versions()["@11ty/eleventy"]

    def prepare(self, site: MadeUp, folder: Path) -> None:
        write_documents(folder / "content", site.documents)
        write(folder, drawings(site, "static"))
        sections = {
            f"content/{section}/{section}.json": f'{{"layout":"page.njk","tags":"{section}","section":"{section}"}}\n'
            for section in SECTIONS.values()
        }
        lists = {
            f"content/{section}-list.njk": _LIST.format(section=section, title=section.capitalize())
            for section in SECTIONS.values()
        }
        rest = {"content/sitemap.njk": _SITEMAP, "content/home.njk": _HOME, "eleventy.config.mjs": _CONFIG}
        write(folder, {**sections, **lists, **rest, "layouts/base.njk": _BASE, "layouts/page.njk": _PAGE})

    def cold(self, folder: Path) -> tuple[Command, ...]:
        return (_eleventy(folder, "--quiet"),)

    def server(self, folder: Path, port: int) -> Command:
        return _eleventy(folder, "--serve", "--incremental", "--quiet", f"--port={port}")


def _eleventy(folder: Path, *arguments: str) -> Command:
    start = setup.script("@11ty", "eleventy", "cmd.cjs")
    return Command((*start, "--config=eleventy.config.mjs", *arguments), folder, {"NODE_ENV": "production"})
