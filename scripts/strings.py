"""The interface's words for translators: collected from the sources, merged into a catalogue, compiled for gettext.

`python -m scripts.strings extract [--check]`, `… update LANGUAGE`, `… compile`. docs/contributors/translating.md
says when to use which.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.core import UnknownLocaleError
from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from fingerpost.clinical.questions import QUESTIONS
from fingerpost.clinical.regions import REGIONS

ROOT = Path(__file__).resolve().parent.parent
MAPPING = ROOT / "babel.cfg"
DOMAIN = "fingerpost"
LOCALES = ROOT / "locale"
TEMPLATE = LOCALES / f"{DOMAIN}.pot"
EXTRACT = "python -m scripts.strings extract"
COMPILE = "python -m scripts.strings compile"

KEYWORDS = {"_": None, "gettext": None, "N_": None, "ngettext": (1, 2), "plural": (1, 2)}
COMMENT = "Translators:"
# Values of the content model that pages translate. The room they live in knows nothing of translation.
TABLES: Mapping[str, Mapping[str, str]] = {
    "fingerpost/clinical/questions.py": QUESTIONS,
    "fingerpost/clinical/regions.py": REGIONS,
}


# Stands where gettext's files keep the time at which they were made.
_NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)


class CatalogueFault(Exception):
    """A catalogue cannot be used as it is; the message says where and why."""


def extracted() -> Catalog:
    """Every message of the sources, without translations and without anything that differs between machines."""
    catalog = Catalog(charset="utf-8")
    for path, message, comments in _messages():
        catalog.add(message, locations=[(path, 0)], auto_comments=comments)
    return catalog


def _messages() -> Iterator[tuple[str, str | tuple[str, ...], list[str]]]:
    """Path, message and comments, in the order of paths."""
    with MAPPING.open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]
    found = extract_from_dir(
        ROOT, methods, options, KEYWORDS, (COMMENT,), strip_comment_tags=True, directory_filter=_is_source
    )
    for path, _, message, comments, _ in found:
        yield path, message, comments
    for path, table in TABLES.items():
        yield from ((path, message, []) for message in table.values())


def _is_source(folder: str) -> bool:
    path = Path(folder)
    return path == ROOT or path.relative_to(ROOT).parts[0] in ("fingerpost", "templates")


def as_text(catalog: Catalog, header: str) -> str:
    """The catalogue as a .po file with our own header: Babel's holds the time and its own version."""
    body = BytesIO()
    write_po(body, catalog, width=110, omit_header=True, sort_by_file=True, include_lineno=False)
    return f"{header}\n{body.getvalue().decode('utf-8').strip()}\n"


def template_text() -> str:
    """What `locale/fingerpost.pot` holds when it is current."""
    return as_text(extracted(), _header(f"# The interface's words, for translators. Made by `{EXTRACT}`."))


def _header(comment: str, locale: Locale | None = None) -> str:
    fields = ["MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit"]
    if locale is not None:
        fields = [f"Language: {locale}", *fields, f"Plural-Forms: {Catalog(locale=locale).plural_forms}"]
    lines = "".join(f'"{field}\\n"\n' for field in fields)
    return f'{comment}\nmsgid ""\nmsgstr ""\n{lines}'


def catalogue_path(language: str, folder: Path = LOCALES) -> Path:
    """The .po file of a language, `fr` or `zh-Hans`."""
    return folder / language.replace("-", "_") / "LC_MESSAGES" / f"{DOMAIN}.po"


def update(language: str, folder: Path = LOCALES) -> Path:
    """Bring the catalogue of `language` up to date, or begin it. What was translated stays.

    Raises CatalogueFault for a tag that names no language.
    """
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError) as error:
        raise CatalogueFault(f'"{language}" is not a language tag; it reads like fr or zh-Hans') from error
    path = catalogue_path(language, folder)
    catalog = _read(path, locale) if path.is_file() else Catalog(locale=locale, charset="utf-8")
    catalog.update(extracted(), update_header_comment=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    comment = (
        f"# The interface's words in {locale.english_name}. Refreshed by `python -m scripts.strings update {language}`."
    )
    path.write_text(as_text(catalog, _header(comment, locale)), encoding="utf-8")
    return path


def _read(path: Path, locale: Locale | None = None) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=locale, domain=DOMAIN, abort_invalid=True)


def compile_all(folder: Path = LOCALES) -> list[Path]:
    """Compile every catalogue. Raises CatalogueFault where a translation lost or changed a placeholder."""
    made = []
    for path, content in compiled(folder).items():
        path.write_bytes(content)
        made.append(path)
    return made


def stale(folder: Path = LOCALES) -> list[Path]:
    """Compiled catalogues that are missing or no longer say what their .po file says."""
    return [path for path, content in compiled(folder).items() if not path.is_file() or path.read_bytes() != content]


def compiled(folder: Path) -> dict[Path, bytes]:
    """What the .mo file beside every .po file holds when it is current. Raises CatalogueFault, as `compile_all`."""
    found = {}
    for path in sorted(folder.rglob(f"{DOMAIN}.po")):
        catalog = _read(path)
        faults = [f"{path}: {message.id!r}: {error}" for message, errors in catalog.check() for error in errors]
        if faults:
            raise CatalogueFault("\n".join(faults))
        found[path.with_suffix(".mo")] = as_bytes(catalog)
    return found


def as_bytes(catalog: Catalog) -> bytes:
    """The catalogue as gettext reads it; the same catalogue gives the same bytes."""
    catalog.creation_date = catalog.revision_date = _NO_DAY
    content = BytesIO()
    write_mo(content, catalog)
    return content.getvalue()


def extract(*, check: bool) -> None:
    """Write the template of messages, or say that it is out of date."""
    text = template_text()
    if not check:
        TEMPLATE.parent.mkdir(exist_ok=True)
        TEMPLATE.write_text(text, encoding="utf-8")
    elif not TEMPLATE.is_file() or TEMPLATE.read_text(encoding="utf-8") != text:
        raise CatalogueFault(f"{TEMPLATE.relative_to(ROOT)} is out of date; run: {EXTRACT}")
    elif stale():
        raise CatalogueFault(f"{stale()[0].relative_to(ROOT)} is out of date; run: {COMPILE}")


def main() -> None:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(prog="python -m scripts.strings", description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    extracting = commands.add_parser("extract", help="collect the messages into locale/fingerpost.pot")
    extracting.add_argument("--check", action="store_true", help="write nothing; fail when a file is out of date")
    commands.add_parser("update", help="begin or refresh a catalogue").add_argument("language")
    commands.add_parser("compile", help="compile every catalogue for gettext")
    asked = parser.parse_args()
    try:
        if asked.command == "extract":
            extract(check=asked.check)
        elif asked.command == "update":
            print(update(asked.language).relative_to(ROOT))
        else:
            print("\n".join(str(path.relative_to(ROOT)) for path in compile_all()))
    except CatalogueFault as error:
        sys.exit(f"strings: {error}")


if __name__ == "__main__":
    main()
