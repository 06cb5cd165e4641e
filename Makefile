# Two commands matter: `make run` and `make test`. Both set up what they need.
PORT ?= 8000
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export XIAOBAO_HOME ?= $(CURDIR)/var
WORKERS ?= auto

.PHONY: run install test test-slow test-spark spark-cluster lint bench samples clean lock

run: install
	@$(BIN)/xiaobao init >/dev/null
	@$(BIN)/xiaobao demo >/dev/null
	@exec $(BIN)/xiaobao serve --port $(PORT)

install: $(VENV)/.installed

# With uv in seconds, with pip in a minute or two; both only take what the lock names, by hash.
$(VENV)/.installed: requirements.lock pyproject.toml
	@if command -v uv >/dev/null 2>&1; then \
	  test -x $(BIN)/python || uv venv --quiet --python $(PYTHON) $(VENV); \
	  uv pip install --python $(BIN)/python --require-hashes -r requirements.lock >&2 && \
	  uv pip install --python $(BIN)/python --quiet --no-deps --no-build-isolation --editable .; \
	else \
	  test -x $(BIN)/pip || $(PYTHON) -m venv $(VENV); \
	  $(BIN)/pip install --disable-pip-version-check --require-hashes -r requirements.lock >&2 && \
	  $(BIN)/pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation --editable .; \
	fi
	@touch $@

$(VENV)/.tested: $(VENV)/.installed requirements-dev.lock tests/browser/install-chromium.sh tests/vault/install-postgresql.sh
	@if command -v uv >/dev/null 2>&1; then \
	  uv pip install --python $(BIN)/python --require-hashes -r requirements-dev.lock >&2; \
	else \
	  $(BIN)/pip install --disable-pip-version-check --require-hashes -r requirements-dev.lock >&2; \
	fi
	@BIN=$(BIN) sh tests/browser/install-chromium.sh
	@sh tests/vault/install-postgresql.sh
	@touch $@

lint: $(VENV)/.tested
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/xiaobao check-content
	$(BIN)/python manage.py makemigrations --check --dry-run

test: lint
	$(BIN)/python -m pytest -n $(WORKERS)

test-slow: $(VENV)/.tested
	$(BIN)/python -m pytest -n $(WORKERS) --hypothesis-profile=long tests/docket/test_every_sequence.py tests/docket/test_every_sequence_of_a_report.py tests/jobs/test_under_stress.py tests/jobs/test_reports_under_stress.py tests/jobs/test_tick_under_stress.py tests/rules
	$(BIN)/python -m pytest -n $(WORKERS) -m slow
	$(BIN)/python -m tests.simulation --seed 1 --seeds 20 --matters 20
	$(BIN)/python -m tests.simulation --seed 1000 --seeds 20 --matters 40
	$(MAKE) test-spark

# Spark (half a gigabyte) and a Java, for those who try the mining on a cluster.
$(VENV)/.spark: $(VENV)/.tested requirements-spark.lock tests/mining/install-java.sh
	@if command -v uv >/dev/null 2>&1; then \
	  uv pip install --python $(BIN)/python --require-hashes -r requirements-spark.lock >&2; \
	else \
	  $(BIN)/pip install --disable-pip-version-check --require-hashes -r requirements-spark.lock >&2; \
	fi
	@sh tests/mining/install-java.sh
	@touch $@

spark-cluster: $(VENV)/.spark
	@PYTHON=$(BIN)/python exec sh tests/mining/spark-cluster.sh

test-spark: $(VENV)/.spark
	$(BIN)/python -m pytest -m spark tests/mining

bench: $(VENV)/.tested
	@$(BIN)/python -m bench

samples: $(VENV)/.tested
	$(BIN)/python bench/make_samples.py

lock:
	uv pip compile pyproject.toml --universal --generate-hashes --python-version 3.11 -q -o requirements.lock
	uv pip compile pyproject.toml --extra dev --universal --generate-hashes --python-version 3.11 -q -c requirements.lock -o requirements-dev.lock
	uv pip compile pyproject.toml --extra spark --extra dev --universal --generate-hashes --python-version 3.11 -q -c requirements-dev.lock -o requirements-spark.lock

clean:
	rm -rf $(VENV)
