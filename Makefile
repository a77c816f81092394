# The same commands for a person and for CI. Every target installs first; a second time that takes no time.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
NEEDED_MB := 3000

# `make ask Q="…"`: the question travels in the environment, as it was typed: quotation marks and dollar
# signs in it are only characters, for make and for the shell.
export QUESTION := $(value Q)
unexport Q

.PHONY: help install run ask test check bench lock

help:
	@echo 'make install        cài đặt vào .venv (theo requirements.lock)'
	@echo 'make run            nạp kho văn bản, mở máy chủ và hỏi thử một câu'
	@echo 'make ask Q="…"      hỏi một câu'
	@echo 'make test           chạy toàn bộ kiểm thử'
	@echo 'make check          kiểm tra mã nguồn: ruff, mypy, quy tắc nhập mô-đun'
	@echo 'make bench          đo tốc độ và bộ nhớ'

install: $(STAMP)

$(STAMP): requirements.lock pyproject.toml
	@if [ -z "$(PYTHON)" ] || ! "$(PYTHON)" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 13))'; then \
	  echo 'Cần Python 3.11 hoặc 3.12. Hãy cài đặt, hoặc chỉ đường dẫn: make install PYTHON=/đường/dẫn/python3.11' >&2; exit 1; fi
	@free=$$(df -Pm . | awk 'NR == 2 {print $$4}'); \
	if [ ! -x $(BIN)/troly ] && [ "$$free" -lt $(NEEDED_MB) ]; then \
	  echo "Không đủ chỗ trên đĩa: cần ít nhất $(NEEDED_MB) MB trống, hiện còn $$free MB." >&2; exit 1; fi
	@if [ ! -x $(BIN)/python ]; then "$(PYTHON)" -m venv $(VENV) || { \
	  echo 'Không tạo được môi trường .venv; trên Debian/Ubuntu hãy cài gói python3-venv.' >&2; rm -rf $(VENV); exit 1; }; fi
	@echo "Đang cài đặt vào $(VENV) (khoảng 2 GB, vài phút)…"
	$(BIN)/python -m pip install -qq --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

# TROLY_ARCHIVE (environment or .env) names the documents; without it, the sample archive.
run: install
	$(BIN)/troly ingest
	exec $(BIN)/troly serve --ask 'tháng 3 cần chuẩn bị gì cho đối thoại của Bí thư?'

ask: install
	@if [ -z "$$QUESTION" ]; then echo 'Hãy ghi câu hỏi: make ask Q="tháng 3 cần chuẩn bị gì?"' >&2; exit 2; fi; \
	$(BIN)/troly ask -- "$$QUESTION"

test: install
	$(BIN)/python -m pytest

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: install
	$(BIN)/python -m eval.bench

# Not a step of installing: after changing dependencies by hand in .venv, writes down what is there.
lock:
	$(BIN)/python .ci/lock.py > requirements.lock.new && mv requirements.lock.new requirements.lock
