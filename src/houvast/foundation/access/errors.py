"""What a refusal is called."""


class Refused(Exception):
    """The base of both refusals; carries the rule that decided, for the audit."""

    def __init__(self, rule_id: str) -> None:
        self.rule_id = rule_id
        super().__init__(rule_id)


class NotYours(Refused):
    """The object is not reachable for this actor: answered exactly as if it did not exist (404-same)."""


class NotAllowed(Refused):
    """The object is visible, but this function is not for this actor: 403 with who can help."""
