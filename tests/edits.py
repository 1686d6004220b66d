"""What people, programs and accidents do to the folder of a site, each as a function of the folder and a number.

The number decides which file, which words, which day: the same number does the same to the same folder. An edit may
leave a site that cannot be built, and may find nothing to do.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from tests.building import CHECKOUT, SITES, copy_of

T = TypeVar("T")
Edit = Callable[[Path, int], None]

NAME = re.compile(r"^(title|name|term): (.*)$", re.MULTILINE)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="20"/>\n'
# Templates of the site's own, which begin as the program's: a page, a part of the frame, a macro, the words of search.
TEMPLATES = ("pages/concern.html", "partials/site-footer.html", "components/card.html", "search/words.json")
PARAGRAPHS = (
    "One more sentence.",
    "A small difference, and a new waiting time [@north2019].",
    "See [the sheet](../worksheets/my-queue.md#where-am-i) and [the trouble](../concerns/impatience.md).",
    "## Another heading\n\nWords below it.",
    "![Chairs.](../modalities/images/two-chairs.svg)",
    "A [link to what may be a draft](../articles/due-soon.md).",
    "A [link to nothing](../articles/nothing.md).",
    "Somebody wrote this [@nobody1900].",
)


def fresh_site(folder: Path) -> Path:
    """The site in which every field is filled, with templates of its own."""
    copy_of("full", folder)
    for name in TEMPLATES:
        own = folder / "templates" / name
        own.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(CHECKOUT / "templates" / name, own)
    return folder


def one(choices: Sequence[T], number: int) -> T:
    return choices[number % len(choices)]


def records(root: Path, suffix: str = "") -> list[Path]:
    found = (root / "content").rglob("*")
    return sorted(
        path for path in found if path.is_file() and path.suffix in ((suffix,) if suffix else (".md", ".yaml"))
    )


def prose(root: Path) -> list[Path]:
    return [path for path in records(root, ".md") if "\n---\n" in read(path)]


def read(file: Path) -> str:
    """The text of a file, '' where there is none."""
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def replace(file: Path, change: Callable[[str], str]) -> None:
    text = read(file)
    if text and change(text) != text:
        file.write_text(change(text), "utf-8")


def set_field(file: Path, line: str) -> None:
    """Give one field of a record's top level a value on one line, or another one."""
    field = re.compile(rf"^{line.partition(':')[0]}:.*\n(?: .*\n|- .*\n)*", re.MULTILINE)
    start = "---\n" if file.suffix == ".md" else ""
    replace(file, lambda text: f"{start}{line}\n{field.sub('', text.removeprefix(start))}")


