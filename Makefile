# make demo    sets up, builds the sample into graphs/ and says where to look
# make test    sets up and runs every test
# make readers sets up what reads an export only in an environment of its own (needs a C++ compiler and the ICU headers)
# make lint    style, types, import layers, generated files
# make assets  builds the scripts of the served pages (needs Node; without them the pages work all the same)
# PYTHON=/path/to/python overrides the search for an interpreter

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --no-input
STARTS := -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'

.PHONY: help setup demo test readers lint generate requirements clean
.DELETE_ON_ERROR:

help:
	@sed -n 's/^# //p' Makefile

setup: $(STAMP)

# Version managers leave commands that only print an error, so each candidate is run before it is trusted.
$(BIN)/python:
	@set -eu; \
	for python in $${PYTHON:-python3.13 python3.12 python3.11 python3.14 python3}; do \
	    if "$$python" $(STARTS) >/dev/null 2>&1; then \
	        echo "Setting up $(VENV) with $$("$$python" --version)"; \
	        exec "$$python" -m venv --clear $(VENV); \
	    fi; \
	done; \
	echo "No Python 3.11 or newer with venv starts here. Install one, or name it: make PYTHON=/path/to/python" >&2; \
	exit 1

# Every file that is downloaded is checked against requirements.txt; the project itself is built without downloading.
$(STAMP): requirements.txt pyproject.toml | $(BIN)/python
	@echo "Installing the pinned requirements"
	@$(PIP) install --require-hashes --only-binary :all: --requirement requirements.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

demo: setup
	@rm -rf graphs/sample
	@$(BIN)/kg build --sample --out graphs/sample
	@$(BIN)/kg export graphs/sample --format turtle --out graphs/sample.ttl
	@$(BIN)/kg browse graphs/sample --out graphs/sample.html
	@echo
	@echo "The graph     graphs/sample       try: $(BIN)/kg show graphs/sample Zelensky"
	@echo "              as Turtle           graphs/sample.ttl"
	@echo "The network   graphs/sample.html  open it in a browser"
	@echo "Questions     $(BIN)/kg queries   and docs/tutorial.md"

test: setup
	@$(BIN)/python -m pytest -rs -n 2 --dist loadfile

readers: $(VENV)/readers/.installed

# PyICU comes as source only, and is compiled here.
$(VENV)/readers/.installed: requirements-readers.txt | $(STAMP)
	@$(BIN)/python -m venv --clear $(VENV)/readers
	@$(VENV)/readers/bin/python -m pip --disable-pip-version-check --quiet --no-input install --require-hashes \
	    --only-binary :all: --no-binary pyicu --requirement requirements-readers.txt
	@touch $@

lint: setup
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy --strict kg bench
	@$(BIN)/lint-imports
	@$(BIN)/python ontology/generate.py --check
	@$(BIN)/python docs/generate_cli.py --check

# Every package is checked against web/package-lock.json, and none of them runs a script when it is installed.
assets:
	@cd web && npm ci --no-progress --loglevel=error && npm run --silent build
	@echo "kg/serve/static/vendor is built; a wheel takes it along"

generate: setup
	@$(BIN)/python ontology/generate.py
	@$(BIN)/python docs/generate_cli.py
	@$(MAKE) --no-print-directory demo

requirements: | $(BIN)/python
	@set -eu; temporary=$$(mktemp -d); trap 'rm -rf "$$temporary"' EXIT; \
	$(BIN)/python -m venv "$$temporary"; \
	"$$temporary/bin/python" -m pip --disable-pip-version-check --quiet install uv; \
	compile() { "$$temporary/bin/uv" pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	    --no-emit-index-url --no-emit-find-links --upgrade --quiet "$$@"; }; \
	compile pyproject.toml --extra dev --output-file requirements.txt; \
	compile --group pyproject.toml:readers --output-file requirements-readers.txt

clean:
	rm -rf $(VENV) graphs/sample dist web/node_modules kg/serve/static/vendor .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find kg ontology tests docs bench -name __pycache__ -type d -prune -exec rm -rf {} +
