"""How the PostgreSQL that comes along is set: closed to the outside, silent about people, as large as there is room."""

import os
from pathlib import Path

LEAST_MB, MOST_MB = 128, 1024
SHARE = 16  # of the memory of the machine: the web server, the worker and the browser live here too
MEGABYTE = 1024 * 1024

ALWAYS = (
    "listen_addresses = ''",
    "unix_socket_permissions = 0700",
    "max_connections = 100",
    "timezone = 'UTC'",
    "log_timezone = 'UTC'",
    "lc_messages = 'C'",
    "jit = off",
    "log_min_messages = warning",
    "log_statement = 'none'",
    # Values of a failing statement may be personal: they never reach the server's log.
    "log_parameter_max_length = 0",
    "log_parameter_max_length_on_error = 0",
    "log_min_error_statement = panic",
    # The detail of an error is the row or the key itself.
    "log_error_verbosity = terse",
)
# Tests throw their databases away: what a power cut would do to them does not matter.
FORGETFUL = ("fsync = off", "synchronous_commit = off", "full_page_writes = off", "max_wal_size = 1GB")


def settings_file(socket_folder: Path, *, durable: bool) -> str:
    """The text of postgresql.conf."""
    lines = [
        f"unix_socket_directories = '{socket_folder}'",
        f"shared_buffers = {buffers_mb(memory_of_machine()) if durable else LEAST_MB // 2}MB",
        *ALWAYS,
        *(() if durable else FORGETFUL),
    ]
    return "\n".join(lines) + "\n"


def memory_of_machine() -> int:
    """Bytes; 0 where the system does not say."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError):
        return 0


def buffers_mb(memory: int) -> int:
    """The share of the memory (bytes) for pages that are kept, in megabytes: not below LEAST_MB, not above MOST_MB."""
    return max(LEAST_MB, min(MOST_MB, memory // SHARE // MEGABYTE))
