"""Nikola, with every document a post and every section a category."""

from __future__ import annotations

from pathlib import Path

from bench.documents import SECTIONS, Document, MadeUp
from bench.peers import setup
from bench.peers.peer import FOOTER, HEAD, HEADER, ORIGIN, Peer, drawings, write
from bench.timing import Command

_BASE = (
    HEAD
    % {
        "title": "{{ title|striptags }}",
        "description": "{{ description|default('')|striptags }}",
        "canonical": "{{ abs_link(permalink) }}",
    }
    + HEADER
    + "<main>{% block content %}{% endblock %}</main>\n"
    + FOOTER
)
_POST = """{% extends "base.tmpl" %}
{% block content %}<h1>{{ post.title()|e }}</h1>
<p>{{ post.description() }}</p>
{{ post.text() }}{% endblock %}
"""
_LIST = """{% extends "base.tmpl" %}
{% block content %}<h1>{{ title }}</h1><ul>
{% for each in posts -%}
<li><a href="{{ each.permalink() }}">{{ each.title()|e }}</a> {{ each.description() }}</li>
{% endfor %}</ul>{% endblock %}
"""
_SECTIONS = '{% extends "base.tmpl" %}{% block content %}<h1>{{ title }}</h1>{% endblock %}\n'
_PAGE = """{% extends "base.tmpl" %}
{% block content %}{{ post.text() }}{% endblock %}
"""
_CONFIG = """BLOG_TITLE = "Made-up site"
BLOG_AUTHOR = "Nobody"
BLOG_EMAIL = "nobody@example.org"
BLOG_DESCRIPTION = "Every word is made up."
SITE_URL = BASE_URL = "ORIGIN/"
DEFAULT_LANG = "en"
TRANSLATIONS = {"en": ""}
TIMEZONE = "UTC"
THEME = "plain"
POSTS = tuple((f"posts/{section}/*.md", section, "post.tmpl") for section in SECTIONS)
PAGES = (("home/*.md", "", "page.tmpl"),)
COMPILERS = {"markdown": (".md",)}
MARKDOWN_EXTENSIONS = ["markdown.extensions.extra"]
PRETTY_URLS = True
CATEGORY_PATH = ""
CATEGORY_PREFIX = ""
CATEGORIES_INDEX_PATH = "sections"
CATEGORY_PAGES_ARE_INDEXES = False
CATEGORY_OUTPUT_FLAT_HIERARCHY = True
GENERATE_RSS = GENERATE_ATOM = COPY_SOURCES = SHOW_SOURCELINK = USE_BUNDLES = False
ENABLE_AUTHOR_PAGES = CREATE_DAILY_ARCHIVE = CREATE_MONTHLY_ARCHIVE = False
DISABLED_PLUGINS = [
    *("classify_archive", "classify_authors", "classify_indexes", "classify_page_index", "classify_tags"),
    *("gallery", "listings", "robots", "render_galleries", "render_listings", "create_bundles", "sources"),
]
"""


class Nikola(Peer):
    """Every page, listings and a sitemap; no table of contents, no related list and no search."""

    name = "Nikola"
    made = ("output", "cache", ".doit.db", ".doit.db.db", ".doit.db.dat", ".doit.db.dir", ".doit.db.bak", "__pycache__")
    output = "output"
    source = "posts/{section}/{id}.md"

    @property
    def version(self) -> str:
        return setup.python_versions()["nikola"]

    def prepare(self, site: MadeUp, folder: Path) -> None:
        for each in site.documents:
            write(folder, {f"posts/{each.section}/{each.id}.md": f"{_front(each)}\n{each.text}"})
        write(folder, drawings(site, "files"))
        templates = {"base": _BASE, "post": _POST, "page": _PAGE, "tag": _LIST, "tags": _SECTIONS}
        theme = {f"themes/plain/templates/{name}.tmpl": text for name, text in templates.items()}
        about = "[Theme]\nengine = jinja\nparent = base-jinja\n"
        home = "<!--\n.. title: Made-up site\n.. slug: index\n-->\n\nMade up.\n"
        config = f"SECTIONS = {tuple(SECTIONS.values())}\n" + _CONFIG.replace("ORIGIN", ORIGIN)
        write(folder, {**theme, "themes/plain/plain.theme": about, "home/index.md": home, "conf.py": config})

    def cold(self, folder: Path) -> tuple[Command, ...]:
        return (Command((setup.program("nikola"), "build", "--quiet"), folder),)


def _front(document: Document) -> str:
    told = {
        "title": document.title,
        "slug": document.id,
        "date": document.updated,
        "category": document.section,
        "description": document.summary,
    }
    return "<!--\n" + "".join(f".. {key}: {value}\n" for key, value in told.items()) + "-->\n"
