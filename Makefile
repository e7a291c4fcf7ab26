# Sigap. `make help` tells what can be done; the first two words a newcomer needs are `make run` and `make test`.
PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup run test lint types contracts bench bench-sync chaos bundle lock clean develop

help: ## Say what can be made
	@awk -f tools/targets.awk $(MAKEFILE_LIST)

setup: ## Make the environment in .venv, with everything that running and testing need
	@$(PYTHON) tools/system_packages.py setup
	@$(PYTHON) tools/environment.py develop

run: ## Open the sample company with a chooser of people (without a display: drive it through the main job)
	@$(PYTHON) tools/system_packages.py run
	@$(PYTHON) tools/environment.py run
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then exec $(BIN)/sigap demo; \
	else QT_QPA_PLATFORM=offscreen exec $(BIN)/sigap tour --out build/tour; fi

test: develop lint types contracts ## Check everything: lint, types, import contracts, units, real database, windows
	@echo "== tests"; $(BIN)/python -m pytest

develop: ## Make the environment and see to the system packages that the tests need
	@$(PYTHON) tools/system_packages.py test
	@$(PYTHON) tools/environment.py develop

lint: develop ## Check style and likely mistakes
	@echo "== lint"; $(BIN)/ruff check --quiet .

types: develop ## Check the types, strictly everywhere but in the windows
	@echo "== types"; $(BIN)/mypy

contracts: develop ## Check which room may import which
	@echo "== import contracts"; $(BIN)/lint-imports --no-logo

bench: develop ## Measure search, start and sync against their budgets; prints tables and JSON lines
	@$(BIN)/python -m benchmarks.run

bench-sync: develop ## Measure the sync of a whole company: a thousand laptops, a million requests (20 minutes)
	@$(BIN)/python -m benchmarks.company

chaos: develop ## Let 2,000 faults loose on 200 laptops and their server, and check that nothing was lost (5 to 10 minutes)
	@$(BIN)/python -m tests.chaos

bundle: ## Build the application as one folder and let the bundle drive itself through the main job
	@$(PYTHON) tools/system_packages.py bundle
	@$(PYTHON) tools/environment.py develop
	@$(BIN)/pyinstaller --noconfirm --log-level WARN --distpath build/bundle --workpath build/pyinstaller build.spec
	@tools/drive_bundle.sh

lock: ## Write the locks anew from pyproject.toml (needs uv)
	@tools/lock.sh

clean: ## Remove what was built and measured, not the environment
	@rm -rf build dist .coverage htmlcov .mypy_cache .ruff_cache .import_linter_cache .pytest_cache
