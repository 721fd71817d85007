"""Case files: published and worked examples that the rules must reproduce to the cent."""

from collections.abc import Mapping

from houvast.rules.case_files import allowances, assistance, free, income, protected, settling
from houvast.rules.case_files.runner import Kind, Outcome, Summary, run_case, run_text, show

KINDS: Mapping[str, Kind] = {
    **protected.KINDS,
    **free.KINDS,
    **settling.KINDS,
    **income.KINDS,
    **assistance.KINDS,
    **allowances.KINDS,
}
"""Every kind of case by name."""

__all__ = ["KINDS", "Kind", "Outcome", "Summary", "run_case", "run_text", "show"]
