# Two commands: `make run` shows a working municipality, `make test` checks everything.
# Needed: Python 3.11 or newer with venv, make and git. Everything else is installed into .venv.

PYTHON ?= python3
PY := .venv/bin/python
export PYTHONPATH := src
# Compiled modules save three seconds at every start, also where the machine says not to keep any (containers do).
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help run install test check bench reset lock
.DEFAULT_GOAL := help

help:            ## this list
	@grep -E '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

run:             ## start Houvast with a made-up municipality; PORT=8001 make run for another port
	@$(PYTHON) tools/install.py run
	@exec $(PY) -m houvast.web.cli.main start

install:         ## put `houvast` and `lint-imports` in .venv/bin
	@$(PYTHON) tools/install.py install

test:            ## everything: lint, types, floors, unit, database and browser tests
	@$(PYTHON) tools/install.py test
	@$(PYTHON) tools/install.py browser
	@$(PY) tools/stages.py test

check:           ## the fast part: lint, types, floors, tests without a database
	@$(PYTHON) tools/install.py test
	@$(PY) tools/stages.py check

bench:           ## measure speed and size, a burst, and kill -9 under load; one part: python -m bench kills 500
	@$(PYTHON) tools/install.py test
	@$(PY) -m bench.rules; rules=$$?; $(PY) -m bench && exit $$rules

reset:           ## stop the embedded database and throw all local data away
	@$(PYTHON) tools/install.py run
	@$(PY) -m houvast.web.cli.main database wissen --ja

lock:            ## renew the pins in requirements/*.txt
	@$(PYTHON) tools/install.py test
	@$(PY) tools/lock.py
