PYTHON ?= python3
VENV ?= .venv
IN_VENV = $(VENV)/bin
NODE = $(if $(shell command -v node && command -v npm),,.node)  # a target while it is missing
AS_ROOT = $$([ $$(id -u) = 0 ] || echo sudo -n) env DEBIAN_FRONTEND=noninteractive

.PHONY: help run test test-fast test-long test-js check format docs train bench deploy
.PHONY: .node

help:  ## list what make can do
	@awk -F ':.*  ## ' '/^[a-z-]+:.*  ## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

run: $(VENV)/.run  ## set up and serve on 127.0.0.1:7860, or the next free port
	$(IN_VENV)/python app.py

test: $(VENV)/.dev node_modules/.installed test-js  ## set up, browser and nginx included, and run all tests; at the end, which lines only stories or none ran
	$(IN_VENV)/python tools/install_browser.py
	$(IN_VENV)/python tools/install_nginx.py
	$(IN_VENV)/python -m pytest --cov -n 2 --dist worksteal

test-fast: $(VENV)/.dev test-js  ## run the tests that need no browser and no long training
	$(IN_VENV)/python -m pytest --ignore=tests/browser -m "not slow and not long" -n 2 --dist worksteal

test-long: $(VENV)/.dev node_modules/.installed  ## run only what `make test` leaves out: its checks again, many times over
	$(IN_VENV)/python tools/install_browser.py
	$(IN_VENV)/python tools/install_nginx.py
	$(IN_VENV)/python -m pytest -m long

test-js: | $(NODE)  ## run the tests of the page's JavaScript that need no browser
	node --test $$(find onelayer -name '*.test.js')

check: $(VENV)/.dev node_modules/.installed  ## lint, format, types
	$(IN_VENV)/ruff check .
	$(IN_VENV)/ruff format --check .
	$(IN_VENV)/mypy .
	npx biome check --error-on-warnings
	npx tsc

format: $(VENV)/.dev node_modules/.installed  ## put the code in its format
	$(IN_VENV)/ruff check --fix .
	$(IN_VENV)/ruff format .
	npx biome check --write

docs: $(VENV)/.dev  ## make docs/limits.md of the limits in the code, and the library's reference, docs/reference/
	$(IN_VENV)/python tools/make_limits.py
	$(IN_VENV)/pdoc --docformat google --no-show-source -o docs/reference onelayer.library

train: $(VENV)/.run  ## train the networks that ship, and make the prototypes, into assets/
	$(IN_VENV)/python train_model.py --recipe article --out assets/article.safetensors
	$(IN_VENV)/python train_model.py --recipe upright --out assets/upright.safetensors
	$(IN_VENV)/python train_model.py --recipe more-hands --out assets/more-hands.safetensors
	$(IN_VENV)/python train_model.py --recipe kilobyte --out assets/kilobyte.safetensors
	$(IN_VENV)/python tools/make_prototypes.py

bench: $(VENV)/.dev  ## measure all that the README claims; DRAWINGS=file.jsonl.gz adds people's drawings
	$(IN_VENV)/python tools/install_browser.py
	$(IN_VENV)/python bench/retrain_speed.py
	$(IN_VENV)/python bench/pen_latency.py
	$(IN_VENV)/python bench/load.py
	$(IN_VENV)/python bench/load.py --programs 0 --trainers 60
	$(IN_VENV)/python bench/soak.py
	$(IN_VENV)/python bench/cost.py
	$(IN_VENV)/python bench/first_load.py
	$(IN_VENV)/python bench/kept_runs.py
	$(IN_VENV)/python bench/startup.py
	$(IN_VENV)/python bench/preparation.py
	$(IN_VENV)/python bench/read_pictures.py
	$(IN_VENV)/python bench/captcha.py
	$(IN_VENV)/python bench/climb.py $(if $(DRAWINGS),--drawings $(DRAWINGS))
	$(IN_VENV)/python bench/recognition.py $(DRAWINGS)
	$(IN_VENV)/python bench/bits.py $(DRAWINGS)
	$(IN_VENV)/python bench/not_digits.py $(DRAWINGS)
	$(IN_VENV)/python bench/whole_numbers.py --styles $(DRAWINGS)
	$(if $(DRAWINGS),$(IN_VENV)/python bench/handwriting.py $(DRAWINGS) --per-digit 3)

# What would be refused is said before the tests, not after them.
deploy: $(VENV)/.dev  ## upload what is committed: make deploy SPACE=your-name/one-layer (DRY_RUN=1 only lists it)
	$(IN_VENV)/python tools/deploy_space.py $(or $(SPACE),$(error make deploy SPACE=your-name/one-layer)) --dry-run
	$(if $(DRY_RUN),,$(MAKE) check test)
	$(if $(DRY_RUN),,$(IN_VENV)/python tools/deploy_space.py $(SPACE))

# Debian and Ubuntu pack Python's venv module apart; a venv that failed half-way has no pip, and is made again.
$(VENV)/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || \
		{ echo "Python 3.11 to 3.13 is needed: make $(MAKECMDGOALS) PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "Python's venv module is missing: installing the package python3-venv."; \
		$(AS_ROOT) apt-get update -q && $(AS_ROOT) apt-get install -y -q --no-install-recommends python3-venv; } || \
		{ echo "That did not work. As root: apt install python3-venv; then run this again."; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)

# The package itself is installed as it lies here, with what requirements.txt lists: bench/ and tools/ import it.
$(VENV)/.run: requirements.txt pyproject.toml | $(VENV)/bin/pip
	$(IN_VENV)/pip install --quiet -e '.[app]'
	touch $@

# After .run, so that two pips never write into one venv under `make -j`.
$(VENV)/.dev: requirements-dev.txt $(VENV)/.run
	$(IN_VENV)/pip install --quiet -r requirements-dev.txt
	touch $@

# For checks and tests only: the app runs without Node.
.node:
	@echo "Node is missing: installing the packages nodejs and npm."
	@$(AS_ROOT) apt-get update -q && $(AS_ROOT) apt-get install -y -q --no-install-recommends nodejs npm || \
		{ echo "That did not work. Install Node 18 or later with npm, then run this again."; exit 1; }

node_modules/.installed: package.json package-lock.json | $(NODE)
	npm ci --silent
	touch $@
