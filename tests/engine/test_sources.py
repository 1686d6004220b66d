"""Files: what is found, in which order, and the faults in their bytes."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from fingerpost.engine.problems import Severity
from fingerpost.engine.sources import MAX_BYTES, Scan, read_file, read_text, scan_folder
from fingerpost.engine.stamps import stamp_of


def write(root: Path, path: str, content: bytes) -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)


def read(tmp_path: Path, content: bytes) -> tuple[str | None, list[tuple[str, int, int, Severity]]]:
    """The text, and code, line, column and severity of each problem."""
    write(tmp_path, "a.md", content)
    source, problems = read_text(tmp_path / "a.md", "a.md")
    found = [(each.code, each.span.line, each.span.column, each.severity) for each in problems]
    return (source.text if source else None), found


def test_files_come_in_the_order_of_their_paths(tmp_path: Path) -> None:
    for path in ("c/b.md", "c/a.yaml", "c/B.md", "c/a/z.md", "c/é.md"):
        write(tmp_path, path, b"x")
    assert list(scan_folder(tmp_path, "c").stamps) == ["c/B.md", "c/a.yaml", "c/a/z.md", "c/b.md", "c/é.md"]


def test_hidden_files_and_editors_copies_are_passed_over(tmp_path: Path) -> None:
    for path in ("c/.a.md.swp", "c/.DS_Store", "c/.hidden/a.md", "c/a.md~"):
        write(tmp_path, path, b"x")
    assert scan_folder(tmp_path, "c") == Scan({})


def test_the_digest_is_that_of_the_bytes(tmp_path: Path) -> None:
    write(tmp_path, "a.md", b"one\r\ntwo\r\n")
    source, _ = read_text(tmp_path / "a.md", "a.md")
    assert source is not None
    assert source.digest == hashlib.sha256(b"one\r\ntwo\r\n").hexdigest()


def test_windows_line_ends_are_no_fault(tmp_path: Path) -> None:
    assert read(tmp_path, b"one\r\ntwo\r\n") == ("one\ntwo\n", [])


def test_a_stray_carriage_return_is_a_line_end_and_a_warning(tmp_path: Path) -> None:
    text, found = read(tmp_path, b"one\r\ntwo\rthree\n")
    assert text == "one\ntwo\nthree\n"
    assert found == [("stray-carriage-return", 2, 1, "warning")]


def test_a_byte_order_mark_is_dropped_with_a_warning(tmp_path: Path) -> None:
    assert read(tmp_path, b"\xef\xbb\xbfone\n") == ("one\n", [("byte-order-mark", 1, 1, "warning")])


def test_a_byte_that_is_not_utf8_is_shown_where_it_stands(tmp_path: Path) -> None:
    assert read(tmp_path, "one\né é".encode() + b"\xe9") == (None, [("not-utf8", 2, 4, "error")])


def test_utf16_is_not_utf8(tmp_path: Path) -> None:
    assert read(tmp_path, "one".encode("utf-16")) == (None, [("not-utf8", 1, 1, "error")])


@pytest.mark.parametrize("content", [b"", b"\n", b" \t\r\n\r\n", b"\xef\xbb\xbf\n"])
def test_a_file_without_a_word_is_empty(tmp_path: Path, content: bytes) -> None:
    assert read(tmp_path, content) == (None, [("empty-file", 0, 0, "error")])


def test_a_file_of_the_greatest_size_is_read_and_a_larger_one_is_not(tmp_path: Path) -> None:
    assert read(tmp_path, b"x" * MAX_BYTES)[1] == []
    assert read(tmp_path, b"x" * (MAX_BYTES + 1)) == (None, [("too-large", 0, 0, "error")])


def test_what_the_system_refuses_to_read_is_a_problem(tmp_path: Path) -> None:
    _, problems = read_text(tmp_path, "a.md")
    assert [(each.code, each.message) for each in problems] == [("unreadable", "cannot be read: is a directory")]


def test_what_took_the_place_of_a_file_is_neither_waited_for_nor_followed(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "a.md").write_text("x", "utf-8")
    (tmp_path / "link.md").symlink_to("a.md")
    _, problems = read_text(tmp_path / "pipe.md", "a.md")
    assert [(each.code, each.message) for each in problems] == [("unreadable", "cannot be read: it is no file")]
    source, problems = read_text(tmp_path / "link.md", "a.md", follow=False)
    assert (source, [each.code for each in problems]) == (None, ["unreadable"])
    assert read_text(tmp_path / "link.md", "a.md")[1] == ()
    for name in ("pipe.md", "link.md"):
        with pytest.raises(OSError, match=r"no file|symbolic links"):
            read_file(tmp_path / name)
    assert read_file(tmp_path / "a.md") == b"x"


def refused_nothing(*_: object) -> None:
    """The end of a look at a folder."""


def refused(*_: object, **__: object) -> bytes:
    raise PermissionError(13, "Permission denied")


def test_a_folder_of_which_only_the_names_may_be_read_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Entry:
        name = "a.png"
        is_dir = staticmethod(lambda follow_symlinks: follow_symlinks)
        stat = refused

    class Names(list[Entry]):
        __enter__ = list.copy
        __exit__ = refused_nothing

    (tmp_path / "c").mkdir()
    monkeypatch.setattr(os, "scandir", lambda _: Names([Entry()]))
    problems = scan_folder(tmp_path, "c").problems
    assert [(each.code, each.span.path) for each in problems] == [("unreadable", "c/a.png")]


def test_a_file_stands_with_the_stamp_that_the_system_gives_it(tmp_path: Path) -> None:
    write(tmp_path, "c/a.md", b"x")
    write(tmp_path, "c/b.svg", b"xyz")
    scan = scan_folder(tmp_path, "c")
    assert scan.stamps == {path: stamp_of(tmp_path / path) for path in ("c/a.md", "c/b.svg")}


def test_what_cannot_be_content_is_told_and_not_listed(tmp_path: Path) -> None:
    for path in ("c/a.txt", "c/b.yml", "c/c.md"):
        write(tmp_path, path, b"x")
    (tmp_path / "c/d.md").symlink_to("c.md")
    os.mkfifo(tmp_path / "c/e.md")
    scan = scan_folder(tmp_path, "c")
    assert list(scan.stamps) == ["c/c.md"]
    assert [(each.code, each.span.path) for each in scan.problems] == [
        ("unknown-file", "c/a.txt"),
        ("unknown-file", "c/b.yml"),
        ("symbolic-link", "c/d.md"),
        ("not-a-file", "c/e.md"),
    ]


def test_an_accent_in_a_name_is_one_character_however_the_system_keeps_it(tmp_path: Path) -> None:
    write(tmp_path, "c/e\u0301.png", b"x")
    scan = scan_folder(tmp_path, "c")
    assert list(scan.stamps) == ["c/\u00e9.png"]
    assert scan.names == {"c/\u00e9.png": "c/e\u0301.png"}


def test_of_two_names_that_look_the_same_neither_is_lost_in_silence(tmp_path: Path) -> None:
    write(tmp_path, "c/e\u0301.png", b"x")
    write(tmp_path, "c/\u00e9.png", b"y")
    if len(list((tmp_path / "c").iterdir())) == 1:
        pytest.skip("this file system keeps one name for both")
    (problem,) = scan_folder(tmp_path, "c").problems
    assert (problem.code, problem.span.path) == ("same-name", "c/\u00e9.png")


def test_a_folder_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    problems = scan_folder(tmp_path, "content").problems
    assert [(each.code, each.span.path) for each in problems] == [("unreadable", "content")]


def test_a_line_is_found_by_its_number(tmp_path: Path) -> None:
    write(tmp_path, "a.md", b"one\ntwo")
    source, _ = read_text(tmp_path / "a.md", "a.md")
    assert source is not None
    assert [source.line(number) for number in (0, 1, 2, 3)] == [None, "one", "two", None]


def test_folders_inside_each_other_come_to_an_end(tmp_path: Path) -> None:
    write(tmp_path, "c/" + "d/" * 100 + "a.md", b"x")
    (problem,) = scan_folder(tmp_path, "c").problems
    assert (problem.code, problem.span.path) == ("too-deep", "c" + "/d" * 21)
