# Sugar for developers; bin/up and bin/test do everything without it.
PYTHON = .venv/bin/python
ENGLISH = locale/en/LC_MESSAGES/django.po

.PHONY: help check fast fix messages
help:
	@echo "make fast      tests that failed last time first, no browser"
	@echo "make check     everything but the tests"
	@echo "make fix       format and repair what ruff can"
	@echo "make messages  bring locale/ up to date with the sources (needs gettext)"

fast:
	$(PYTHON) -m pytest --failed-first --exitfirst -n 2 -m "not browser"

check:
	$(PYTHON) -m ruff format --check
	$(PYTHON) -m ruff check
	$(PYTHON) -m mypy
	.venv/bin/lint-imports
	DJANGO_SETTINGS_MODULE=blitar_registry.settings.tests $(PYTHON) manage.py makemigrations --check --dry-run

fix:
	$(PYTHON) -m ruff check --fix
	$(PYTHON) -m ruff format

messages:
	$(PYTHON) manage.py makemessages --locale en --no-location --no-wrap --no-obsolete --ignore tests --ignore bin --ignore var
	msgattrib --sort-output --no-wrap --output-file $(ENGLISH) $(ENGLISH)
	sed -i /POT-Creation-Date/d $(ENGLISH)
	$(PYTHON) -m babel.messages.frontend compile -d locale -D django
