"""Build the site in this folder: `python build.py --help`. The same program as the installed `fingerpost`."""

from fingerpost.cli import run

if __name__ == "__main__":
    run()
