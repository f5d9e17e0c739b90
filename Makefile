# Golden Idea: the three things people do here. `make help` prints this list.
PYTHON ?= python3
VENV ?= .venv
RUN = $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1
unexport PYTHONDONTWRITEBYTECODE # compiled once, not by every process of every run: ten seconds each

.PHONY: help run test quick bench words schema install
help:            ## print this list
	@sed -n 's/^\([a-z]*\):.*## /\1  /p' Makefile

$(VENV)/.installed: setup.cfg pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(RUN)/pip install --quiet --editable '.[test]'
	touch $@

install: $(VENV)/.installed  ## virtual environment with everything in it

run: install     ## database, demonstration season, server on http://127.0.0.1:8000
	$(RUN)/golden-idea demo --stage implementation --if-empty
	$(RUN)/golden-idea serve

test: install    ## everything: both databases, browser tests where Chromium is found
	$(RUN)/python -m pytest -n 2

quick: install   ## SQLite only, no browser, no long races: under two minutes
	$(RUN)/python -m pytest -n 2 -m "not postgresql and not browser and not slow"

bench: install   ## the benchmark: ratios to floors measured in the same run
	$(RUN)/python -m tests.bench

schema: install  ## write down the schema's guards after a migration was added
	$(RUN)/python -m tests.schema

words: install   ## gather the words to translate and compile the English catalogue
	$(RUN)/python -m tests.catalogue
