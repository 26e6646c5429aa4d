# `make demo` and `make test` do all the set-up themselves, on a machine with Python 3.11 or later.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(os.cpu_count() or 1)')
# make test FAST=0: as if the libraries of the extra `fast` were not installed.
ifdef FAST
export UPTIMEKIT_FAST := $(FAST)
endif

# Images of containers set it.  A second run then rewrites every test again, which takes longer than to collect them.
unexport PYTHONDONTWRITEBYTECODE

CHECKS := mypy basedpyright check package lint imports
IN_BLOCKS := $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)

.PHONY: demo test checks generate check static lint mypy basedpyright imports package pytest mutation bench docs plan dist constraints clean

demo: $(READY)
	$(BIN)/python scripts/generate.py
	$(BIN)/python scripts/demo.py

# The checks fill the time in which tests wait for a clock or for another process.  The tests take longer, so the last
# line is pytest's.
test: $(READY)
	@$(MAKE) --no-print-directory --jobs=2 pytest checks

checks: $(READY)
	@$(MAKE) --no-print-directory $(IN_BLOCKS) $(CHECKS)

generate: $(READY)
	$(BIN)/python scripts/generate.py

check: $(READY)
	$(BIN)/python scripts/generate.py --check

static: lint mypy basedpyright imports

lint: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check

mypy: $(READY)
	$(BIN)/mypy src generated scripts examples

basedpyright: $(READY)
	$(BIN)/basedpyright

imports: $(READY)
	$(BIN)/lint-imports

package: $(READY)
	$(BIN)/python scripts/check_package.py

pytest: $(READY)
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

# MODULES="retry call" for some of them; see docs/mutation.md.
mutation: $(READY)
	$(BIN)/python -m pip install --quiet --constraint constraints/dev.txt --group mutation
	$(BIN)/python -m tests.mutation $(MODULES)

# Into site/.
docs: $(READY)
	$(BIN)/python scripts/build_site.py

plan: $(READY)
	$(BIN)/python scripts/release.py plan --write --dry-run

dist: $(READY)
	$(BIN)/python scripts/release.py build

bench: $(READY)
	$(BIN)/python -m benchmarks

# Bytecode is made of what is imported, when it is: of everything, it takes as long as all else that pip does.
$(READY): pyproject.toml constraints/dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "$(PYTHON) is older than 3.11; name a newer one: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade --constraint constraints/dev.txt pip
	$(BIN)/python -m pip install --quiet --no-compile --constraint constraints/dev.txt --editable '.[cli,fast,keyring,metrics,opentelemetry,sandbox,schema,shared,warehouse]' --group dev
	touch $@

# The newest versions that pyproject.toml allows, for all of the development tools.
constraints:
	$(PYTHON) -m venv --clear build/newest
	build/newest/bin/python -m pip install --quiet --upgrade pip
	build/newest/bin/python -m pip install --quiet --editable '.[cli,fast,keyring,metrics,opentelemetry,sandbox,schema,shared,warehouse]' --group dev --group mutation
	build/newest/bin/python -m pip freeze --all --exclude-editable --exclude setuptools | LC_ALL=C sort > constraints/dev.txt

clean:
	rm -rf .venv mutants dist build site .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis
