"""What people expect of a repository: one version, one way to run everything, nothing hidden."""

import importlib
import re
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
VERSION = PROJECT["project"]["version"]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))
# Folders that begin with a dot are not ours: environments, caches. Nor is `make mutants`'s copy.
ROOMS = [each for each in ROOT.glob("[a-z]*") if each.is_dir() and each.name != "mutants"]
MODULES = [*ROOT.glob("*.py"), *(path for room in ROOMS for path in room.rglob("*.py"))]


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def written(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def test_the_version_to_cite_and_the_newest_in_the_changelog_are_the_projects():
    assert yaml.safe_load(text_of("CITATION.cff"))["version"] == VERSION
    assert re.findall(r"[Vv]ersion (\d+\.\d+\.\d+)", text_of("CHANGELOG.md"))[0] == VERSION


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_file_touches_the_search_path_of_modules(path):
    assert "sys" + ".path" not in path.read_text(encoding="utf-8")


def test_the_command_that_is_installed_is_there_with_all_it_needs():
    module, _, name = PROJECT["project"]["scripts"]["costmodel"].partition(":")
    assert callable(getattr(importlib.import_module(module), name))
    packaged = [
        each.rstrip("*") for each in PROJECT["tool"]["setuptools"]["packages"]["find"]["include"]
    ]
    rooms = {path.parent.name for path in ROOT.glob("[a-z]*/__init__.py")}
    needed, looked_at = {"costmodel"}, set()
    while needed - looked_at:
        room = (needed - looked_at).pop()
        looked_at.add(room)
        for path in (ROOT / room).rglob("*.py"):
            named = re.findall(r"^(?:from|import) (\w+)", path.read_text(encoding="utf-8"), re.M)
            needed |= rooms & set(named)
    assert needed == set(packaged)


def test_dependencies_of_the_command_are_among_those_of_the_application():
    pinned = set(re.findall(r"^([\w-]+)==", text_of("requirements.txt"), re.M))
    for each in PROJECT["project"]["dependencies"]:
        assert re.match(r"[\w-]+", each)[0] in pinned


def test_what_cannot_read_the_palette_has_its_colours():
    light = tomllib.loads(text_of(".streamlit/config.toml"))["theme"]["light"]
    paper, text = light["backgroundColor"], light["textColor"]
    run, hardware, _, people = light["chartCategoricalColors"]
    icon = re.findall(r"fill=\"(#\w+)\"", text_of("static/favicon.svg"))
    assert [each.lower() for each in icon] == [paper, run, hardware, people]
    style = text_of("static/style.css")
    assert set(re.findall(r"--st-primary-color, (#\w+)", style)) == {light["primaryColor"]}
    (note,) = re.findall(r"\.line-note {.*?}", style)
    assert re.findall(r"#\w+", note) == [text, paper]


@pytest.mark.parametrize(
    "name", ["requirements.txt", "requirements-dev.txt", "requirements-audit.txt"]
)
def test_every_requirement_is_pinned(name):
    lines = [line for line in text_of(name).splitlines() if line and line[0] not in "#-"]
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []


def test_every_requirement_asked_for_by_name_earns_its_line():
    told = text_of("CONTRIBUTING.md").partition("## Dependencies")[2]
    told = set(re.findall(r"[\w-]+", "\n".join(re.findall(r"^\| (.*?) \|", told, re.M))))
    for name in ("requirements.txt", "requirements-dev.txt"):
        asked = text_of(name).partition("# What those need in turn")[0]
        assert set(re.findall(r"^([\w-]+)==", asked, re.M)) <= told


def test_where_projects_are_hosted_the_same_commands_run():
    steps = [
        step
        for path in WORKFLOWS
        for job in written(path)["jobs"].values()
        for step in job["steps"]
    ]
    assert [step["run"] for step in steps if "run" in step] == [
        *("make check", "make test", "make audit"),
    ]
    for step in steps:
        # By the hash of a commit: a tag can be moved.
        assert "run" in step or re.search(r"@[0-9a-f]{40}$", step["uses"])


def test_everything_that_is_pinned_is_asked_about_each_week_and_what_is_not_known_fails():
    (command,) = re.findall(r"^\t(\S+/pip-audit .*)", text_of("Makefile"), re.M)
    assert {"--strict", "requirements-dev.txt"} <= {*command.split()}
    # That one names the other.
    assert "-r requirements.txt" in text_of("requirements-dev.txt").splitlines()
    # YAML takes the word for a truth.
    assert all(
        written(path)[True]["schedule"] for path in WORKFLOWS if "make audit" in path.read_text()
    )


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_what_runs_there_can_read_and_no_more(path):
    assert written(path)["permissions"] == {"contents": "read"}
    assert all("permissions" not in job for job in written(path)["jobs"].values())


def test_a_bare_clone_is_tested_by_the_command_for_it():
    assert text_of(".ci/run").splitlines()[-1] == "make test"


def test_hooks_before_a_commit_are_our_own_commands():
    hooks = [
        hook
        for repo in written(ROOT / ".pre-commit-config.yaml")["repos"]
        for hook in repo["hooks"]
    ]
    targets = re.findall(r"^([a-z]+):", text_of("Makefile"), re.M)
    for hook in hooks:
        command, *_, target = hook["entry"].split()
        assert command == "make" and target in targets and hook["language"] == "system"


def test_whoever_disputes_a_number_is_asked_for_figure_link_and_source():
    form = written(ROOT / ".github" / "ISSUE_TEMPLATE" / "dispute-a-number.yml")
    asked = {
        field["id"]: field.get("validations", {}).get("required", False)
        for field in form["body"]
        if "id" in field
    }
    assert asked["figure"] and asked["source"] and "link" in asked


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_every_form_can_be_read(path):
    assert written(path)