def add_paragraph(root: Path, number: int) -> None:
    if prose(root):
        words = one(PARAGRAPHS, number // 7)
        replace(one(prose(root), number), lambda text: f"{text.rstrip()}\n\n{words}\n")


def drop_paragraph(root: Path, number: int) -> None:
    if prose(root):
        replace(one(prose(root), number), lambda text: f"{text.rstrip().rpartition(chr(10) * 2)[0]}\n")


def rename_heading(root: Path, number: int) -> None:
    if prose(root):
        heading = re.compile(r"^## .*", re.MULTILINE)
        replace(one(prose(root), number), lambda text: heading.sub(f"## Heading {number}", text))


def retitle(root: Path, number: int) -> None:
    if records(root):
        replace(one(records(root), number), lambda text: NAME.sub(rf"\1: Called {number}", text, count=1))


def summarise(root: Path, number: int) -> None:
    if prose(root):
        change = re.compile(r"^(summary|dek): .*$", re.MULTILINE)
        replace(one(prose(root), number), lambda text: change.sub(rf"\1: In short, {number}.", text, count=1))


def flip_draft(root: Path, number: int) -> None:
    if prose(root):
        file = one(prose(root), number)
        set_field(file, f"draft: {str('draft: true' not in read(file)).lower()}")


def flip_sample(root: Path, number: int) -> None:
    if records(root):
        file = one(records(root), number)
        set_field(file, f"sample: {str('sample: true' not in read(file)).lower()}")


def schedule(root: Path, number: int) -> None:
    if prose(root):
        field = "publish_on" if number % 2 else "expires_on"
        set_field(one(prose(root), number), f"{field}: 2026-1{number % 3}-{15 + number % 13}")


def move_address(root: Path, number: int) -> None:
    addresses = (
        f"/old/{number}/",
        "/about/",
        "/articles/page/3/",
        "/therapists/page/2/",
        "/concerns/impatience/",
        "/next-change.json/",
        "/search/manifest.json/x/",
    )
    if prose(root):
        set_field(one(prose(root), number), f"redirect_from: [{one(addresses, number // 3)}, /older/]")


def redate(root: Path, number: int) -> None:
    files = sorted((root / "content/articles").glob("*.md"))
    if files:
        set_field(one(files, number), f"published_on: 20{10 + number % 16}-{1 + number % 12:02}-15")


def edit_own_page(root: Path, number: int) -> None:
    """Something that shows on the page of the record and on no other."""
    files = [*prose(root), *sorted((root / "content/therapists").glob("*.yaml"))]
    if files:
        file = one(files, number)
        lines = ("updated_on: 2026-11-1{}", "content_note: Note {}", "bio: Life {}", "insurance: [Plan {}]")
        set_field(file, one(lines[:2] if file.suffix == ".md" else lines[2:], number // 3).format(number % 10))


def end_therapist(root: Path, number: int) -> None:
    files = sorted((root / "content/therapists").glob("*.yaml"))
    if files:
        set_field(one(files, number), f"status: {one(('active', 'paused', 'archived'), number)}")


def cite_year(root: Path, number: int) -> None:
    files = sorted((root / "content/citations").glob("*.yaml"))
    if files:
        set_field(one(files, number), f"year: {2000 + number % 25}")


def define(root: Path, number: int) -> None:
    files = sorted((root / "content/glossary").glob("*.yaml"))
    if files:
        words = one(("sitting", "impatience", "slight difference", "people", "chair"), number)
        set_field(one(files, number), f"also_known_as: [{words}]")


def name_besides(root: Path, number: int) -> None:
    files = sorted(path for kind in ("concerns", "modalities") for path in (root / "content" / kind).glob("*.md"))
    if files:
        words = ("QS", "sitting", "silent therapy", "people in a queue", "slight difference", "chair", "waiting")
        names = dict.fromkeys(one(words, number // each) for each in (3, 5))
        set_field(one(files, number), f"also_known_as: [{', '.join(names)}]")


def relate(root: Path, number: int) -> None:
    files = sorted((root / "content/modalities").glob("*.md"))
    if files:
        other, kind = one(files, number // 3), one(("part-of", "often-combined", "variant-of"), number)
        set_field(one(files, number), f"related: [{{ref: {other.stem}, type: {kind}, note: Note {number}.}}]")


def add_record(root: Path, number: int) -> None:
    """A copy of another under a new name, with its old addresses or without them."""
    if records(root):
        file = one(records(root), number)
        text = NAME.sub(rf"\1: Added {number}", read(file), count=1)
        if number % 5:
            text = re.sub(r"^(redirect_from|also_known_as):\n(?:  .*\n)*", "", text, flags=re.MULTILINE)
        file.with_stem(f"added-{number % 4}").write_text(text, "utf-8")


def delete_unused(root: Path, number: int) -> None:
    """A record that nobody names."""
    texts = {path: read(path) for path in [*records(root), root / "site_config.yaml"]}
    unused = [path for path in records(root) if not any(path.stem in texts[each] for each in texts if each != path)]
    if unused:
        one(unused, number).unlink()


def delete_any(root: Path, number: int) -> None:
    if records(root):
        one(records(root), number).unlink()


def rename(root: Path, number: int) -> None:
    """A record gets another id, and whoever names it follows."""
    if records(root):
        file = one(records(root), number)
        new = f"{file.stem}-{number % 3}"
        file.rename(file.with_stem(new))
        for each in [*records(root), root / "site_config.yaml"]:
            replace(each, lambda text: re.sub(rf"(?<![\w-]){re.escape(file.stem)}(?![\w-])", new, text))


def swap(root: Path, number: int) -> None:
    """Two records of a kind trade places."""
    if prose(root):
        file = one(prose(root), number)
        beside = sorted(file.parent.glob("*.md"))
        other = one(beside, number // 5)
        first, second = file.read_bytes(), other.read_bytes()
        file.write_bytes(second)
        other.write_bytes(first)


def edit_template(root: Path, number: int) -> None:
    file = root / "templates" / one(TEMPLATES, number)
    mark = f"Loading search {number}" if file.suffix == ".json" else f'<span class="n{number}"></span></'
    old = "Loading search…" if file.suffix == ".json" else "</"
    replace(file, lambda text: text.replace(old, mark, 1))


def break_template(root: Path, number: int) -> None:
    words = one(("{% if %}", "{{ view.nothing_of_the_kind }}", '{% include "partials/nothing.html" %}'), number)
    replace(root / "templates" / one(TEMPLATES, number), lambda text: text.replace("</", f"{words}</", 1))


def drop_template(root: Path, number: int) -> None:
    """The program's own takes its place."""
    (root / "templates" / one(TEMPLATES, number)).unlink(missing_ok=True)


def drop_templates(root: Path, number: int) -> None:
    """The whole folder goes, or comes back with one template in it."""
    shutil.rmtree(root / "templates", ignore_errors=True)
    if number % 2:
        file = root / "templates" / one(TEMPLATES, number // 2)
        file.parent.mkdir(parents=True)
        shutil.copyfile(CHECKOUT / "templates" / one(TEMPLATES, number // 2), file)


def configure(root: Path, number: int) -> None:
    lines = (
        f"name: Site {number}",
        f"tagline: A site for the {number}th time.",
        f"reading_speed: {50 + number % 400}",
        "samples: {publish: false}",
        "samples: {publish: true}",
        "navigation: [{section: concerns}, {page: about}]",
        "navigation: [{page: nowhere}]",
        "crisis_strip: [text-line]",
        f"footnote: Note {number}.",
        "search: {index: compatible}",
        "search: {index: shards}",
        "search: {stop_words: [queue], synonyms: [[sickness, malady]]}",
        f"search: {{boosts: {{title: {1 + number % 9}}}}}",
        "base_url: https://other.example.org/below/",
        "base_url: https://full.example.org/",
    )
    set_field(root / "site_config.yaml", one(lines, number))


def draw(root: Path, number: int) -> None:
    """A drawing of another size, one that may not be published, or one that is none."""
    files = sorted((root / "content").rglob("*.svg"))
    if files:
        unsafe = SVG.format(30).replace("/>", "><script>1</script></svg>")
        one(files, number).write_text(one((SVG.format(10 + number), SVG.format(7), unsafe, "no drawing"), number))


def drop_medium(root: Path, number: int) -> None:
    files = sorted(path for path in (root / "content").rglob("*") if path.suffix in (".svg", ".mp4", ".vtt"))
    if files:
        one(files, number).unlink()


def break_record(root: Path, number: int) -> None:
    words = (b"\xff", b"\x00", b"title: twice\ntitle: twice\n", b"nothing: of the kind\n", b"")
    if records(root):
        file = one(records(root), number)
        file.write_bytes(file.read_bytes()[:4] + one(words, number // 3) + file.read_bytes()[4:])


def misplace(root: Path, number: int) -> None:
    names = (
        "nowhere/a.md",
        "loose.md",
        "pages/A b.md",
        "pages/deep/a.md",
        "pages/a.txt",
        "pages/a.fr.md",
        "pages/e.md",
    )
    file = root / "content" / one(names, number)
    file.parent.mkdir(exist_ok=True)
    file.write_text("" if number % 2 else "---\ntitle: T\nsummary: S\n---\n\nText.\n", "utf-8")


def put_in_the_place_of_a_record(root: Path, number: int) -> None:
    """A link to it, a folder of its name, or the same name in capitals."""
    if records(root):
        file = one(records(root), number)
        moved = file.rename(file.with_name(file.name.upper() if number % 3 == 0 else f".{file.name}"))
        if number % 3 == 1:
            file.symlink_to(moved.name)
        elif number % 3 == 2:
            file.mkdir()


def mend(root: Path, number: int) -> None:
    """All is as it was in the beginning."""
    for folder in ("content", "templates"):
        shutil.rmtree(root / folder, ignore_errors=True)
    fresh_site(root)


def restore_one(root: Path, number: int) -> None:
    """One record is as it was in the beginning, at another time."""
    file = one(records(SITES / "full"), number)
    if (root / file.relative_to(SITES / "full")).is_dir():
        (root / file.relative_to(SITES / "full")).rmdir()
    shutil.copyfile(file, root / file.relative_to(SITES / "full"))


def save_again(root: Path, number: int) -> None:
    """The same bytes, or the same words with the line ends of Windows."""
    if records(root):
        file = one(records(root), number)
        content = file.read_bytes()
        file.write_bytes(content if number % 2 else content.replace(b"\r", b"").replace(b"\n", b"\r\n"))


def edit_behind_the_clock(root: Path, number: int) -> None:
    """An edit of as many bytes, whose file then says that nothing happened."""
    if prose(root):
        file = one(prose(root), number)
        before = file.stat()
        replace(file, lambda text: re.sub(r"[aeiou](?=[a-z ]*\.\n*\Z)", "u" if number % 2 else "o", text, count=1))
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


def set_clock_back(root: Path, number: int) -> None:
    if records(root):
        os.utime(one(records(root), number), ns=(number, number))


# Fair to all, but that a site is mended often enough to be built again.
EDITS: tuple[Edit, ...] = (
    *(add_paragraph, add_paragraph, drop_paragraph, rename_heading, retitle, retitle, summarise),
    *(flip_draft, flip_sample, schedule, redate, move_address, edit_own_page, end_therapist, cite_year, define),
    *(name_besides, relate),
    *(add_record, delete_unused, delete_unused, delete_any, rename, rename, swap, restore_one),
    *(edit_template, edit_template, break_template, drop_template, drop_templates, configure, configure),
    *(draw, drop_medium, break_record, misplace, put_in_the_place_of_a_record),
    *(save_again, edit_behind_the_clock, set_clock_back, mend, mend, mend),
)
