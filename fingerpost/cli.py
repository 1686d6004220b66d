"""The command line: the only place that prints or exits.

Exit status: 0 for success, 1 for problems in the content, 2 for a wrong call or a missing tool.
"""

from __future__ import annotations

import errno
import shutil
import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from fingerpost import __version__
from fingerpost.engine.assets import BundleError
from fingerpost.engine.problems import describe
from fingerpost.engine.publish import PublishError
from fingerpost.pipeline import Order, Outcome, build, check


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

    order: Order
    quiet: bool
    verbose: bool


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
    quiet: bool,
    verbose: bool,
) -> None:
    """Build a site of therapy modalities, psychoeducation and therapists from Markdown and YAML.

    Without a command, builds the site.
    """
    root = root.resolve()
    context.obj = _Call(Order(root, output or root / "output", today, base_url, drafts), quiet, verbose)
    if context.invoked_subcommand is None:
        context.invoke(build_command)


@main.command("build")
@click.pass_obj
def build_command(call: _Call) -> None:
    """Build the site into the output folder (the default)."""
    started = time.monotonic()
    try:
        outcome = build(call.order)
    except (PublishError, BundleError) as error:
        click.echo(f"error: {error}", err=True)
        sys.exit(2)
    _print_problems(outcome)
    if outcome.report is None:
        _print_failure(outcome, "The site was not built; what was in the output is unchanged.")
        sys.exit(1)
    if call.verbose:
        _print_stages(outcome)
    if not call.quiet:
        _print_summary(outcome, call.order, time.monotonic() - started)


@main.command("check")
@click.pass_obj
def check_command(call: _Call) -> None:
    """Check the content and write nothing."""
    outcome = Outcome()
    passed = check(call.order, outcome) is not None
    _print_problems(outcome)
    if not passed:
        _print_failure(outcome, "")
        sys.exit(1)
    if not call.quiet:
        click.echo(f"{len(outcome.sources)} files, no errors.")


@main.command("clean")
@click.pass_obj
def clean_command(call: _Call) -> None:
    """Remove the cache. The next build makes everything afresh; the output stays."""
    shutil.rmtree(call.order.root / ".cache", ignore_errors=True)


def _print_problems(outcome: Outcome) -> None:
    for problem in outcome.problems:
        click.echo(describe(problem, outcome.line_of) + "\n", err=True)


def _print_failure(outcome: Outcome, after: str) -> None:
    errors = sum(problem.severity == "error" for problem in outcome.problems)
    counted = f"{errors} error{'' if errors == 1 else 's'}."
    click.echo(f"{counted} {after}".strip(), err=True)


def _print_stages(outcome: Outcome) -> None:
    for name, tally in (("markdown", outcome.markdown), ("pages", outcome.rendered)):
        click.echo(f"{name}: {tally.made} made, {tally.found} from the cache")


def _print_summary(outcome: Outcome, order: Order, seconds: float) -> None:
    report = outcome.report
    if report is None:
        return
    files = f"{report.written} written, {report.unchanged} unchanged, {report.removed} removed"
    click.echo(f"Built {outcome.pages} pages into {_shown(order.output)} in {seconds:.1f} s: {files}.")
    if not report.exchanged:
        click.echo("This file system cannot exchange two folders in one step, so two renames put the site in place.")


def _shown(path: Path) -> str:
    try:
        return f"{path.resolve().relative_to(Path.cwd())}/"
    except (ValueError, OSError):
        return str(path)
