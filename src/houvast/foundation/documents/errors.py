"""What can go wrong with a document, in the words of the field."""


class DocumentError(Exception):
    """The base; `text_key` names the text that tells people what to do next."""

    text_key = "document.error"


class EmptyFile(DocumentError):
    """The file holds nothing."""

    text_key = "document.empty"


class TooLarge(DocumentError):
    """The file is larger than LARGEST bytes (413)."""

    text_key = "document.too_large"


class WrongKind(DocumentError):
    """The content is not a PDF, JPEG, PNG, DOCX or XLSX, whatever its name says (415)."""

    text_key = "document.wrong_kind"


class NotReleased(DocumentError):
    """The document is locked: nobody opens it before it was checked."""

    text_key = "document.locked"


class Destroyed(DocumentError):
    """The document was destroyed; what is left is that it was there."""

    text_key = "document.destroyed"


class StepRefused(DocumentError):
    """The document is not in the state, or not in the version, that this step starts from (409)."""

    text_key = "document.changed"


class ContentMissing(DocumentError):
    """The store does not have the content that the record speaks of: an incident."""

    text_key = "document.missing"


class ContentTampered(DocumentError):
    """The content in the store is not what was put there: an incident. Nothing of it is handed out."""

    text_key = "document.tampered"
