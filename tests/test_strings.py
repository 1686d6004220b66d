"""The interface's words: the template for translators is current, and no word of ours escapes translation.

The content of the small site here is Greek and its translations are bracketed, so that a Latin letter outside
brackets is a word that no translator could have reached.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from babel.messages import Catalog
from jinja2 import Environment
from lxml import etree, html

from fingerpost.clinical.questions import QUESTIONS
from fingerpost.clinical.regions import REGIONS
from fingerpost.pages import strings as pages_strings
from fingerpost.pages.strings import Strings
from fingerpost.pipeline import Order, build
from scripts import strings
from tests.building import copy_of

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
TODAY = date(2026, 11, 21)

READ_ALOUD = ("alt", "aria-label", "aria-roledescription", "aria-description", "placeholder", "title")
DESCRIBING = ("description", "og:title", "og:description", "og:image:alt")


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return strings.extracted()


def ids(catalog: Catalog) -> set[str]:
    """Every message, the plural ones by their singular."""
    return {message.id if isinstance(message.id, str) else message.id[0] for message in catalog if message.id}


def test_the_template_of_messages_is_current() -> None:
    current = strings.TEMPLATE.read_text(encoding="utf-8") == strings.template_text()
    assert current, f"locale/fingerpost.pot is out of date; run: {strings.EXTRACT}"


def test_the_template_names_no_day_and_no_line() -> None:
    text = strings.template_text()
    assert not re.search(r"Date|Generated|^#: .*:\d", text, re.MULTILINE)
    assert text == strings.template_text()


def test_messages_come_from_templates_builders_labels_and_tables(catalog: Catalog) -> None:
    found = ids(catalog)
    assert {"In crisis?", "Look up the register", "Therapies and approaches"} <= found
    assert set(QUESTIONS.values()) | set(REGIONS.values()) <= found


def test_a_message_with_a_number_has_both_forms(catalog: Catalog) -> None:
    message = catalog.get("%(count)s minute")
    assert message is not None
    assert message.id == ("%(count)s minute", "%(count)s minutes")


def test_an_updated_catalogue_keeps_what_was_translated(tmp_path: Path) -> None:
    path = strings.update("fr", tmp_path)
    begun = path.read_text(encoding="utf-8")
    assert '"Plural-Forms: nplurals=2; plural=(n > 1);\\n"' in begun
    path.write_text(
        begun.replace('msgid "Ontario"\nmsgstr ""', 'msgid "Ontario"\nmsgstr "L’Ontario"'), encoding="utf-8"
    )
    strings.update("fr", tmp_path)
    assert 'msgstr "L’Ontario"' in path.read_text(encoding="utf-8")
    strings.compile_all(tmp_path)
    translated = gettext.translation("fingerpost", str(tmp_path), ["fr"])
    assert translated.gettext("Ontario") == "L’Ontario"
    assert translated.gettext("Quebec") == "Quebec"


def test_a_catalogue_is_stale_until_it_is_compiled_again(tmp_path: Path) -> None:
    path = strings.update("fr", tmp_path)
    assert strings.stale(tmp_path) == [path.with_suffix(".mo")]
    strings.compile_all(tmp_path)
    assert strings.stale(tmp_path) == []
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('msgid "Ontario"\nmsgstr ""', 'msgid "Ontario"\nmsgstr "L’Ontario"'), encoding="utf-8")
    assert strings.stale(tmp_path) == [path.with_suffix(".mo")]


def test_every_catalogue_here_is_compiled() -> None:
    assert strings.stale() == [], f"run: {strings.COMPILE}"


def test_a_translation_that_lost_a_placeholder_is_refused(tmp_path: Path) -> None:
    path = strings.update("fr", tmp_path)
    message = 'msgid "Sliding scale from %(amount)s"\nmsgstr '
    text = path.read_text(encoding="utf-8").replace(f'{message}""', f'{message}"À partir de %(montant)s"')
    path.write_text(text, encoding="utf-8")
    with pytest.raises(strings.CatalogueFault, match="Sliding scale"):
        strings.compile_all(tmp_path)


def test_a_tag_that_names_no_language_is_refused(tmp_path: Path) -> None:
    with pytest.raises(strings.CatalogueFault, match='"french" is not a language tag'):
        strings.update("french", tmp_path)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(ROOT / "templates").as_posix())
def test_a_template_writes_no_word_of_its_own(path: Path) -> None:
    """In any branch, whether a page of ours takes it or not."""
    parts = Environment(extensions=["jinja2.ext.i18n"]).lex(path.read_text(encoding="utf-8"))
    written = "".join(value if kind == "data" else "·" for _, kind, value in parts)
    assert [text for text in words_of(written) if escaped(text)] == []


def test_every_word_of_a_page_was_translated(pages: dict[str, str]) -> None:
    found = {(text.strip(), path) for path, page in pages.items() for text in words_of(page) if escaped(text)}
    assert found == set()


def test_the_pages_show_translations_and_content(pages: dict[str, str]) -> None:
    assert len(pages) > 30
    for path, content in pages.items():
        assert "⟦" in content, path
        # Whoever left the directory is not named where their page was.
        assert re.search("[α-ω]", content) or path == "therapists/archived/index.html", path


def test_no_page_shows_the_head_of_the_catalogue(pages: dict[str, str]) -> None:
    """gettext answers the empty message with it."""
    assert [path for path, content in pages.items() if "Content-Transfer-Encoding" in content] == []


@pytest.fixture(scope="module")
def pages(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Every page of the Greek site by its path, with each message in brackets."""
    folder = tmp_path_factory.mktemp("greek")
    compiled = strings.catalogue_path("en", folder / "locale").with_suffix(".mo")
    compiled.parent.mkdir(parents=True)
    compiled.write_bytes(strings.as_bytes(bracketed(catalog)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pages_strings, "LOCALES", folder / "locale")
        assert Strings.of("en").gettext("Ontario") == "⟦Ontario⟧"
        outcome = build(Order(copy_of("greek", folder / "site"), folder / "output", today=TODAY))
    assert list(outcome.problems) == []
    output = folder / "output"
    return {path.relative_to(output).as_posix(): path.read_text("utf-8") for path in sorted(output.rglob("*.html"))}


def bracketed(catalog: Catalog) -> Catalog:
    """Each message translated by itself in brackets."""
    translated = Catalog(locale="en", charset="utf-8")
    for message in catalog:
        if message.id:
            forms = (message.id,) if isinstance(message.id, str) else message.id
            texts = tuple(f"⟦{form}⟧" for form in forms)
            translated.add(message.id, texts if len(texts) > 1 else texts[0])
    return translated


def words_of(page: str) -> Iterator[str]:
    """What a page shows or is read aloud: text, some attributes, and how it describes itself."""
    tree = html.document_fromstring(page.replace("<template", "<div").replace("</template", "</div"))
    for element in tree.iter(etree.Element):
        if element.tag in ("script", "style", "time", "code", "svg"):
            yield element.tail or ""
            continue
        yield element.text or ""
        yield element.tail or ""
        yield from (element.get(name) or "" for name in READ_ALOUD)
        if element.tag == "meta" and (element.get("name") or element.get("property")) in DESCRIBING:
            yield element.get("content") or ""


# Addresses and names, and what comes from Babel: dates, sums, names of languages, and the last comma of a list.
ALIKE = re.compile(
    r"https?://\S+|[\w.@/-]+\.example\.org\S*|ORCID iD|\bGreek\b|^\s*and\s*$"
    r"|\b(?:January|November|October) \d{1,2}, \d{4}|\d{4}, (?:January|November|October) \d{1,2}"
)


def escaped(text: str) -> bool:
    """Whether Latin letters are left outside the brackets."""
    depth, outside = 0, ""
    for character in text:
        depth += (character == "⟦") - (character == "⟧")
        outside += character if depth == 0 and character != "⟧" else ""
    return bool(re.search("[A-Za-z]", ALIKE.sub("", outside)))
