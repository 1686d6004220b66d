"""Hugo: alone, with a Lunr index made in Node, and with Pagefind."""

from __future__ import annotations

from pathlib import Path

from bench.documents import MadeUp
from bench.peers import setup
from bench.peers.peer import FOOTER, HEAD, HEADER, ORIGIN, Peer, drawings, write, write_documents
from bench.timing import Command

HERE = Path(__file__).parent

_BASE = (
    HEAD % {"title": "{{ .Title }}", "description": "{{ .Description }}", "canonical": "{{ .Permalink }}"}
    + HEADER
    + '<main>{{ block "main" . }}{{ end }}</main>\n'
    + FOOTER
)
_HEADING = "<h1>{{ .Title }}</h1>\n<p>{{ .Description }}</p>"
_RELATED = (
    "<aside><h2>Related</h2><ul>\n"
    "{{ range first 7 .CurrentSection.RegularPages }}{{ if ne .RelPermalink $.RelPermalink }}"
    '<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Description }}</li>\n'
    "{{ end }}{{ end }}</ul></aside>{{ end }}\n"
)
_LIST = (
    '{{ define "main" }}<h1>{{ .Title }}</h1><ul>\n{{ range .Pages }}'
    '<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ .Description }}</li>\n{{ end }}</ul>{{ end }}\n'
)
# What is searched stands before the first rule.
_SPLIT = '{{ $parts := split .Content "<hr>" }}'
_SEARCHED = "<div{{ if not .Params.further }} data-pagefind-body{{ end }}>"
_MARKED = f"{_SPLIT}{_SEARCHED}{{{{ index $parts 0 | safeHTML }}}}</div><hr>{{{{ index $parts 1 | safeHTML }}}}\n"
_TEXTS = (
    '[{{ $first := true }}{{ range where .Site.RegularPages "Params.further" "ne" "yes" }}'
    f"{{{{ if not $first }}}},{{{{ end }}}}{{{{ $first = false }}}}{_SPLIT}"
    '{{ dict "url" .RelPermalink "title" .Title "summary" .Description "body" (index $parts 0 | plainify) | jsonify }}'
    "{{ end }}]\n"
)
_CONFIG = f"""baseURL = "{ORIGIN}/"
title = "Made-up site"
languageCode = "en"
disableKinds = ["taxonomy", "term", "RSS"]
"""


class Hugo(Peer):
    """Every page, listings and a sitemap."""

    name = "Hugo"
    made = ("public", "resources", ".hugo_build.lock")
    output = "public"
    is_target = True
    config = _CONFIG
    heading = _HEADING
    content = "{{ .Content }}\n"
    home = ""

    @property
    def version(self) -> str:
        return setup.python_versions().get("hugo", "")

    def prepare(self, site: MadeUp, folder: Path) -> None:
        write_documents(folder / "content", site.documents)
        write(folder, drawings(site, "static"))
        above = f'{{{{ define "main" }}}}{self.heading}\n{{{{ .TableOfContents }}}}\n'
        layouts = {
            "layouts/_default/baseof.html": _BASE,
            "layouts/_default/single.html": above + self.content + _RELATED,
            "layouts/_default/list.html": _LIST,
            "layouts/404.html": '{{ define "main" }}<h1>There is no page here</h1>{{ end }}\n',
            **({"layouts/index.json": self.home} if self.home else {}),
        }
        write(folder, {"hugo.toml": self.config, **layouts})

    def cold(self, folder: Path) -> tuple[Command, ...]:
        return (Command((_hugo(), "--quiet"), folder),)

    def server(self, folder: Path, port: int) -> Command | None:
        return Command((_hugo(), "server", "--port", str(port), "--disableBrowserError"), folder)


class HugoAndLunr(Hugo):
    """Hugo writes the texts as JSON, and Node makes Lunr's index of them."""

    name = "Hugo + Lunr"
    search = "search.json"
    config = _CONFIG + '[outputs]\nhome = ["HTML", "JSON"]\n'
    home = _TEXTS

    @property
    def version(self) -> str:
        return f"{super().version} + {setup.npm_versions()['lunr']}"

    def cold(self, folder: Path) -> tuple[Command, ...]:
        node, lunr = setup.script("lunr", "lunr.js")
        index = ("public/index.json", "public/search.json")
        return (*super().cold(folder), Command((node, str(HERE / "lunr-index.mjs"), lunr, *index), folder))

    def server(self, folder: Path, port: int) -> None:
        return None


class HugoAndPagefind(Hugo):
    """Pagefind reads the pages that Hugo wrote."""

    name = "Hugo + Pagefind"
    search = "pagefind/fragment/*"
    heading = f"{_SEARCHED}{_HEADING}</div>"
    content = _MARKED

    @property
    def version(self) -> str:
        return f"{super().version} + {setup.python_versions()['pagefind']}"

    def cold(self, folder: Path) -> tuple[Command, ...]:
        pagefind = setup.binary("pagefind_bin", "pagefind")
        return (*super().cold(folder), Command((pagefind, "--site", "public", "--silent"), folder))

    def server(self, folder: Path, port: int) -> None:
        return None


def _hugo() -> str:
    return setup.binary("hugo", "binaries", "hugo")
