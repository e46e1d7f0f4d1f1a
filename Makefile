# The commands of this project; "make help" lists them. Each step leaves a stamp, so that a second run is quick.

PYTHON ?= python3
UV_VERSION := 0.13.9

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
INSTALL := $(PIP) install -q --require-hashes -r
LOCK := .cache/lock/bin/uv pip compile -q --universal --generate-hashes --no-header

CREATED := .venv/.stamp-created
RUNTIME := .venv/.stamp-runtime
DEVELOPMENT := .venv/.stamp-development
PROJECT := .venv/.stamp-project
PACKAGES := node_modules/.stamp-installed
FRONT_END := static/dist/manifest.json
FRONT_END_SOURCES := $(shell find static/src 2>/dev/null)

TEMPLATES := $(wildcard supervision_code/web/templates enterprise_portal/templates officer_portal/templates \
	supervisor_portal/templates)
BENCHMARKS := $(patsubst benchmarks/%.py,%,$(filter-out benchmarks/_%,$(wildcard benchmarks/*.py)))

PYTEST := $(BIN)/python -m pytest -n auto --dist worksteal
TESTS_OF_THE_CORE := $(addprefix tests/,domain services queries persistence importing api adapters)

.DEFAULT_GOAL := help
.PHONY: field-drill mutated-codes two-worlds coverage help setup setup-test run test check lint types contracts pytest mutants bench faults fix routes sure lock lock-check build clean

help: ## list the commands
	@grep -E '^[a-z%-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F '\t' '{printf "make %-14s %s\n", $$1, $$2}'

# --- set-up ---

setup: ## install what running needs and build the front end
	@$(MAKE) -s -j2 $(PROJECT) $(FRONT_END)

setup-test: ## the same, with what the tests need
	@./scripts/system_parts.sh
	@$(MAKE) -s -j2 $(DEVELOPMENT) $(FRONT_END)
	@$(MAKE) -s $(PROJECT)

$(CREATED):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name it with PYTHON=..." >&2; exit 1; }
	@$(PYTHON) -m venv --clear .venv
	@touch $@

$(RUNTIME): requirements.lock | $(CREATED)
	@echo "Installing the Python packages (about half a minute)"
	@$(INSTALL) requirements.lock
	@touch $@

$(DEVELOPMENT): requirements-dev.lock | $(CREATED)
	@echo "Installing the Python packages, tools included (about half a minute)"
	@$(INSTALL) requirements-dev.lock
	@touch $(RUNTIME) $@

$(PROJECT): pyproject.toml $(RUNTIME)
	@$(PIP) install -q --no-deps --no-build-isolation --no-index --config-settings editable_mode=compat -e .
	@touch $@

$(PACKAGES): package-lock.json .npmrc | $(CREATED)
	@echo "Installing the front-end packages"
	@./scripts/front_end.sh install
	@touch $@

$(FRONT_END): build.mjs $(PACKAGES) $(FRONT_END_SOURCES)
	@echo "Building the front end"
	@./scripts/front_end.sh build

build: $(FRONT_END) ## build the front end

# --- use ---

run: setup ## start everything at http://127.0.0.1:8000/ (PORT, DATABASE_URL and DEMO=0 are honoured)
	@exec $(BIN)/supervision-code run

field-drill: setup ## seven days of the phone app without network, its browser killed at random; RECORDS=500
	@$(BIN)/python -m drills.field $(or $(RECORDS),500)

bench: setup $(BENCHMARKS:%=bench-%) ## run every benchmark; bench-NAME runs one

bench-%: setup
	@$(BIN)/python -m benchmarks.$(subst -,_,$*)

faults: setup ## cause every fault and check that nothing is lost (10 min; WRITE=1: into docs/operations/faults.md)
	@$(BIN)/python -m drills $(if $(WRITE),--write) $(if $(ONLY),--only "$(ONLY)")

# --- checks ---

test: setup-test check pytest ## everything CI runs: style, types, contracts, all tests

check: lint types contracts

lint: | $(DEVELOPMENT) ## style of the code and of the templates
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet .
	@$(if $(TEMPLATES),$(BIN)/djlint --quiet --lint $(TEMPLATES))

types: | $(DEVELOPMENT) ## static types
	@$(BIN)/mypy

contracts: | $(DEVELOPMENT) ## who may import whom
	@$(BIN)/lint-imports --no-cache

# Watching which lines run nearly doubles the time, so it is done while the core's own tests run; pages run without.
pytest: | $(DEVELOPMENT)
	@status=0; \
	$(PYTEST) --cov --cov-fail-under=91 --cov-report=term:skip-covered $(TESTS_OF_THE_CORE) || status=1; \
	$(PYTEST) $(addprefix --ignore=,$(TESTS_OF_THE_CORE)) || status=1; \
	exit $$status

coverage: | $(DEVELOPMENT) ## which lines of the core no test reaches, pages and journeys included
	@$(PYTEST) --cov --cov-report=term:skip-covered

mutants: | $(DEVELOPMENT) ## change the core's rules in small ways and count how many changes its tests notice (GROUPS="codes ledger")
	@nice -n 15 $(BIN)/python scripts/mutants.py $(GROUPS)

fix: | $(DEVELOPMENT) ## repair what can be repaired automatically
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

mutated-codes: setup ## a million codes changed in random ways: none is accepted
	@$(BIN)/python -m scripts.mutated_codes

two-worlds: | $(DEVELOPMENT) ## what an agency reads is the same whoever complained: 204 random pairs of worlds
	@TWO_WORLDS=204 $(BIN)/python -m pytest tests/portals/test_two_worlds.py -n0 -q

routes: | $(DEVELOPMENT) ## write the list of every address and who may enter (docs/routes.md)
	@$(BIN)/python -m tests.architecture.routes

sure: test lock-check ## test, and whether the lock files fit pyproject.toml

# --- lock files ---

.cache/lock/bin/uv:
	@$(PYTHON) -m venv --clear .cache/lock
	@.cache/lock/bin/python -m pip install -q --disable-pip-version-check uv==$(UV_VERSION)

lock: .cache/lock/bin/uv ## write the lock files anew from pyproject.toml and package.json (UPGRADE=1: newest versions)
	@$(LOCK) $(if $(UPGRADE),--upgrade) pyproject.toml --group build -o requirements.lock
	@$(LOCK) $(if $(UPGRADE),--upgrade) pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
	@$(LOCK) $(if $(UPGRADE),--upgrade) --group pyproject.toml:node -o requirements-node.lock
	@npm install --package-lock-only --no-progress --loglevel=error

lock-check: .cache/lock/bin/uv
	@for name in requirements requirements-dev requirements-node; do cp $$name.lock .cache/$$name.before; done
	@$(MAKE) --no-print-directory lock
	@for name in requirements requirements-dev requirements-node; do \
		cmp .cache/$$name.before $$name.lock || { echo "$$name.lock did not fit pyproject.toml; it is renewed now" >&2; exit 1; }; \
	done

clean: ## remove everything that was built or installed
	@rm -rf .venv .cache node_modules static/dist build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
