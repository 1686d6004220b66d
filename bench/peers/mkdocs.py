"""MkDocs, with a theme of three templates."""

from __future__ import annotations

from pathlib import Path

from bench.documents import SECTIONS, MadeUp
from bench.peers import setup
from bench.peers.peer import FOOTER, HEAD, HEADER, ORIGIN, Peer, drawings, write, write_documents
from bench.timing import Command

_PAGE = (
    HEAD
    % {
        "title": "{{ page.title|e }}",
        "description": "{{ page.meta.description|e }}",
        "canonical": "{{ page.canonical_url }}",
    }
    + HEADER
    + """<main>
<h1>{{ page.title }}</h1>
<p>{{ page.meta.description }}</p>
{%- if page.toc %}<nav><ul>
{%- for each in page.toc %}<li><a href="{{ each.url }}">{{ each.title }}</a></li>
{% endfor %}</ul></nav>{% endif %}
{{ page.content }}
{%- if page.file.name == "index" and page.parent %}<ul>
{%- for each in page.parent.children %}{% if each != page -%}
<li><a href="{{ each.url|url }}">{{ each.title }}</a> {{ each.meta.description }}</li>
{% endif %}{% endfor %}</ul>
{%- elif page.parent %}<aside><h2>Related</h2><ul>
{%- for each in page.parent.children[:8] %}{% if each != page and each.file.name != "index" -%}
<li><a href="{{ each.url|url }}">{{ each.title }}</a> {{ each.meta.description }}</li>
{% endif %}{% endfor %}</ul></aside>{% endif %}
</main>
"""
    + FOOTER
)
_SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{%- for file in pages -%}{% if not file.page.is_link and (file.page.abs_url or file.page.canonical_url) %}
<url><loc>{{ file.page.canonical_url or file.page.abs_url }}</loc>
{%- if file.page.update_date %}<lastmod>{{ file.page.update_date }}</lastmod>{% endif %}</url>
{%- endif %}{% endfor %}
</urlset>
"""
_CONFIG = f"""site_name: Made-up site
site_url: {ORIGIN}/
use_directory_urls: true
theme:
  name: null
  custom_dir: theme
  static_templates: [404.html, sitemap.xml]
plugins: [%s]
validation:
  nav: {{omitted_files: ignore, not_found: ignore, absolute_links: ignore}}
  links: {{not_found: ignore, absolute_links: ignore, unrecognized_links: ignore, anchors: ignore}}
"""


class MkDocs(Peer):
    """Every page, tables of contents, listings, a sitemap, and all texts for the search that it comes with."""

    name = "MkDocs"
    search = "search/search_index.json"
    plugins = "search"
    made = ("site",)
    output = "site"
    source = "docs/{section}/{id}.md"

    @property
    def version(self) -> str:
        return setup.python_versions()["mkdocs"]

    def prepare(self, site: MadeUp, folder: Path) -> None:
        write_documents(folder / "docs", site.documents)
        write(folder, drawings(site, "docs"))
        lists = {
            f"docs/{section}/index.md": f"---\ntitle: {section.capitalize()}\ndescription: All {section}\n---\n"
            for section in SECTIONS.values()
        }
        home = {"docs/index.md": "---\ntitle: Made-up site\ndescription: Nothing\n---\nMade up.\n"}
        theme = {"theme/main.html": _PAGE, "theme/404.html": "<h1>404</h1>\n", "theme/sitemap.xml": _SITEMAP}
        write(folder, {**lists, **home, **theme, "mkdocs.yml": _CONFIG % self.plugins})

    def cold(self, folder: Path) -> tuple[Command, ...]:
        return (Command((setup.program("mkdocs"), "build", "--quiet"), folder),)

    def server(self, folder: Path, port: int) -> Command | None:
        return Command((setup.program("mkdocs"), "serve", "--quiet", "--dirty", "-a", f"127.0.0.1:{port}"), folder)


class MkDocsAlone(MkDocs):
    """The same without search."""

    name = "MkDocs without search"
    search = ""
    plugins = ""

    def server(self, folder: Path, port: int) -> None:
        return None
