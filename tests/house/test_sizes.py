"""Small files, short functions, few arguments. CONTRIBUTING.md says why."""

from __future__ import annotations

from tests.house import sizes
from tests.house.tree import is_vendored, python_files, relative

FORBIDDEN_NAMES = {"utils.py", "helpers.py", "util.py", "common.py", "misc.py"}

FOREIGN_SIGNATURES = {
    "src/safercity/cli/terminal.py tell": "a progress callback",
    "src/safercity/evidence/runs.py _silent": "a progress callback: what, done, total",
    "src/safercity/evidence/runs.py step": "called in every heavy loop: step(what, i, n)",
    "src/safercity/partnership/people/signing_in.py send_password_reset_mail": "allauth's",
    "src/safercity/partnership/people/signing_in.py send_notification_mail": "allauth's",
    "src/safercity/partnership/people/single_sign_on.py list_apps": "allauth's",
}


def test_files_lines_and_functions_are_short():
    faults = [
        fault
        for path in python_files("src", "tests", "tools", "benchmarks")
        if path.parent.name != "migrations"  # written by Django; nobody reads them line by line
        for fault in sizes.size_faults(relative(path), path.read_text(encoding="utf-8"))
    ]
    assert not faults, "\n" + "\n".join(faults)


def test_functions_take_few_arguments():
    faults = [
        fault
        for path in python_files("src", "tools", "benchmarks")
        for fault in sizes.argument_faults(relative(path), path.read_text(encoding="utf-8"))
        if not is_exempt(fault)
    ]
    assert not faults, "\n" + "\n".join(faults)


def is_exempt(fault: str) -> bool:
    where, function = fault.split(" ")[:2]
    return f"{where.rsplit(':', 1)[0]} {function}" in FOREIGN_SIGNATURES


def test_the_usual_function_is_short():
    """Nine functions in ten of what we ship have at most 30 lines."""
    lengths = sorted(
        sizes.function_length(function)
        for path in python_files("src")
        for function in sizes.functions_of(path.read_text(encoding="utf-8"))
    )
    assert lengths[len(lengths) * 9 // 10] <= 30


def test_a_file_is_named_for_the_thing_in_it():
    unnamed = [
        relative(path)
        for path in python_files("src", "tests", "tools", "benchmarks")
        if path.name in FORBIDDEN_NAMES and not is_vendored(path)
    ]
    assert not unnamed, f"Name these for what is in them: {unnamed}"
