"""Jekyll, with a collection for each section."""

from __future__ import annotations

from pathlib import Path

from bench.documents import SECTIONS, MadeUp
from bench.peers import setup
from bench.peers.peer import FOOTER, HEAD, HEADER, ORIGIN, Peer, drawings, front, write
from bench.timing import Command

_BASE = (
    HEAD
    % {
        "title": "{{ page.title | escape }}",
        "description": "{{ page.description | escape }}",
        "canonical": "{{ page.url | absolute_url }}",
    }
    + HEADER
    + "<main>{{ content }}</main>\n"
    + FOOTER
)
_PAGE = """---
layout: base
---
<h1>{{ page.title }}</h1>
<p>{{ page.description }}</p>
{{ content }}
<aside><h2>Related</h2><ul>
{%- assign near = site[page.collection] | slice: 0, 7 -%}
{% for each in near %}{% if each.url != page.url -%}
<li><a href="{{ each.url }}">{{ each.title }}</a> {{ each.description }}</li>
{% endif %}{% endfor %}</ul></aside>
"""
_LIST = """---
layout: base
title: {title}
permalink: /{section}/
---
<h1>{{{{ page.title }}}}</h1><ul>
{{% for each in site.{section} -%}}
<li><a href="{{{{ each.url }}}}">{{{{ each.title }}}}</a> {{{{ each.description }}}}</li>
{{% endfor %}}</ul>
"""
_SITEMAP = """---
permalink: /sitemap.xml
layout: null
---
<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{% for each in site.documents -%}
<url><loc>{{ each.url | absolute_url }}</loc><lastmod>{{ each.date | date: "%Y-%m-%d" }}</lastmod></url>
{% endfor %}</urlset>
"""
_CONFIG = f"""title: Made-up site
url: {ORIGIN}
collections:
{{collections}}
defaults:
  - scope: {{{{path: ""}}}}
    values: {{{{layout: page}}}}
kramdown:
  input: GFM
  syntax_highlighter: null
"""


class Jekyll(Peer):
    """Every page, listings and a sitemap; no table of contents and no search."""

    name = "Jekyll"
    made = ("_site", ".jekyll-cache", ".jekyll-metadata")
    output = "_site"
    source = "_{section}/{id}.md"

    @property
    def version(self) -> str:
        return setup.jekyll_version()

    def prepare(self, site: MadeUp, folder: Path) -> None:
        for each in site.documents:
            write(folder, {f"_{each.section}/{each.id}.md": f"{front(each)}---\n\n{each.text}"})
        write(folder, drawings(site, "."))
        collections = "\n".join(
            f"  {section}: {{output: true, permalink: '/:collection/:name/'}}" for section in SECTIONS.values()
        )
        lists = {
            f"lists/{section}.html": _LIST.format(section=section, title=section.capitalize())
            for section in SECTIONS.values()
        }
        layouts = {"_layouts/base.html": _BASE, "_layouts/page.html": _PAGE}
        home = {"index.html": "---\nlayout: base\ntitle: Made-up site\n---\n", "sitemap.xml": _SITEMAP}
        write(folder, {**lists, **layouts, **home, "_config.yml": _CONFIG.format(collections=collections)})

    def cold(self, folder: Path) -> tuple[Command, ...]:
        return (Command(("jekyll", "build", "--quiet"), folder, {"JEKYLL_ENV": "production"}),)
