PYTHON ?= python3
VENV ?= .venv
IN_VENV = $(VENV)/bin

.PHONY: run test check train bench format clean

run: $(VENV)/.run  ## set up and serve on 127.0.0.1:7860, or the next free port
	$(IN_VENV)/python app.py

test: $(VENV)/.dev  ## set up, browser included, and run all tests
	$(IN_VENV)/python tools/install_browser.py
	$(IN_VENV)/python -m pytest

check: $(VENV)/.dev  ## lint, format, types
	$(IN_VENV)/ruff check .
	$(IN_VENV)/ruff format --check .
	$(IN_VENV)/mypy .

format: $(VENV)/.dev  ## put the code in its format
	$(IN_VENV)/ruff check --fix .
	$(IN_VENV)/ruff format .

train: $(VENV)/.run  ## train the two networks that ship, into assets/
	$(IN_VENV)/python train_model.py --recipe article --out assets/article.safetensors
	$(IN_VENV)/python train_model.py --recipe upright --out assets/upright.safetensors

bench: $(VENV)/.dev  ## measure: training, pen latency, start-up
	$(IN_VENV)/python tools/install_browser.py
	$(IN_VENV)/python bench/retrain_speed.py
	$(IN_VENV)/python bench/pen_latency.py
	$(IN_VENV)/python bench/startup.py

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt | $(VENV)/bin/python
	$(IN_VENV)/pip install --quiet -r requirements.txt
	touch $@

$(VENV)/.dev: requirements.txt requirements-dev.txt | $(VENV)/bin/python
	$(IN_VENV)/pip install --quiet -r requirements-dev.txt
	touch $@ $(VENV)/.run
