"""Build the site in this folder: `python build.py --help`. The same program as the installed `fingerpost`."""

if __name__ == "__main__":
    try:
        from fingerpost.cli import run
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    run()
