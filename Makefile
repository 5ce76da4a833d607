# A thin coat over pip and the `safercity` command; docs/how-to/run-on-windows.md does the same without make.
# `make` alone lists what there is.

# The first Python on the path that is new enough.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/ready
# Without a home folder pip has nowhere to keep its cache, and says so on every line.
export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PYTHONUTF8 = 1
# Compiled files are kept, whatever the environment says: tests start hundreds of processes.
export PYTHONDONTWRITEBYTECODE =

# What is run again on PostgreSQL; `make test ON_POSTGRESQL="not browser or journey"` runs all of it.
ON_POSTGRESQL := (not browser or journey) and not one_database

.DEFAULT_GOAL := help
.PHONY: help install demo test check fix docs lock bench trust truth clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# The stamp holds the digest of the lock: a touched or restored lock installs nothing anew, a changed one does.
$(READY): requirements.lock pyproject.toml
	@digest=$$(cat requirements.lock pyproject.toml | cksum); \
	if [ -x $(BIN)/safercity ] && [ "$$digest" = "$$(cat $(READY) 2>/dev/null)" ]; then touch $(READY); exit 0; fi; \
	set -e; \
	[ -n "$(PYTHON)" ] || { echo "Python 3.11 or newer is needed, and none is on the path."; exit 1; }; \
	[ -x $(BIN)/python ] || $(PYTHON) -m venv $(VENV); \
	echo "Installing what the lock names into $(VENV) (once; about a minute or two)"; \
	$(BIN)/python -m pip install --quiet --no-compile --require-hashes -r requirements.lock; \
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation -e .; \
	echo "$$digest" > $(READY)

install: $(READY)  ## install into .venv, from the lock

demo: $(READY)  ## make the demonstration city, run the main job on it, and serve it
	$(BIN)/safercity demo

test: $(READY)  ## every test; the site's also on PostgreSQL, where it is installed
	@$(BIN)/python tools/on_postgresql.py $(BIN)/python -m pytest tests/partnership -m "$(ON_POSTGRESQL)"
	$(BIN)/python -m pytest

check: $(READY)  ## contracts, sizes, formatting, lint, types, documentation, the tree
	$(BIN)/python -m pytest tests/house

fix: $(READY)  ## format, and mend what lint can mend
	$(BIN)/ruff check --fix src tests benchmarks tools
	$(BIN)/ruff format src tests benchmarks tools

docs: $(READY)  ## write docs/reference/ anew from the code
	$(BIN)/python tools/make_reference.py

lock: $(READY)  ## write requirements.lock anew from pyproject.toml
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --quiet -o requirements.lock

bench: $(READY)  ## each figure beside its rival (some minutes)
	@set -e; for each in benchmarks/bench_*.py; do echo "$$each"; $(BIN)/python $$each; done; \
	$(BIN)/python tools/on_postgresql.py $(BIN)/python benchmarks/bench_site.py; $(BIN)/python benchmarks/record.py

trust: $(READY)  ## kills, orders and surroundings on the real data: one ledger, one edition (long)
	$(BIN)/python tools/trust.py

truth: $(READY)  ## planted places found, null cities left alone (long)
	@set -e; for each in benchmarks/truth_*.py; do echo "$$each"; $(BIN)/python $$each; done; $(BIN)/python benchmarks/record.py

clean:  ## remove what was built; workspaces stay
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage .coverage.*
	find src tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
