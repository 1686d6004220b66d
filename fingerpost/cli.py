"""The command line: the only place that prints or exits.

Exit status: 0 for success, 1 for problems in the content, 2 for a wrong call or a missing tool.
"""

from __future__ import annotations

import errno
import gc
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from fingerpost import __version__
from fingerpost.engine.values import dataclass
from fingerpost.swift import Look

# Most of the program is imported by the commands that need it: a build that has nothing to do is over before.
if TYPE_CHECKING:
    from fingerpost.pipeline import Order, Outcome


class _Day(click.ParamType[date]):
    name = "YYYY-MM-DD"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(str(value))
        except ValueError:
            day = None
        # Python also reads 20260309 and 2026-W11-1 as days.
        if day is None or day.isoformat() != value:
            self.fail(f"{value} is not a day; write it as 2026-03-09.", param, ctx)
        return day


@dataclass(frozen=True, slots=True)
class _Call:
    """The options of one call."""

    root: Path
    output: Path
    today: date | None
    base_url: str | None
    drafts: bool
    workers: int
    quiet: bool
    verbose: bool

    @property
    def order(self) -> Order:
        from fingerpost.pipeline import Order

        return Order(self.root, self.output, self.today, self.base_url, self.drafts, self.workers)


class _Program(click.Group):
    """What the system refuses is told in a sentence: a full disk, a folder that is gone or may not be written."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # click knows that nobody reads on.
            click.echo(f"error: {_refused(error)}", err=True)
            sys.exit(2)


def _refused(error: OSError) -> str:
    if error.errno == errno.ENOENT and not error.filename:
        return "The folder you are in no longer exists. Go to another one."
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}"


@click.group(cls=_Program, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--root",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="The site's folder: where content/ and site_config.yaml are.  [default: this folder]",
)
@click.option("--output", type=click.Path(path_type=Path), help="Where the site goes.  [default: ROOT/output]")
@click.option("--today", type=_Day(), help="Build as on this day.  [default: today in the site's time zone]")
@click.option("--base-url", help="The address of the site, in place of the one in site_config.yaml.")
@click.option("--drafts", is_flag=True, help="Include drafts and pages scheduled for later, or expired.")
@click.option("--workers", type=click.IntRange(0), default=0, help="Processes to use.  [default: one a core]")
@click.option("-q", "--quiet", is_flag=True, help="Print problems only.")
@click.option("-v", "--verbose", is_flag=True, help="Print what each stage did.")
@click.version_option(__version__, prog_name="fingerpost")
@click.pass_context
def main(
    context: click.Context,
    root: Path,
    output: Path | None,
    today: date | None,
    base_url: str | None,
    drafts: bool,
    workers: int,
    quiet: bool,
    verbose: bool,
) -> None:
    """Build a site of therapy modalities, psychoeducation and therapists from Markdown and YAML.

    Without a command, builds the site.
    """
    # A short run leaves no garbage worth the time to look for it; a long one looks now and then.
    gc.disable()
    gc.set_threshold(100_000, 20, 100)
    root = root.resolve()
    context.obj = _Call(root, output or root / "output", today, base_url, drafts, workers, quiet, verbose)
    if context.invoked_subcommand is None:
        context.invoke(build_command)


@main.command("build")
@click.option("--explain", is_flag=True, help="Say of each page that was made again what had changed.")
@click.option("--profile", is_flag=True, help="Print where the time went.")
@click.option("--keep-foreign", is_flag=True, help="Keep files in the output folder that no build put there.")
@click.pass_obj
def build_command(call: _Call, explain: bool = False, profile: bool = False, keep_foreign: bool = False) -> None:
    """Build the site into the output folder (the default)."""
    started = time.perf_counter()
    look = Look(str(call.root), str(call.output), (call.base_url, call.drafts, keep_foreign))
    same = None if profile else look.unchanged(call.today)
    if same is not None:
        _print_unchanged(call, same, started)
        return
    from fingerpost.engine.refusal import Refusal
    from fingerpost.job import Seen
    from fingerpost.pipeline import build
    from fingerpost.reading import CONTENT
    from fingerpost.telling import Display, stage_lines

    try:
        with Display(call.quiet, call.verbose or profile) as display:
            seen = Seen(look.below(CONTENT), look.started)
            outcome = build(replace(call.order, keep_foreign=keep_foreign), display.show, seen)
    except Refusal as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(2)
    warnings = _print_problems(outcome)
    if outcome.report is None:
        _print_failure(outcome, "The site was not built; what was in the output is unchanged.")
        sys.exit(1)
    facts = {**outcome.facts, "pages": outcome.attempt.tally.pages, "warnings": warnings}
    with suppress(OSError):
        look.record(outcome.report.seal, facts)
    if explain:
        _print_reasons(outcome)
    if profile or call.verbose:
        click.echo("\n".join(stage_lines(outcome.attempt, time.perf_counter() - started)))
    if not call.quiet:
        _print_summary(outcome, call.output, time.perf_counter() - started)


@main.command("check")
@click.pass_obj
def check_command(call: _Call) -> None:
    """Check the content and write nothing."""
    from fingerpost.engine.refusal import Refusal
    from fingerpost.pipeline import check

    try:
        outcome = check(call.order)
    except Refusal as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(2)
    _print_problems(outcome)
    if outcome.problems.has_errors:
        _print_failure(outcome, "")
        sys.exit(1)
    if not call.quiet:
        click.echo(f"{outcome.attempt.tally.files + 1} files, no errors.")


@main.command("verify")
@click.argument("folder", required=False, type=click.Path(file_okay=False, exists=True, path_type=Path))
@click.pass_obj
def verify_command(call: _Call, folder: Path | None) -> None:
    """Compare a copy of the site with its own list of files, manifest.json."""
    from fingerpost.engine.publish import verify

    folder = folder or call.output
    differences = verify(folder)
    for each in differences:
        click.echo(f"{each.path}: {each.kind}", err=True)
    if differences:
        click.echo(f"{_counted(len(differences), 'difference')} in {_shown(folder)}", err=True)
        sys.exit(1)
    if not call.quiet:
        click.echo(f"{_shown(folder)} is whole: every file is as its manifest.json says.")


@main.command("clean")
@click.pass_obj
def clean_command(call: _Call) -> None:
    """Remove the cache and the spare site beside the output. The output stays; the next build starts afresh."""
    import shutil

    from fingerpost.engine.publish import PublishError, forget

    shutil.rmtree(call.root / ".cache", ignore_errors=True)
    try:
        forget(call.output)
    except PublishError as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(2)


@main.command("serve")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Where to listen.")
@click.option("--open", "in_browser", is_flag=True, help="Open the preview in a browser.")
@click.pass_obj
def serve_command(call: _Call, port: int, in_browser: bool) -> None:
    """Show the site in the browser, drafts too, and every change at once. Publishes nothing."""
    import webbrowser

    from fingerpost.preview import Preview
    from fingerpost.serving import Serving

    order = replace(call.order, drafts=True)
    say: Callable[[str], None] = (lambda _: None) if call.quiet else click.echo
    preview = Preview(order)
    with suppress(KeyboardInterrupt):  # It may not be listening for signals yet.
        Serving(preview, order.root, port, say).run(webbrowser.open if in_browser else lambda _: None)
    preview.close()
    say("The preview has ended.")


def _print_problems(outcome: Outcome) -> list[str]:
    """Print them all, and give those that are only warnings."""
    from fingerpost.engine.problems import describe

    described = [(problem.severity, describe(problem, outcome.line_of)) for problem in outcome.problems]
    for _, text in described:
        click.echo(text + "\n", err=True)
    return [text for severity, text in described if severity != "error"]


def _print_failure(outcome: Outcome, after: str) -> None:
    errors = sum(problem.severity == "error" for problem in outcome.problems)
    counted = f"{errors} error{'' if errors == 1 else 's'}."
    click.echo(f"{counted} {after}".strip(), err=True)


def _print_reasons(outcome: Outcome) -> None:
    for path, reason in sorted(outcome.attempt.reasons.items()):
        click.echo(f"{path}: {reason}")
    if not outcome.attempt.reasons:
        click.echo("No page was made again.")


def _print_unchanged(call: _Call, same: dict[str, Any], started: float) -> None:
    for text in same["warnings"]:
        click.echo(text + "\n", err=True)
    if not call.quiet:
        seconds = time.perf_counter() - started
        click.echo(f"Nothing has changed: {_shown(call.output)} holds {same['pages']} pages ({seconds:.2f} s).")


def _print_summary(outcome: Outcome, output: Path, seconds: float) -> None:
    report = outcome.report
    if report is None:
        return
    files = f"{report.written} written, {report.unchanged} unchanged, {report.removed} removed"
    click.echo(f"Built {outcome.attempt.tally.pages} pages into {_shown(output)} in {seconds:.1f} s: {files}.")
    if report.kept:
        click.echo(f"Kept {_counted(report.kept, 'file')} that no build put there.")
    if not report.exchanged:
        click.echo("This file system cannot exchange two folders in one step, so two renames put the site in place.")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _shown(path: Path) -> str:
    try:
        return f"{path.resolve().relative_to(Path.cwd())}/"
    except (ValueError, OSError):
        return str(path)


def run() -> NoReturn:
    """The program. It leaves its memory to the system: to take it down piece by piece is a tenth of a short build."""
    try:
        main()
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(bool(end.code))
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
