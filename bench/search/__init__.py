"""Search measured beside lunr.py, lunr.js and Pagefind on the same made-up documents: `python -m bench.search`."""
