"""Writes a whole made-up site of any size: `python -m bench.corpus --pages 1000 --profiles 500 --seed 1 FOLDER`.

The same sizes and seed give the same bytes on any machine. The words are made up, the links lead somewhere, and
the site builds without a problem.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from bench import people, works, written
from bench.places import REGULATED
from bench.plan import SITE_PAGES, Plan
from bench.prose import FIGURES
from bench.yamltext import Value, yaml


def files(plan: Plan) -> Iterator[tuple[str, str]]:
    """Path and text of every file, one after the other: a site need not fit into memory."""
    yield "site_config.yaml", yaml(_config(plan))
    for folder, count, name, write in _shelves(plan):
        suffix = ".md" if write.__module__ == written.__name__ else ".yaml"
        for number in range(count):
            yield f"content/{folder}/{name(number)}{suffix}", "".join(write(plan, number))
    for id, line in works.CRISIS_LINES.items():
        yield f"content/crisis/{id}.yaml", yaml(line)
    for number in range(FIGURES):
        yield f"content/articles/images/figure-{number + 1}.svg", _figure(number)
    for number in range(people.PORTRAITS if plan.profiles else 0):
        yield f"content/therapists/images/portrait-{number + 1}.svg", _portrait(number)


Shelf = tuple[str, int, Callable[[int], str], Callable[[Plan, int], Iterator[str]]]


def _shelves(plan: Plan) -> tuple[Shelf, ...]:
    """Folder, how many, the id of each, and what writes it."""
    return (
        ("modalities", plan.modalities, plan.modality, written.modality),
        ("concerns", plan.concerns, plan.concern, written.concern),
        ("articles", plan.articles, plan.article, written.article),
        ("worksheets", plan.worksheets, plan.worksheet, written.worksheet),
        ("pages", len(SITE_PAGES), SITE_PAGES.__getitem__, written.page),
        ("therapists", plan.profiles, people.therapist_id, people.therapist),
        ("people", plan.people, plan.person, people.person),
        ("regulators", len(REGULATED), lambda number: REGULATED[number].college, people.regulator),
        ("citations", plan.citations, plan.citation, works.citation),
        ("glossary", plan.terms, plan.term, works.term),
    )


def _config(plan: Plan) -> dict[str, Value]:
    sections = ("modalities", "concerns", "articles", "therapists")
    footer = ("glossary", "worksheets", "references", "people", "regulators", "corrections", "crisis")
    pages: tuple[Value, ...] = tuple({"page": id} for id in SITE_PAGES)
    return {
        "name": "Made-up site",
        "tagline": f"{plan.pages} pages and {plan.profiles} profiles that mean nothing, to measure builds with.",
        "base_url": "https://made-up.example.org/",
        "time_zone": "America/Toronto",
        "languages": ("en",),
        "publisher": {"name": "Nobody"},
        "navigation": (*({"section": section} for section in sections), pages[0]),
        "footer": (*pages, *({"section": section} for section in footer)),
        "footnote": "Every word and every person here is made up. The crisis lines alone are real.",
        "crisis_strip": ("suicide-crisis-helpline-988", "quebec-1-866-appelle", "emergency-911"),
        "samples": {"publish": True},
    }


def _figure(number: int) -> str:
    widths = (60 + (number * 53 + bar * 37) % 200 for bar in range(4))
    bars = "".join(
        f'  <rect x="20" y="{20 + 30 * bar}" width="{width}" height="20" fill="#2f6f6a"/>\n'
        for bar, width in enumerate(widths)
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="320" height="150" viewBox="0 0 320 150">\n{bars}</svg>\n'


def _portrait(number: int) -> str:
    head = f'<circle cx="80" cy="{56 + 2 * number}" r="30" fill="#2f6f6a"/>'
    body = f'<rect x="{30 - number}" y="100" width="{100 + 2 * number}" height="60" rx="30" fill="#2f6f6a"/>'
    ground = '<rect width="160" height="160" fill="#f3ede0"/>'
    opening = '<svg xmlns="http://www.w3.org/2000/svg" width="160" height="160" viewBox="0 0 160 160">'
    return "\n".join((opening, ground, head, body, "</svg>\n"))


def write_corpus(plan: Plan, folder: Path) -> int:
    """Write the site into `folder`, which is new or empty. How many files that made.

    Raises FileExistsError when something is there already.
    """
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty")
    count, made = 0, set[Path]()
    for path, text in files(plan):
        file = folder / path
        if file.parent not in made:
            file.parent.mkdir(parents=True, exist_ok=True)
            made.add(file.parent)
        file.write_bytes(text.encode())
        count += 1
    return count


def corpus_digest(plan: Plan) -> str:
    """SHA-256 of every path and text, without writing any."""
    sha = hashlib.sha256()
    for path, text in files(plan):
        sha.update(f"{path}\n{len(text)}\n{text}".encode())
    return sha.hexdigest()


@click.command()
@click.option("--pages", default=300, show_default=True, help="How many Markdown files.")
@click.option("--profiles", default=150, show_default=True, help="How many therapists.")
@click.option("--seed", default=1, show_default=True, help="Another number makes another site.")
@click.option("--digest", is_flag=True, help="Print the digest of the site and write nothing.")
@click.argument("folder", type=click.Path(path_type=Path), required=False)
def main(pages: int, profiles: int, seed: int, digest: bool, folder: Path | None) -> None:
    """Write a made-up site into FOLDER, which must be new or empty."""
    try:
        plan = Plan.of(pages, profiles, seed)
        if digest:
            click.echo(corpus_digest(plan))
            return
        if folder is None:
            raise click.UsageError("Name the folder to write into, or ask for the --digest.")
        count = write_corpus(plan, folder)
    except (ValueError, FileExistsError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{count} files in {folder}: {pages} pages, {profiles} profiles, seed {seed}.")


if __name__ == "__main__":
    main()
