# What a contributor runs. A fresh clone, Python 3.11 or newer and make are enough: `make demo`.
# Another Python than python3: `make demo PYTHON=python3.12`.

PYTHON ?= python3
EXAMPLE ?= examples/real-hospital-budget.coaudit.yaml

# Always our own environments, whether or not one is active: nothing is installed anywhere else.
VENV := .venv
PEERS := .venv-peers
FUZZING := .venv-fuzz
MATRIX := .venv-matrix
SECONDS ?= 300
PROCESSES ?= auto
WHAT ?=
ifeq ($(OS),Windows_NT)
BIN := Scripts
else
BIN := bin
endif
PIP := -m pip --disable-pip-version-check --quiet install

# A stamp says that an environment is complete, so that the second run starts at once.
READY := $(VENV)/ready-to-run
READY_TO_TEST := $(VENV)/ready-to-test
READY_TO_COMPARE := $(PEERS)/ready-to-compare
READY_TO_FUZZ := $(FUZZING)/ready-to-fuzz

.PHONY: help demo test test-matrix lint bench bench-bulk fuzz mutation clean
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

help:  ## Say what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 12

demo: $(READY)  ## Audit one example; EXAMPLE=... names another
	@$(VENV)/$(BIN)/coaudit audit $(EXAMPLE)

test: lint  ## Check style and types, and run every test
	@$(VENV)/$(BIN)/python -m pytest --numprocesses auto --dist worksteal --cov

test-matrix: $(READY_TO_TEST)  ## Run the tests on every Python found, with the oldest and the newest libraries allowed
	@$(VENV)/$(BIN)/python tests/matrix.py $(PYTHONS) --processes $(PROCESSES)

lint: $(READY_TO_TEST)  ## Check style and types only
	@$(VENV)/$(BIN)/ruff check .
	@$(VENV)/$(BIN)/mypy

bench: $(READY_TO_COMPARE)  ## Measure how long coaudit takes to start, beside its peers
	@$(PEERS)/$(BIN)/python $(PIP) --upgrade .
	@$(PEERS)/$(BIN)/python $(PIP) --force-reinstall --no-deps .
	@$(PEERS)/$(BIN)/python benchmarks/startup.py

bench-bulk: $(READY_TO_COMPARE)  ## Measure how long thousands of descriptions take, and what is at the limits
	@$(PEERS)/$(BIN)/python $(PIP) --upgrade .
	@$(PEERS)/$(BIN)/python $(PIP) --force-reinstall --no-deps .
	@command -v npm >/dev/null && npm install --silent --no-fund --no-audit --prefix $(PEERS) ajv-cli @stoplight/spectral-cli || echo 'The peers that need Node are left out.' >&2
	@$(PEERS)/$(BIN)/python -m benchmarks.bulk --peers $(PEERS)/node_modules/.bin
	@$(PEERS)/$(BIN)/python -m benchmarks.limits

fuzz: $(READY_TO_FUZZ)  ## Feed strange files to every part that reads; SECONDS=3600 is an hour for each
	@$(FUZZING)/$(BIN)/python tests/fuzz/run.py --seconds $(SECONDS)

mutation: $(READY_TO_TEST)  ## Change the code in small ways and see whether a test fails; WHAT='facts --sample 200' is a part
	@$(VENV)/$(BIN)/python -m mutation.run $(WHAT)

clean:  ## Remove what the other targets made
	@rm -rf $(VENV) $(PEERS) $(FUZZING) $(MATRIX) build dist htmlcov .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache
	@find coaudit tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("coaudit needs Python 3.11 or newer: make PYTHON=python3.12, say" if sys.version_info < (3, 11) else 0)'
	@echo 'Installing coaudit into $(VENV), once ...' >&2
	@$(PYTHON) -m venv $(VENV)
	@$(VENV)/$(BIN)/python $(PIP) --editable .
	@touch $@

# Groups of dependencies need a newer pip than the one that a Python of 2023 brings.
$(READY_TO_TEST): $(READY)
	@echo 'Installing what the tests need into $(VENV), once ...' >&2
	@$(VENV)/$(BIN)/python $(PIP) 'pip>=25.1'
	@$(VENV)/$(BIN)/python $(PIP) --group dev
	@touch $@

# Without a network the benchmark still runs, and says that its peers are absent.
$(READY_TO_COMPARE):
	@$(PYTHON) -m venv $(PEERS)
	@$(PEERS)/$(BIN)/python $(PIP) yamllint check-jsonschema && touch $@ || echo 'The peers could not be installed.' >&2

$(READY_TO_FUZZ): pyproject.toml
	@$(PYTHON) -m venv $(FUZZING)
	@$(FUZZING)/$(BIN)/python $(PIP) 'pip>=25.1'
	@$(FUZZING)/$(BIN)/python $(PIP) --editable . --group fuzz
	@touch $@
