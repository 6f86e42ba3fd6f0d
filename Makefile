# The commands of the house. On a fresh machine `make demo` and `make test` need only Python 3.11
# or newer (PYTHON=python3.12 chooses one) and a network that reaches PyPI.

PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
SHARED ?= ../shared
TEST_JOBS ?= 2
EXAMPLE ?= examples/alaska-budapest-2025/2025-10-21-northgate-wire.html

# Gold data is read only where it is; tests that need it skip elsewhere.
ifneq ($(wildcard $(SHARED)),)
export MEMCON_SHARED := $(abspath $(SHARED))
endif

.DEFAULT_GOAL := help
.PHONY: help demo test screenshots lint docs accuracy accuracy-quick bench kb clean

help:  ## show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

$(VENV)/core: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "memcon needs Python 3.11 or newer; try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/test: $(VENV)/core
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

$(VENV)/dev: $(VENV)/test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,lint,kb]'
	@touch $@

$(VENV)/bench: $(VENV)/test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,bench]'
	@touch $@

demo: $(VENV)/core  ## read an example, print its record, write demo/record.html
	@mkdir -p demo
	@$(BIN)/memcon read $(EXAMPLE) --format text
	@$(BIN)/memcon read $(EXAMPLE) --format html --out demo/record.html
	@echo "The same record as a page: open demo/record.html in a browser."

test: $(VENV)/test  ## run the tests
	$(BIN)/python -m pytest --numprocesses $(TEST_JOBS) --dist loadfile

screenshots: $(VENV)/test  ## pictures of every page of the desk on the examples, in demo/screenshots
	@mkdir -p demo
	$(BIN)/memcon add examples --store demo/desk.db --quiet
	$(BIN)/python -m tests.web.screenshots demo/desk.db demo/screenshots

lint: $(VENV)/dev  ## ruff, mypy --strict, and the checker of the knowledge tables
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m memcon.knowledge.check

docs: $(VENV)/core  ## write docs/cli.md from the commands themselves
	$(BIN)/python -m memcon.cli.manual > docs/cli.md

accuracy: $(VENV)/core  ## score memcon on all gold sets, write docs/accuracy.md
ifneq ($(wildcard $(SHARED)/gold),)
	$(BIN)/memcon evaluate report $(SHARED)/gold --out docs/accuracy.md
else
	@echo "No gold sets at $(SHARED)/gold: accuracy is not measured (SHARED=FOLDER names another place)."
endif

accuracy-quick: $(VENV)/core  ## score memcon on a slice of the gold sets against its floors
ifneq ($(wildcard $(SHARED)/gold),)
	$(BIN)/memcon evaluate quick $(SHARED)/gold
else
	@echo "No gold sets at $(SHARED)/gold: accuracy is not measured (SHARED=FOLDER names another place)."
endif

kb: $(VENV)/dev  ## rebuild the knowledge base that ships with memcon
	$(BIN)/memcon kb build --builtin

bench: $(VENV)/bench  ## measure speed and memory beside peers, write docs/benchmarks.md (BENCH=--full)
	$(BIN)/python -m benchmarks $(BENCH)

clean:  ## remove what the targets above made
	rm -rf $(VENV) demo .mypy_cache .ruff_cache .pytest_cache .hypothesis
