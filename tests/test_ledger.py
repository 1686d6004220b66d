"""The ledger: which steps read what."""

from __future__ import annotations

from fingerpost.ledger import Ledger, Step


def test_readers_of_a_key_are_found_however_many_are_asked_for() -> None:
    ledger = Ledger()
    ledger.steps = {f"step {n}": Step((), ledger.numbers({f"key {n}", f"key {n // 10}x"})) for n in range(200)}
    assert ledger.readers({"key 1"}) == {"step 1"}, "and not those that read 11 or 21"
    assert ledger.readers({"key 3x"}) == {f"step {n}" for n in range(30, 40)}
    assert ledger.readers({f"key {n}" for n in range(50)}) == {f"step {n}" for n in range(50)}
    assert ledger.readers({"nobody reads this"}) == set()


def test_a_step_that_reads_nothing_is_nobodys_reader() -> None:
    ledger = Ledger()
    ledger.steps = {"step": Step((), ledger.numbers(()))}
    ledger.numbers({"key"})
    assert ledger.readers({"key"}) == set()
