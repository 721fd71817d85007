"""What stands in deploy/ is read as systemd and a builder of images read it; every word of it must be one we know."""

import ast
import re
import shlex
from dataclasses import dataclass
from pathlib import Path

import pytest

from houvast.foundation.database import roles
from houvast.web.cli import main

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
SERVICES = sorted((DEPLOY / "systemd").glob("*.service"))
TIMERS = sorted((DEPLOY / "systemd").glob("*.timer"))
HOUVAST = "/opt/houvast/.venv/bin/houvast"
# How hard a service is shut in; two kinds need a little more than the rest.
HARDENED = {
    "User": {"houvast"}, "Group": {"houvast"}, "UMask": {"0077"}, "NoNewPrivileges": {"yes"},
    "CapabilityBoundingSet": {""}, "AmbientCapabilities": {""}, "ProtectSystem": {"strict"}, "ProtectHome": {"yes"},
    "PrivateTmp": {"yes"}, "PrivateDevices": {"yes"}, "PrivateUsers": {"yes"}, "ProtectKernelModules": {"yes"},
    "ProtectKernelTunables": {"yes"}, "ProtectKernelLogs": {"yes"}, "ProtectControlGroups": {"yes"},
    "ProtectClock": {"yes"}, "ProtectHostname": {"yes"}, "ProtectProc": {"invisible"}, "RestrictRealtime": {"yes"},
    "RestrictSUIDSGID": {"yes"}, "RestrictNamespaces": {"yes", "user net"}, "LockPersonality": {"yes"},
    "MemoryDenyWriteExecute": {"yes"}, "RestrictAddressFamilies": {"AF_INET AF_INET6 AF_UNIX"},
    "SystemCallArchitectures": {"native"}, "StateDirectoryMode": {"0700"},
}  # fmt: skip
# Known to PostgreSQL's, Python's or the shell's own programs, not to us.
NOT_OURS = {"PATH"}


@dataclass
class Unit:
    """The lines of a unit file: section -> name -> its values in order."""

    sections: dict[str, dict[str, list[str]]]

    def one(self, section: str, name: str) -> str:
        [value] = self.sections[section][name]
        return value

    def environment(self) -> dict[str, str]:
        words = [word for line in self.sections["Service"].get("Environment", []) for word in shlex.split(line)]
        return dict(word.split("=", 1) for word in words)


def read(path: Path) -> Unit:
    sections: dict[str, dict[str, list[str]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            current = sections.setdefault(re.fullmatch(r"\[(\w+)\]", line).group(1), {})
            continue
        name, mark, value = line.partition("=")
        assert mark and re.fullmatch(r"[A-Z]\w+", name), f"{path.name}: {line}"
        current.setdefault(name, []).append(value)
    return Unit(sections)


def settings_that_exist() -> set[str]:
    """Every variable that the settings or the commands read from the environment, as their source says."""
    found: set[str] = set()
    sources = [*(ROOT / "src/houvast/settings").glob("*.py"), *(ROOT / "src/houvast/web/cli").glob("*.py")]
    for source in [*sources, ROOT / "src/houvast/foundation/database/embedded.py"]:
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Constant)
                and isinstance(node.value, str)
                and re.fullmatch(r"[A-Z][A-Z_]+", node.value)
            ):
                found.add(node.value)
    return found


KNOWN = settings_that_exist()


def is_known(name: str) -> bool:
    return name in KNOWN | NOT_OURS or name.removesuffix("_FILE") in KNOWN


def words_of(command: str) -> list[str]:
    program, *words = shlex.split(command)
    assert program == HOUVAST
    return words


def assert_runs(words: list[str], capsys) -> None:
    """The command exists, and takes these words: it gets past reading them."""
    name = next((" ".join(words[:n]) for n in (2, 1) if " ".join(words[:n]) in main.COMMANDS), None)
    assert name, words
    options = [word for word in words if word.startswith("--")]
    with pytest.raises(SystemExit) as end:
        main.main([*name.split(), "--help"])
    assert end.value.code == 0
    told = capsys.readouterr().out
    assert all(option in told for option in options), (words, told)


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_every_service_starts_a_command_that_exists_with_settings_that_exist(path, capsys):
    unit = read(path)
    assert_runs(words_of(unit.one("Service", "ExecStart")), capsys)
    environment = unit.environment()
    assert [name for name in environment if not is_known(name)] == []
    assert environment["DJANGO_SETTINGS_MODULE"] == "houvast.settings.production"
    assert unit.one("Service", "EnvironmentFile") == "/etc/houvast/houvast.env"


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_every_service_is_shut_in_and_runs_as_nobody_special(path):
    service = read(path).sections["Service"]
    for name, allowed in HARDENED.items():
        assert service.get(name, [None])[-1] in allowed, name
    assert service["SystemCallFilter"] == ["@system-service", "~@privileged"]
    assert not set(service) & {"PermissionsStartOnly", "ExecStartPre", "SupplementaryGroups"}
    assert "root" not in service["User"]


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_secrets_come_by_file_each_shown_to_its_own_service(path):
    unit = read(path)
    given = [line.split(":", 1)[0] for line in unit.sections["Service"]["LoadCredential"]]
    read_from = {value for value in unit.environment().values() if value.startswith("%d/")}
    assert read_from == {f"%d/{name}" for name in given}
    owner = "database_owner_url" in given
    assert owner == (path.name == "houvast-migrate.service"), "only who migrates knows the owner"
    assert ("backup_key" in given) == (path.name == "houvast-backup.service")
    assert not [name for name in unit.environment() if name in {"SECRET_KEY", "FIELD_KEYS", "DATABASE_URL"}]


