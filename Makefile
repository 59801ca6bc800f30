# Alles wat je met dit product doet. `make help` noemt de opdrachten.

PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
RUNTIME := $(VENV)/runtime.stamp
TOOLS := $(VENV)/tools.stamp
INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check -r

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup run demo test check fix bench docs backup

help:
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(TOOLS) ## Zet de omgeving klaar (.venv); draait vanzelf waar het nodig is

run: $(RUNTIME) ## Start het dashboard op http://localhost:8501 (DEMO=0: begin leeg)
	@$(PY) -m dsw init
	@$(if $(filter 0,$(DEMO)),:,$(PY) -m dsw demo)
	@$(PY) -m dsw serve --worker

demo: $(RUNTIME) ## Vul een leeg register met voorbeeldgegevens (ARGS="--signatories 20000")
	@$(PY) -m dsw demo $(ARGS)

test: $(TOOLS) ## Draai alle tests, op SQLite en PostgreSQL en in de browser
	@$(PY) -m pytest -n 2 --dist loadgroup $(ARGS)

check: $(TOOLS) ## Controleer stijl, typen, verdiepingen en huisregels
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy
	@$(VENV)/bin/lint-imports
	@$(PY) -m pytest -q tests/house

fix: $(TOOLS) ## Herstel wat de stijlcontrole zelf kan herstellen
	@$(VENV)/bin/ruff check --fix .
	@$(VENV)/bin/ruff format .

bench: $(TOOLS) ## Meet hoe snel het is; de uitkomst staat in bench/results
	@$(PY) -m bench $(ARGS)

docs: $(TOOLS) ## Maak de gegenereerde documentatie opnieuw
	@$(PY) -m tools.docs
	@$(PY) -m tools.screenshots

backup: $(RUNTIME) ## Bewaar een reservekopie van het register in data/local
	@$(PY) -m dsw backup data/local/backup-$$(date +%Y%m%d-%H%M%S).db

# Een stempel is jonger dan de eisen waaruit hij ontstond: een tweede keer kost niets.
$(RUNTIME): requirements.txt | $(PY)
	@echo "Pakketten installeren (alleen de eerste keer)"
	@$(INSTALL) requirements.txt
	@touch $@

$(TOOLS): requirements-dev.txt $(RUNTIME)
	@echo "Pakketten voor ontwikkelaars installeren (alleen de eerste keer)"
	@$(INSTALL) requirements-dev.txt
	@touch $@

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 of nieuwer is nodig. Wijs hem zo aan: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; \
		exit 1; }
	@$(PYTHON) -m venv $(VENV)
