# Two commands do everything on a machine with Python 3.11 and make:
#   make run    start the application
#   make test   install what tests need, the browser included, and run them all
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test bench format clean

run: $(VENV)/installed
	$(BIN)/streamlit run app.py

test: $(VENV)/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m tests.chromium
	$(BIN)/pytest

bench: $(VENV)/installed-dev
	$(BIN)/python -m tests.chromium
	$(BIN)/python -m benchmarks

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

clean:
	rm -rf $(VENV)
