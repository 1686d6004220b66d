"""One page of each kind from the full site, compared byte for byte. `pytest --update-goldens` writes them anew."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.building import CHECKOUT

GOLDEN = CHECKOUT / "tests" / "golden" / "pages"
PAGES = {
    "article": "articles/on-waiting/index.html",
    "citation": "references/north2019/index.html",
    "concern": "concerns/impatience/index.html",
    "corrections": "corrections/index.html",
    "crisis": "crisis/example-line/index.html",
    "crisis-listing": "crisis/index.html",
    "glossary": "glossary/index.html",
    "home": "index.html",
    "directory": "therapists/with/quiet-sitting/index.html",
    "listing": "modalities/index.html",
    "modality": "modalities/quiet-sitting/index.html",
    "not-found": "404.html",
    "page": "about/index.html",
    "person": "people/ada-example/index.html",
    "privacy-receipt": "privacy-receipt/index.html",
    "redirect": "old/qs.html",
    "regulator": "regulators/example-college/index.html",
    "search": "search/index.html",
    "shortlist": "therapists/shortlist/index.html",
    "term": "glossary/small-difference/index.html",
    "therapist": "therapists/rosa-full/index.html",
    "worksheet": "worksheets/my-queue/index.html",
}


def stable(html: str) -> str:
    """The page without what changes with the browser code and the icons, which have tests of their own."""
    html = re.sub(r"(/assets/[a-z/-]*?[\w-]+?)-[0-9A-Za-z]{8,10}(\.(?:css|js|svg|woff2)\b)", r"\1-*\2", html)
    return re.sub(r"<svg\b.*?</svg>", "<svg></svg>", html, flags=re.DOTALL)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_as_it_was(name: str, full_output: Path, update_goldens: bool) -> None:
    found = stable((full_output / PAGES[name]).read_text("utf-8"))
    golden = GOLDEN / f"{name}.html"
    if update_goldens:
        GOLDEN.mkdir(parents=True, exist_ok=True)
        golden.write_text(found, "utf-8")
    assert found == golden.read_text("utf-8"), (
        f"if the change is meant, run pytest {Path(__file__).name} --update-goldens"
    )


def test_every_template_of_a_page_has_a_golden() -> None:
    assert {path.stem for path in (CHECKOUT / "templates" / "pages").glob("*.html")} == PAGES.keys()
    assert {path.stem for path in GOLDEN.glob("*.html")} == PAGES.keys()
