# Three commands do everything on a machine with Python 3.11 to 3.14 and make:
#   make run    start the application
#   make check  style, types, imports and the fast tests: for use while working
#   make test   install what tests need, the browser included, and run them all
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

# Tests run at once on as many cores as there are, up to four. Those with a server and a browser wait
# more than they work.
AT_ONCE := --numprocesses auto --maxprocesses 4

# How many slips `make mutants` tries, and where: ONLY="costmodel/questions telling/doubts.py".
SAMPLE ?= 200
ONLY ?=

# How many readers `make load` lets come, step by step; READERS="1 10 50 200 500 1000" is the whole.
# Past the breaking point it goes only with BEYOND=1.
READERS ?= 1 10 50
REPLICAS ?= 1 2
BEYOND ?=

.PHONY: run rules check test test-deploy mutants odd published audit bench load offline format clean

run: $(VENV)/installed
	$(BIN)/streamlit run app.py

# Style, types, and who may import whom.
rules: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: rules
	$(BIN)/pytest $(AT_ONCE) -m "not slow"

# What computes and reads must be covered by the fast tests alone: they are the ones that are
# run often, and counting lines would make the others slow.
test: rules
	$(BIN)/pytest $(AT_ONCE) -m "not slow" --cov
	$(BIN)/python -m tests.chromium
	$(BIN)/python -m tests.store
	$(BIN)/python -m tests.proxy
	$(BIN)/python -m tests.spreadsheet
	$(BIN)/python -m tests.clock
	$(BIN)/pytest $(AT_ONCE) -m slow

# The site as deploy/ puts it on machines: real nginx, two replicas, a real store. Part of `make test`.
test-deploy: $(VENV)/installed-dev
	$(BIN)/python -m tests.chromium
	$(BIN)/python -m tests.store
	$(BIN)/python -m tests.proxy
	$(BIN)/pytest tests/test_deployment.py tests/test_behind_a_proxy.py

# Slips made on purpose, one at a time, drawn with a seed: which of them does no fast test notice?
mutants: $(VENV)/installed-dev
	nice $(BIN)/python -m mutation $(if $(SAMPLE),--sample $(SAMPLE)) $(ONLY)

# A million odd links through the codec, less than an hour; and ten thousand odd queries to every address,
# which takes the better part of a day, since charts are drawn anew for most of them.
odd: $(VENV)/installed-dev
	nice $(BIN)/python -m tests.odd_links
	nice $(BIN)/python -m tests.odd_addresses

# Once a published number has moved on purpose: what moved with it.
published: $(VENV)/installed-dev
	$(BIN)/python -m tests.published

# Known weaknesses of everything that is pinned, asked of the public database: this needs a network,
# and a package that the database does not know is a fault too.
audit: $(VENV)/installed-audit
	$(VENV)/audit/bin/pip-audit --strict --no-deps --disable-pip -r requirements-dev.txt

bench: $(VENV)/installed-dev
	$(BIN)/python -m tests.chromium
	$(BIN)/python -m tests.store
	$(BIN)/python -m tests.proxy
	$(BIN)/python -m benchmarks

load: $(VENV)/installed-dev
	$(BIN)/python -m tests.proxy
	$(BIN)/python -m benchmarks.load --readers $(READERS) --replicas $(REPLICAS) $(if $(BEYOND),--beyond)

# The site as a folder and an archive that need no server.
offline: $(VENV)/installed
	$(BIN)/python -m offline build/offline

format: $(VENV)/installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/installed: requirements.txt | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/installed-dev: requirements.txt requirements-dev.txt | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $(VENV)/installed $@

$(VENV)/installed-audit: requirements-audit.txt | $(VENV)/bin/python
	$(BIN)/python -m venv $(VENV)/audit
	$(VENV)/audit/bin/pip install --quiet --disable-pip-version-check -r requirements-audit.txt
	touch $@

clean:
	rm -rf $(VENV) mutants
