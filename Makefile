# make run opens the demo, make test tries everything, make test-rules the rules alone; all need nothing but Python 3.11 or newer.

PYTHON ?= python3
BIN := .venv/bin
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard cxworkshop/locale/*/LC_MESSAGES/*.po))
SOURCES := cxworkshop tests hatch_build.py .ci

# Else each program that a test starts, and each worker, would compile everything anew.
unexport PYTHONDONTWRITEBYTECODE

# Of tests/, what needs no screen, no disk and no other program.
RULES := tests/model tests/method tests/sheets tests/documents tests/test_language.py \
	tests/editing/test_changes.py tests/editing/test_climb.py tests/editing/test_voting.py

.PHONY: ready ready-to-test documents feedback room postgres run test test-rules bench bench-survey bench-store merges together pack check mutants format messages readme pictures lock clean

run: ready
	@$(BIN)/cxworkshop demo

test: ready-to-test
	@echo "Everything, on half as many workers again as there are processors; what waits longest begins."
	$(BIN)/pytest --quiet --numprocesses auto --dist loadgroup

test-rules: ready-to-test
	@echo "The rules alone: the record, the method, lists, changes, documents and words."
	$(BIN)/pytest --quiet $(RULES)

# Others at work on the machine falsify a figure: what exceeds its bound is measured again, twice at most.
bench: ready-to-test
	$(BIN)/pytest -m benchmark -rP tests/benchmarks || \
		$(BIN)/pytest -m benchmark -rP --last-failed tests/benchmarks || \
		$(BIN)/pytest -m benchmark -rP --last-failed tests/benchmarks

# Ten thousand pairs and triples of random edits, merged; some minutes. `make test` tries fifty.
merges: ready-to-test
	EXAMPLES=10000 $(BIN)/pytest --quiet --numprocesses 3 -o faulthandler_timeout=0 tests/editing/merge/test_random.py

# As large as is promised: 700 MB in the folder for passing files. CXWORKSHOP_BENCH_PANDAS=python compares with pandas there.
bench-survey: ready-to-test
	CXWORKSHOP_BENCH_ROWS=10000000 $(BIN)/pytest -m benchmark -o faulthandler_timeout=1200 -rPs tests/benchmarks/test_survey.py

# A firm's store as large as is promised: five thousand workshops, 1.5 GB in the folder for passing files, and twenty
# who write for a minute.
bench-store: ready-to-test
	CXWORKSHOP_BENCH_SESSIONS=5000 CXWORKSHOP_BENCH_SECONDS=60 $(BIN)/pytest -m benchmark -o faulthandler_timeout=1200 -rPs tests/benchmarks/test_store.py

# Two people at one session, ten thousand operations with cuts and kills, and what came of it.
together: ready-to-test
	$(BIN)/python -m tests.editing.sharing.random_work 10000 2 1

# The folder that starts without installing, for the system this runs on, in dist/; and what it does, tried.
pack: ready-to-test
	rm -f dist/cxworkshop-*-*.tar.gz
	$(BIN)/python .ci/pack.py
	$(BIN)/pytest --quiet -m folder -rP tests/terminal/test_folder.py

# The second and the third, side by side, read the package as Windows and macOS would: what is not there is not
# used there.
check: ready-to-test
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/mypy --platform win32 --no-warn-unreachable --cache-dir .mypy_cache/win32 cxworkshop & windows=$$!; \
	$(BIN)/mypy --platform darwin --no-warn-unreachable --cache-dir .mypy_cache/darwin cxworkshop && wait $$windows
	$(BIN)/lint-imports
	$(BIN)/codespell

# Which small mistakes would no test notice? `make mutants ROOM=method/ballots` tries one module in minutes,
# SAMPLE=300 more of it; without a room, forty changes in each. Not for CI: survivors are to be judged by a reader.
mutants: ready-to-test .venv/mutants/bin/cosmic-ray
	.venv/mutants/bin/python tests/mutants.py $(ROOM) $(if $(SAMPLE),--sample $(SAMPLE)) $(if $(SEED),--seed $(SEED))

# In place, decorated functions and constants too, which mutmut 3 passes over: our checks are all decorated. This
# very version, because tests/mutants.py names its operators.
.venv/mutants/bin/cosmic-ray:
	$(PYTHON) -m venv .venv/mutants
	.venv/mutants/bin/pip install --quiet --disable-pip-version-check cosmic-ray==8.7.0

format: ready-to-test
	$(BIN)/ruff check --fix $(SOURCES)
	$(BIN)/ruff format $(SOURCES)

# Collects the words people read into every catalogue; what is new there waits for its translation.
messages: ready
	$(BIN)/python -m babel.messages.frontend -q extract -F babel.cfg -k N_ -k NC_:1c,2 -k say -k keyed -k say_n:1,2 -k plural:1,2 --no-location --sort-output --omit-header -o .venv/messages.pot .
	$(BIN)/python -m babel.messages.frontend -q update -i .venv/messages.pot -D cxworkshop -d cxworkshop/locale -w 120 \
		--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date

# Writes the pictures of the README anew: the program's own screens.
pictures: ready-to-test
	$(BIN)/python -m tests.pictures

# Writes the tables of docs/ anew.
readme: ready-to-test
	$(BIN)/python -m tests.test_readme

# Newest versions that pyproject.toml allows, with the hashes of every platform's files and without the address of any index:
# of everything, and of that what the program needs by itself. PyInstaller needs setuptools, which is pinned only when "unsafe" is allowed.
LOCK := .venv/lock/bin/pip-compile --quiet --generate-hashes --strip-extras --all-build-deps --no-header --no-annotate \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --allow-unsafe
lock:
	$(PYTHON) -m venv .venv/lock
	.venv/lock/bin/pip install --quiet pip-tools
	$(LOCK) --upgrade --extra dev --output-file requirements-dev.lock pyproject.toml
	sed -e 's/ \\$$//' -e '/--hash=/d' requirements-dev.lock > .venv/lock/constraints.txt
	$(LOCK) --constraint .venv/lock/constraints.txt --output-file requirements.lock pyproject.toml
	$(LOCK) --constraint .venv/lock/constraints.txt --extra documents --extra completion --output-file requirements-documents.lock pyproject.toml
	$(LOCK) --constraint .venv/lock/constraints.txt --extra feedback --output-file requirements-feedback.lock pyproject.toml
	$(LOCK) --constraint .venv/lock/constraints.txt --extra room --output-file requirements-room.lock pyproject.toml
	$(LOCK) --constraint .venv/lock/constraints.txt --extra postgres --output-file requirements-postgres.lock pyproject.toml

ready: .venv/ready $(CATALOGUES)

# Without build isolation nothing is fetched but what the lock names.
.venv/ready: requirements.lock pyproject.toml hatch_build.py
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("cxworkshop needs Python 3.11 or newer. Try: make run PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# PDF, Word, calendars and completion, which the program does without.
documents: ready
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-documents.lock

# Workbooks, Parquet and large files of survey answers, which the program does without.
feedback: ready
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-feedback.lock

# The room's page and the phones, which the program does without.
room: ready
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-room.lock

# A firm's store in PostgreSQL, which the program does without.
postgres: ready
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-postgres.lock

ready-to-test: .venv/ready-to-test $(CATALOGUES)

.venv/ready-to-test: .venv/ready requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

# Installing has compiled them; a translator's next edit needs only this.
%.mo: %.po .venv/ready
	$(BIN)/python hatch_build.py

clean:
	rm -rf .venv dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find cxworkshop -name '*.mo' -delete
