# Each target sets itself up from nothing. `make demo` needs no LibreOffice; `make test` installs it where it may.
SHELL := /bin/bash
PYTHON := .venv/bin/python
OUT ?= demo
# A core each, a file stays on one; in the order of their names, else the longest files, of few tests, come last and alone.
TESTS := $(PYTHON) -m pytest -n auto --dist loadfile --no-loadscope-reorder

.PHONY: lists demo test check agreement damage pictures bench bench-form trust trust-conservation trust-others venv office bench-overview bench-trial manual release without

demo: venv            ## 样例一轮：从通知到名单，放在 demo/ 里
	$(PYTHON) -m xlpy demo --out $(OUT)

test: venv office     ## 全部测试，一核一份
	$(TESTS)

check: venv office    ## 提交之前
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	$(TESTS)

agreement: venv office ## 规则的两种写法在一万份随机表上逐一对照
	XLPY_AGREEMENT_FORMS=$${XLPY_AGREEMENT_FORMS:-10000} $(PYTHON) -m pytest tests/agreement

damage: venv office   ## 每种损坏作用于一千份表，另加一千对：认回多少、认错多少
	XLPY_DAMAGE_FORMS=$${XLPY_DAMAGE_FORMS:-1000} $(PYTHON) -m pytest -s tests/damage

bench: venv           ## 一次运行里并排比：读、写、整条命令，写成 docs/bench.md（BENCH_FORMS=10000 连一万份）
	$(PYTHON) benchmarks/season.py

bench-form: venv office ## 申报书多大、多久打开、按键多久见数
	$(PYTHON) benchmarks/form.py

bench-overview: venv   ## 五千份申报画成概览要多久
	$(PYTHON) benchmarks/overview.py

bench-trial: venv      ## 三百份申报试一个改过的通知要多久
	$(PYTHON) benchmarks/trial.py

pictures: venv office ## README 和手册里的画面：填表的取自真实窗口，各种表取自刚演示的一轮
	XLPY_PICTURES=docs/pictures XLPY_OFFICER=张三 $(PYTHON) -m pytest tests/journeys
	$(PYTHON) manual/pictures.py

manual: venv          ## 手册：人写的几页，加上由代码生成的编号、命令各页，放在 docs/manual
	$(PYTHON) manual/build.py

release: venv         ## 可以发出去的各个文件，放在 release/，逐个核对
	$(PYTHON) manual/release.py

trust: venv office    ## 各项承诺按全部数量试一遍，逐行打印数字（两核约半小时）；FILES=文件夹 另试真实的文件
	$(MAKE) -j2 trust-conservation trust-others
	XLPY_TRUST=full $(PYTHON) -m pytest -s -o timeout=0 tests/xlpy/libreoffice/test_robust.py
	$(PYTHON) benchmarks/trust.py
	$(if $(FILES),$(PYTHON) benchmarks/trust.py "$(FILES)")

trust-conservation:
	XLPY_TRUST=full $(PYTHON) -m pytest -s -o timeout=0 tests/trust/test_conservation.py

trust-others:
	XLPY_TRUST=full $(PYTHON) -m pytest -s -o timeout=0 tests/trust tests/workbook/test_privacy.py --deselect tests/trust/test_conservation.py

without: venv         ## 没有第一份通知，测试还成立多少：NOTICE=changzhou-2023
	$(PYTHON) tests/support/without.py $${NOTICE:-changzhou-2023}

lists: venv           ## 命令表改了之后：重写 README 的清单、ribbon.xml、检查表里的成员和手册，画出缺的图标
	$(PYTHON) tests/support/readme.py
	$(PYTHON) -m xlpy.ribbon
	$(PYTHON) tests/support/icons.py
	PYTHONPATH=tests $(PYTHON) tests/support/excel_members.py
	$(PYTHON) manual/build.py

venv:
	@.ci/ground venv

office: venv
	@.ci/ground office
