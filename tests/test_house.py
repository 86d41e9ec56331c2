"""Tests about the code base itself."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command, get_commands
from django.template import engines
from importlinter.cli import lint_imports

from blitar_registry.settings.environment import BASE_DIR

ROOT = BASE_DIR
ROOMS = sorted(
    path.parent.name for path in ROOT.glob("*/__init__.py") if path.parent.name != "tests"
)
TEMPLATES = ROOT / "templates"
# Django asks for these by itself.
ANSWERED_BY_DJANGO = {"400.html", "403.html", "404.html", "500.html"}
RAW_HTML = re.compile(
    r"mark_safe|SafeString|csrf_exempt|\|\s*safe\b|autoescape off|safeseq|__html__"
)
INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)|<style\b|\sstyle=|\son[a-z]+=|javascript:|https?://[^\"'\s]*\.(?:js|css)",
    re.IGNORECASE,
)
TEMPLATE_TAG = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX)\b")


def sources(*kinds: str) -> Iterator[Path]:
    """Walk the files we wrote ourselves, this one apart."""
    for folder in (*ROOMS, "bin", "templates", "static", "tests"):
        for kind in kinds:
            yield from (path for path in (ROOT / folder).rglob(kind) if path != Path(__file__))


def found(pattern: re.Pattern[str], files: Iterator[Path]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
        for path in files
        for number, line in enumerate(path.read_text().splitlines(), start=1)
        if pattern.search(line)
    ]


class TestLockFiles:
    @staticmethod
    def pins(name: str) -> set[str]:
        lines = (ROOT / "requirements" / name).read_text().splitlines()
        return {line.split()[0] for line in lines if "==" in line}

    @pytest.mark.parametrize("name", ["run.lock", "dev.lock", "bench.lock"])
    def test_they_name_no_host(self, name):
        assert "://" not in (ROOT / "requirements" / name).read_text()

    @pytest.mark.parametrize("name", ["dev.lock", "bench.lock"])
    def test_every_other_lock_holds_all_that_runs(self, name):
        assert self.pins("run.lock") - self.pins(name) == set()


class TestImports:
    def test_every_contract_is_kept(self, capsys):
        assert lint_imports(config_filename=str(ROOT / "pyproject.toml")) == 0, (
            capsys.readouterr().out
        )

    def test_every_room_stands_under_the_contracts(self):
        contracts = (ROOT / "pyproject.toml").read_text()
        assert [room for room in ROOMS if f'"{room}"' not in contracts] == []

    def test_bin_needs_nothing_but_a_bare_python(self):
        ours = {"bootstrap", "common.fonts"}
        files = [*(ROOT / "bin").rglob("*.py"), ROOT / "common" / "fonts.py"]
        needed = {
            name
            for path in files
            for node in ast.walk(ast.parse(path.read_text()))
            for name in self.imported(node)
        }
        assert {
            name
            for name in needed
            if name.split(".")[0] not in sys.stdlib_module_names
            and not any(f"{name}.".startswith(f"{known}.") for known in ours)
        } == set()

    @staticmethod
    def imported(node: ast.AST) -> list[str]:
        if isinstance(node, ast.Import):
            return [alias.name for alias in node.names]
        return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


class TestTemplates:
    def test_every_template_is_used(self):
        spoken = "\n".join(path.read_text() for path in sources("*.py", "*.html"))
        files = [path for path in TEMPLATES.rglob("*.*") if path.is_file()]
        names = {str(path.relative_to(TEMPLATES)) for path in files}
        unused = {name for name in names - ANSWERED_BY_DJANGO if name not in spoken}
        assert {name for name in unused if not self.replaces_another(name)} == set()

    @staticmethod
    def replaces_another(name: str) -> bool:
        """Tell whether a library brings a template of that name, which ours stands in for."""
        django: Any = engines["django"]
        folders = django.engine.template_loaders[0].get_dirs()
        return any((Path(folder) / name).exists() for folder in folders if folder != TEMPLATES)

    def test_nothing_is_let_through_unescaped_or_unguarded(self):
        assert found(RAW_HTML, sources("*.py", "*.html")) == []

    def test_nothing_is_inline_and_nothing_comes_from_elsewhere(self):
        html = {path: TEMPLATE_TAG.sub("", path.read_text()) for path in sources("*.html")}
        assert [path for path, text in html.items() if INLINE.search(text)] == []


class TestReadme:
    def test_every_command_of_ours_is_explained(self):
        readme = (ROOT / "README.md").read_text()
        ours = {config.name for config in apps.get_app_configs()} & set(ROOMS)
        commands = [name for name, app in get_commands().items() if app in ours]
        assert [name for name in commands if f"manage.py {name}" not in readme] == []

    def test_every_folder_it_names_is_there(self):
        readme = (ROOT / "README.md").read_text()
        named = set(re.findall(r"^([a-z_.]+)/ ", readme, re.MULTILINE))
        assert named
        assert {name for name in named if not (ROOT / name).is_dir()} == set()

    def test_every_variable_that_settings_read_is_in_its_table(self):
        readme = (ROOT / "README.md").read_text()
        text = "".join(
            path.read_text() for path in (ROOT / "blitar_registry/settings").glob("*.py")
        )
        read = set(re.findall(r"(?:env\.\w+|read_switch)\(\s*\"([A-Z_]+)\"", text))
        assert read
        assert {name for name in read if f"`{name}`" not in readme} == set()


def test_nothing_is_left_for_later():
    assert found(UNFINISHED, sources("*.py", "*.html", "*.css", "*.js")) == []
