"""Pelican, with every document an article and every section a category."""

from __future__ import annotations

from pathlib import Path

from bench.documents import MadeUp
from bench.peers import setup
from bench.peers.peer import FOOTER, HEAD, HEADER, ORIGIN, Peer, drawings, write
from bench.timing import Command

_BASE = (
    HEAD
    % {
        "title": "{% block title %}{{ SITENAME }}{% endblock %}",
        "description": "{% block description %}{% endblock %}",
        "canonical": "{{ SITEURL }}/{% block address %}{% endblock %}",
    }
    + HEADER
    + "<main>{% block main %}{% endblock %}</main>\n"
    + FOOTER
)
_ARTICLE = """{% extends "base.html" %}
{% block title %}{{ article.title|striptags }}{% endblock %}
{% block description %}{{ article.metadata.description|e }}{% endblock %}
{% block address %}{{ article.url }}{% endblock %}
{% block main %}<h1>{{ article.title }}</h1>
<p>{{ article.metadata.description }}</p>
{{ article.content }}
<aside><h2>Related</h2><ul>
{% for category, listed in categories if category == article.category %}{% for each in listed[:7] if each != article -%}
<li><a href="/{{ each.url }}">{{ each.title }}</a> {{ each.metadata.description }}</li>
{% endfor %}{% endfor %}</ul></aside>{% endblock %}
"""
_LIST = """{% extends "base.html" %}
{% block title %}{{ category }}{% endblock %}
{% block address %}{{ category.url }}{% endblock %}
{% block main %}<h1>{{ category }}</h1><ul>
{% for each in articles -%}
<li><a href="/{{ each.url }}">{{ each.title }}</a> {{ each.metadata.description }}</li>
{% endfor %}</ul>{% endblock %}
"""
_SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{% for each in articles -%}
<url><loc>{{ SITEURL }}/{{ each.url }}</loc><lastmod>{{ each.date.isoformat() }}</lastmod></url>
{% endfor %}</urlset>
"""
_SETTINGS = f"""SITENAME = "Made-up site"
SITEURL = "{ORIGIN}"
PATH = "content"
OUTPUT_PATH = "public"
THEME = "theme"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
USE_FOLDER_AS_CATEGORY = True
ARTICLE_URL = "{{category}}/{{slug}}/"
ARTICLE_SAVE_AS = "{{category}}/{{slug}}/index.html"
CATEGORY_URL = "{{slug}}/"
CATEGORY_SAVE_AS = "{{slug}}/index.html"
AUTHOR_SAVE_AS = TAG_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "404", "sitemap"]
SITEMAP_SAVE_AS = "sitemap.xml"
STATIC_PATHS = ["images", "main.css"]
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
DEFAULT_PAGINATION = False
MARKDOWN = {{
    "extension_configs": {{"markdown.extensions.extra": {{}}, "markdown.extensions.meta": {{}}}},
    "output_format": "html5",
}}
"""


class Pelican(Peer):
    """Every page, listings and a sitemap; no table of contents and no search."""

    name = "Pelican"
    made = ("public", "cache")
    output = "public"

    @property
    def version(self) -> str:
        return setup.python_versions()["pelican"]

    def prepare(self, site: MadeUp, folder: Path) -> None:
        for each in site.documents:
            told = f"Title: {each.title}\nSlug: {each.id}\nDate: {each.updated}\n"
            text = f"{told}Description: {each.summary}\nSummary: {each.summary}\n\n{each.text}"
            write(folder, {f"content/{each.section}/{each.id}.md": text})
        write(folder, drawings(site, "content"))
        page = '{% extends "base.html" %}\n'
        templates = {"base": _BASE, "article": _ARTICLE, "category": _LIST, "index": page, "404": page}
        write(folder, {f"theme/templates/{name}.html": text for name, text in templates.items()})
        write(folder, {"theme/templates/sitemap.html": _SITEMAP, "theme/static/.keep": "", "settings.py": _SETTINGS})

    def cold(self, folder: Path) -> tuple[Command, ...]:
        return (Command((setup.program("pelican"), "--settings", "settings.py", "--quiet"), folder),)