def test_the_services_are_those_of_a_whole_installation():
    commands = {path.name: words_of(read(path).one("Service", "ExecStart")) for path in SERVICES}
    assert commands["houvast-web.service"] == ["web"]
    assert commands["houvast-worker.service"] == ["werker"]
    assert commands["houvast-post.service"] == ["post", "luister"]
    assert commands["houvast-migrate.service"] == ["migreren"]
    backup = read(DEPLOY / "systemd/houvast-backup.service")
    into = commands["houvast-backup.service"][1]
    assert backup.one("Service", "ReadWritePaths") == into
    assert int(commands["houvast-backup.service"][3]) <= 35, "copies age out within 35 days (security.md 10)"


@pytest.mark.parametrize("path", TIMERS, ids=lambda path: path.name)
def test_every_timer_starts_a_service_that_is_there(path):
    unit = read(path)
    assert (DEPLOY / "systemd" / unit.one("Timer", "Unit")).is_file()
    assert unit.one("Timer", "Persistent") == "yes"
    assert unit.one("Install", "WantedBy") == "timers.target"


def test_the_settings_file_holds_only_settings_and_no_secret():
    lines = [line for line in (DEPLOY / "houvast.env").read_text().splitlines() if line and not line.startswith("#")]
    names = [line.split("=", 1)[0] for line in lines]
    assert [name for name in names if not is_known(name)] == []
    assert not [name for name in names if re.search("KEY|PASSWORD|SECRET|URL", name)]


def test_the_user_and_the_folders_fit_the_services():
    [user] = [line for line in (DEPLOY / "systemd/houvast.sysusers").read_text().splitlines() if line.startswith("u ")]
    assert user.split()[1] == "houvast" and user.endswith("/usr/sbin/nologin")
    folders = {
        line.split()[1]: line.split()[2:5]
        for line in (DEPLOY / "systemd/houvast.tmpfiles").read_text().splitlines()
        if line.startswith("d ")
    }
    assert folders["/etc/houvast/geheimen"] == ["0700", "root", "root"]
    assert folders["/var/backups/houvast"] == ["0700", "houvast", "houvast"]


def container() -> list[tuple[str, str]]:
    text = (DEPLOY / "container/Containerfile").read_text(encoding="utf-8")
    joined = re.sub(r"\\\n\s*", "", "\n".join(line for line in text.splitlines() if not line.startswith("#")))
    return [tuple(line.split(None, 1)) for line in joined.splitlines() if line.strip()]


def test_the_image_copies_what_is_there_and_runs_without_root(capsys):
    steps = container()
    copied = [words.split()[:-1] for step, words in steps if step == "COPY" and not words.startswith("--from")]
    assert all((ROOT / name).exists() for names in copied for name in names)
    users = [words for step, words in steps if step == "USER"]
    assert users and not users[-1].startswith("0")
    last_user = max(number for number, (step, _) in enumerate(steps) if step == "USER")
    assert not [step for step, _ in steps[last_user:] if step in {"RUN", "COPY", "ADD"}]
    [command] = [ast.literal_eval(words) for step, words in steps if step == "CMD"]
    assert command[0] == "houvast"
    assert_runs(command[1:], capsys)


def test_the_image_names_settings_that_exist_shows_one_port_and_holds_no_secret():
    steps = container()
    [environment] = [dict(word.split("=", 1) for word in words.split()) for step, words in steps if step == "ENV"]
    assert [name for name in environment if not is_known(name)] == []
    assert [words for step, words in steps if step == "EXPOSE"] == [environment["PORT"]]
    [health] = [words for step, words in steps if step == "HEALTHCHECK"]
    assert f":{environment['INNER_PORT']}/livez" in health
    assert not [name for name in environment if re.search("KEY|PASSWORD|URL", name)]
    ignored = (ROOT / ".containerignore").read_text().split()
    assert {".git", ".houvast", ".venv"} <= set(ignored)


def test_the_page_about_running_names_every_file_and_only_settings_that_exist():
    page = (ROOT / "docs/beheer/draaien.md").read_text(encoding="utf-8")
    for path in [*SERVICES, *TIMERS]:
        assert path.name in page or path.stem in page, path.name
    named = set(re.findall(r"`([A-Z][A-Z_]{3,})`", page))
    assert [name for name in named if not is_known(name)] == []
    assert all(role in page for role in (roles.OWNER, roles.RUNTIME, roles.BACKUP))
    for words in re.findall(r"^(?:sudo )?(?:-u \w+ )?houvast ([a-z]+(?: [a-z]+)?)", page, re.MULTILINE):
        assert words in main.COMMANDS or words.split()[0] in main.COMMANDS, words
