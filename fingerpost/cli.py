"""The command line: the only place that prints or exits.

Exit status: 0 for success, 1 for problems in the content, 2 for a wrong call or a missing tool.
"""

from __future__ import annotations

import errno
import gc
import os
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

from fingerpost.engine.refusal import Refusal
from fingerpost.options import Call, read_call
from fingerpost.swift import Look

# Most of the program is imported by the commands that need it: a build that has nothing to do is over before.
if TYPE_CHECKING:
    from pathlib import Path

    from fingerpost.pipeline import Outcome


def main(arguments: Sequence[str] | None = None) -> None:
    """One call. A refusal is told in a sentence, the system's too: a full disk, a folder that is gone or closed.

    Raises SystemExit where the status is not 0.
    """
    # A build makes next to nothing that refers to itself: to look for such garbage takes time, and saves no memory.
    gc.disable()
    try:
        call = read_call(arguments)
        _COMMANDS[call.command or "build"](call)
    except Refusal as error:
        _tell(f"error: {error}")
        sys.exit(2)
    except OSError as error:
        if error.errno == errno.EPIPE:
            sys.exit(1)  # Nobody reads on.
        _tell(f"error: {_refused(error)}")
        sys.exit(2)


def _refused(error: OSError) -> str:
    if error.errno == errno.ENOENT and not error.filename:
        return "The folder you are in no longer exists. Go to another one."
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}"


def _build(call: Call) -> None:
    started = time.perf_counter()
    look = Look(str(call.root), str(call.output), (call.base_url, call.drafts, call.keep_foreign))
    same = None if call.profile else look.unchanged(call.today)
    if same is not None:
        _print_unchanged(call, same, started)
        return
    from fingerpost.job import Seen
    from fingerpost.naming import CONTENT
    from fingerpost.pipeline import build
    from fingerpost.telling import Display, stage_lines

    with Display(call.quiet, call.verbose or call.profile) as display:
        outcome = build(call.order(), display.show, Seen(look.below(CONTENT), look.started))
    warnings = _print_problems(outcome)
    if outcome.report is None:
        _print_failure(outcome, "The site was not built; what was in the output is unchanged.")
        sys.exit(1)
    facts = {**outcome.facts, "pages": outcome.attempt.tally.pages, "warnings": warnings}
    with suppress(OSError):
        look.record(outcome.report.seal, facts)
    if call.explain:
        _print_reasons(outcome)
    if call.profile or call.verbose:
        _say("\n".join(stage_lines(outcome.attempt, time.perf_counter() - started)))
    if not call.quiet:
        _print_summary(outcome, call.output, time.perf_counter() - started)


def _check(call: Call) -> None:
    from fingerpost.pipeline import check

    outcome = check(call.order())
    _print_problems(outcome)
    if outcome.problems.has_errors:
        _print_failure(outcome, "")
        sys.exit(1)
    if not call.quiet:
        _say(f"{outcome.attempt.tally.files + 1} files, no errors.")


def _verify(call: Call) -> None:
    from fingerpost.engine.publish import verify

    folder = call.folder or call.output
    differences = verify(folder)
    for each in differences:
        _tell(f"{each.path}: {each.kind}")
    if differences:
        _tell(f"{_counted(len(differences), 'difference')} in {_shown(folder)}")
        sys.exit(1)
    if not call.quiet:
        _say(f"{_shown(folder)} is whole: every file is as its manifest.json says.")


def _clean(call: Call) -> None:
    import shutil

    from fingerpost.engine.publish import forget

    shutil.rmtree(call.root / ".cache", ignore_errors=True)
    forget(call.output)


def _serve(call: Call) -> None:
    import webbrowser

    from fingerpost.preview import Preview
    from fingerpost.serving import Serving

    order = call.order(drafts=True)
    say: Callable[[str], None] = (lambda _: None) if call.quiet else _say
    preview = Preview(order)
    # It runs for days, and libraries may leave garbage; to look often would nearly double the time of a rebuild.
    gc.set_threshold(100_000, 20, 100)
    gc.enable()
    with suppress(KeyboardInterrupt):  # It may not be listening for signals yet.
        Serving(preview, order.root, call.port, say).run(webbrowser.open if call.in_browser else lambda _: None)
    preview.close()
    say("The preview has ended.")


_COMMANDS: dict[str, Callable[[Call], None]] = {
    "build": _build,
    "check": _check,
    "verify": _verify,
    "clean": _clean,
    "serve": _serve,
}


def _print_problems(outcome: Outcome) -> list[str]:
    """Print them all, and give those that are only warnings."""
    from fingerpost.engine.problems import describe

    described = [(problem.severity, describe(problem, outcome.line_of)) for problem in outcome.problems]
    for _, text in described:
        _tell(text + "\n")
    return [text for severity, text in described if severity != "error"]


def _print_failure(outcome: Outcome, after: str) -> None:
    errors = sum(problem.severity == "error" for problem in outcome.problems)
    counted = f"{errors} error{'' if errors == 1 else 's'}."
    _tell(f"{counted} {after}".strip())


def _print_reasons(outcome: Outcome) -> None:
    for path, reason in sorted(outcome.attempt.reasons.items()):
        _say(f"{path}: {reason}")
    if not outcome.attempt.reasons:
        _say("No page was made again.")


def _print_unchanged(call: Call, same: dict[str, Any], started: float) -> None:
    for text in same["warnings"]:
        _tell(text + "\n")
    if not call.quiet:
        seconds = time.perf_counter() - started
        _say(f"Nothing has changed: {_shown(call.output)} holds {same['pages']} pages ({seconds:.2f} s).")


def _print_summary(outcome: Outcome, output: Path, seconds: float) -> None:
    report = outcome.report
    if report is None:
        return
    files = f"{report.written} written, {report.unchanged} unchanged, {report.removed} removed"
    _say(f"Built {outcome.attempt.tally.pages} pages into {_shown(output)} in {seconds:.1f} s: {files}.")
    if report.kept:
        _say(f"Kept {_counted(report.kept, 'file')} that no build put there.")
    if outcome.remembered:
        _say(f"Added {_counted(outcome.remembered, 'line')} to addresses.txt: commit it with the content.")
    if not report.exchanged:
        _say("This file system cannot exchange two folders in one step, so two renames put the site in place.")


def _say(text: str) -> None:
    _print(text, sys.stdout)


def _tell(text: str) -> None:
    """Say what is wrong."""
    _print(text, sys.stderr)


def _print(text: str, stream: TextIO) -> None:
    # A full disk, or a reader who has gone, shows here and not after the end.
    print(text, file=stream, flush=True)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _shown(path: Path) -> str:
    try:
        return f"{path.resolve().relative_to(path.cwd())}/"
    except (ValueError, OSError):
        return str(path)


def run() -> NoReturn:
    """The program. It leaves its memory to the system: to take it down piece by piece is a tenth of a short build."""
    status = 0
    for stream in (sys.stdout, sys.stderr):
        # Names of files need not be texts, and a terminal need not know all letters.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        main()
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(bool(end.code))
    except KeyboardInterrupt:
        status = 130
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):
            stream.flush()
    os._exit(status)
