# One command for each chore, the same on a laptop and in CI. `make help` lists them.
PYTHON ?= python3 python3.14 python3.13 python3.12 python3.11
PORT ?= 8000
PY := .venv/bin/python
NODE := $(PY) -m scripts.node

# The first Python that is new enough makes .venv; from then on that one is used.
SET_UP = for python in $(PYTHON); do \
	if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then exec $$python -m scripts.setup "$$@"; fi; \
	done; echo "setup: Fingerpost needs Python 3.11 or newer, and none of these is: $(PYTHON)" >&2; exit 1

.DEFAULT_GOAL := build
.PHONY: help build setup setup-dev test lint test-python test-frontend test-browser faults serve bench strings format lock audit clean distclean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "%-16s%s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: setup ## set up what is missing, then build the site into output/
	@$(PY) build.py

setup: ## .venv and node_modules from the locks, what the build needs
	@$(SET_UP)

setup-dev: ## the same, with what the tests need
	@set -- --dev; $(SET_UP)

test: lint test-frontend test-python test-browser ## every check and every test, the quick ones first

lint: setup-dev ## formatting, types and the walls between the packages
	@echo "lint: ruff" && $(PY) -m ruff check --quiet . && $(PY) -m ruff format --check --quiet .
	@echo "lint: mypy" && $(PY) -m mypy --no-error-summary
	@echo "lint: imports" && told=$$(.venv/bin/lint-imports --no-logo) || { echo "$$told"; exit 1; }
	@echo "lint: tsc" && $(NODE) node_modules/typescript/bin/tsc -p tsconfig.json
	@$(NODE) node_modules/typescript/bin/tsc -p tsconfig.test.json

test-frontend: setup-dev ## the TypeScript tests
	@echo "test: TypeScript" && $(NODE) scripts/test-frontend.mjs

test-python: setup-dev ## the Python tests that need no browser
	@echo "test: Python" && $(PY) -m pytest --ignore=tests/browser

test-browser: setup-dev ## the tests in Chromium
	@echo "test: browser" && chrome=$$($(PY) -m scripts.ensure_chromium) && CHROME_PATH="$$chrome" $(PY) -m pytest tests/browser

faults: setup-dev ## kill builds and fill disks, many times over
	@$(PY) -m pytest tests/faults --kills 200 -rs

serve: setup ## show the site at http://127.0.0.1:8000/ as it is edited (PORT=…)
	@$(PY) build.py serve --port $(PORT)

bench: setup ## measure builds and servers against other generators, into bench/results/
	@$(PY) -m bench.compare

strings: setup-dev ## collect the interface's words for translators
	@$(PY) -m scripts.strings extract

format: setup-dev ## put the Python code in its one format
	@$(PY) -m ruff check --fix-only --quiet . && $(PY) -m ruff format --quiet .

lock: setup-dev ## write the locks anew (needs the network; UPGRADE=1 for newer versions)
	@$(PY) -m scripts.lock $(if $(UPGRADE),--upgrade)

audit: setup-dev ## look for known faults in the locked packages (needs the network)
	@echo "audit: pip" && $(PY) -m pip_audit --strict --disable-pip --require-hashes -r requirements-dev.txt -r requirements-node.txt
	@echo "audit: npm" && $(NODE) --npm audit

clean: ## remove what builds and tests made
	@rm -rf output .output-* .cache .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache test-results

distclean: clean ## remove what set-up made, too
	@rm -rf .venv node_modules
