# Everything runs in .venv, made from the lock files; no system package is needed to run.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
# Else each of the processes that tests start compiles every module once more.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run example-tree country scale-out bench bench-quick growth last-hour test test-core torture audit measure-effect \
	measure-forecast measure-reading lint lock clean

run: .venv/.run
	$(BIN)/campaign run

example-tree: .venv/.run  ## three levels of campaigns, played and added up
	$(BIN)/python -m examples.tree

country: .venv/.run  ## a season of the country; [PROVINCES=n COMMUNES=n SEED=n QUOTA=n]
	$(BIN)/python -m examples.country $(PROVINCES:%=--provinces %) $(COMMUNES:%=--communes %) $(SEED:%=--seed %) $(QUOTA:%=--quota %)

# Two hosts are network namespaces where root may make them; PostgreSQL and Redis of its own.
scale-out: .venv/.dev  ## some minutes, on a working day: workers and server killed in mid-beat
	$(BIN)/python -m pytest -x tests/scale/scale_out.py

# What holds the core to every branch; seasons on two databases are told beside it.
CORE := tests/schemas tests/calendars tests/rules \
	tests/seasons/test_whole_season.py tests/seasons/test_handover.py

# A file's tests stay together: they share what their module has set up. The core
# computes; the rest waits for servers half its time, so a third process finds room. By
# itself xdist leaves files of one long test to the end: tests/conftest.py has the order.
test: .venv/.dev
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n 2 --dist loadfile $(CORE)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report
	$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder $(CORE:%=--ignore=%)

test-core: .venv/.dev  ## without Prefect's server and without a browser
	$(BIN)/python -m pytest -m "not prefect and not browser"

measure-effect: .venv/.dev  ## a minute: how soon what a form did is on the board
	$(BIN)/python -m tests.flows.measure_effect

measure-forecast: .venv/.dev  ## some minutes: 24 rehearsals of each plan
	$(BIN)/python -m tests.seasons.measure_forecast

measure-reading: .venv/.dev  ## precision and recall of `campaign draft` per kind of item
	$(BIN)/python -m tests.documents.reader.measure

# What was run before counts, and lies in docs/torture; docs/torture.md says what is done.
torture: .venv/.dev  ## what is missing of every part, or of PART=...; [MINUTES=n] of each
	$(BIN)/python -m tests.torture $(PART) $(MINUTES:%=--minutes=%)

# Each figure beside its limit; fails where a goal is missed. PostgreSQL as in tests.
bench: .venv/.dev
	$(BIN)/python -m benchmarks

bench-quick: .venv/.dev  ## fewer rounds, in three minutes
	$(BIN)/python -m benchmarks --quick

# Each point is kept in var/growth and not measured again; the curves go to docs/pictures.
growth: .venv/.dev  ## beat, start and season at 1, 10 and 100 times a province, or at SIZES="1 10"
	$(BIN)/python -m benchmarks.growth $(SIZES:%=--sizes %)

last-hour: .venv/.dev  ## 10,000 agencies answer in 5 minutes while beats run, or [AGENCIES=n MINUTES=n REPORTS=share]
	$(BIN)/python -m benchmarks.last_hour $(AGENCIES:%=--agencies %) $(MINUTES:%=--minutes %) $(REPORTS:%=--reports %)

lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/pyright
	$(BIN)/lint-imports
	$(BIN)/vulture

audit: .venv/.dev  ## unsafe patterns, known faults, hashes, the bill of materials
	$(BIN)/python -m tests.audit.run

# A pip older than 23.3 cannot check hashes of packages that have extras.
.venv/.run: requirements-pip.lock requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-pip.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --editable .
	touch $@

# Its lock is whole, though pyproject.toml leaves out of it what one package asks for.
.venv/.dev: .venv/.run requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements-dev.lock
	touch $@

lock:
	$(BIN)/pip install --quiet uv
	echo pip | $(BIN)/uv pip compile --quiet --generate-hashes --no-header --no-emit-index-url --python-version 3.11 - -o requirements-pip.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --python-version 3.11 pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --python-version 3.11 --extra country -c requirements.lock pyproject.toml -o requirements-country.lock
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --python-version 3.11 --extra dev --extra country -c requirements.lock pyproject.toml -o requirements-dev.lock

clean:
	rm -rf .venv var build dist
