"""Benchmarks, and the made-up sites of any size that they run on."""
