PYTHON ?= python3
VENV := .venv
TOOLS := .tools
NODE_TOOLS := @biomejs/biome@2.6.8 typescript@5.9.3 openapi-typescript@7.13.0
API_TYPES := static/js/wire/types.d.ts
export PATH := $(CURDIR)/$(VENV)/bin:$(CURDIR)/$(TOOLS)/node_modules/.bin:$(PATH)

.PHONY: help run test quick test-pythons test-all check types bench
help: ## list these commands
	@sed -n 's/^\([a-z-]*\):.*## /make \1\t/p' Makefile

run: $(VENV)/.run ## start Unrolled and open it in the browser; ARGS="--port 9000" goes to it
	@exec python -m unrolled serve $(ARGS)

test: $(VENV)/.test ## run every test, those in a browser too; ARGS="-k words" goes to pytest
	python tests/browser/chromium.py
	@failed=0; set -x; \
	node --test "tests/js/**/*.test.{js,mjs}" || failed=1; \
	python -m pytest --numprocesses auto --dist worksteal $(ARGS) || failed=1; \
	exit $$failed

quick: $(VENV)/.test ## run the tests that need neither a browser nor a training of seconds
	python -m pytest --numprocesses auto --dist worksteal -m "not browser and not slow and not thorough"

test-pythons: $(VENV)/.run ## run the quick tests on every other Python that the machine has
	python tests/pythons.py

test-all: $(VENV)/.test ## run every test, and train every task with every cell
	python -m pytest --numprocesses auto --dist worksteal -m ""

check: $(VENV)/.test $(TOOLS)/.installed $(TOOLS)/api-types.d.ts ## format, lint and type checks
	@failed=0; set -x; \
	ruff check || failed=1; \
	ruff format --check || failed=1; \
	mypy || failed=1; \
	biome check --error-on-warnings || failed=1; \
	tsc -p .tsconfig.json || failed=1; \
	diff $(API_TYPES) $(TOOLS)/api-types.d.ts || { echo "$(API_TYPES) is stale: run make types"; failed=1; }; \
	exit $$failed

types: $(TOOLS)/api-types.d.ts ## write the page's types of the wire
	cp $< $(API_TYPES)

bench: $(VENV)/.bench ## compare the engine's speed with its rivals', and measure runs, traces and uploads
	OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 MKL_NUM_THREADS=1 \
	XLA_FLAGS="--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1" \
	sh -c 'python -m tests.benchmarks && python -m tests.benchmarks.runs && python -m tests.benchmarks.trace && python -m tests.benchmarks.uploads'

.PHONY: $(TOOLS)/api-types.d.ts
$(TOOLS)/api-types.d.ts: $(VENV)/.run $(TOOLS)/.installed
	@python -c 'import json; from unrolled.main import create_app; print(json.dumps(create_app().openapi()))' > $(TOOLS)/openapi.json
	@openapi-typescript $(TOOLS)/openapi.json --output $@ > $(TOOLS)/openapi.log 2>&1 || { cat $(TOOLS)/openapi.log; exit 1; }

# Each stamp says that the environment has what pyproject.toml and constraints.txt ask for.
define install
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Unrolled needs Python 3.11 or newer.")'
	$(PYTHON) -m venv $(VENV)
	python -m pip install -qq -c constraints.txt -e '$(1)'
	@touch $@
endef

$(VENV)/.run: pyproject.toml constraints.txt
	$(call install,.)

$(VENV)/.test: $(VENV)/.run
	$(call install,.[test])

$(VENV)/.export: $(VENV)/.test
	$(call install,.[export])

$(VENV)/.bench: $(VENV)/.run
	$(call install,.[bench])

$(TOOLS)/.installed: Makefile $(VENV)/.test
	npm install --prefix $(TOOLS) --no-save --no-package-lock --silent $(NODE_TOOLS)
	@touch $@
