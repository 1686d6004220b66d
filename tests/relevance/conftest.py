"""Node, for asking what a visitor's browser would find."""

from tests.pages.search.conftest import run_node as run_node
