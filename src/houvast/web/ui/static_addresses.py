"""The addresses of style sheets, pictures and scripts, each found once."""

import functools

from whitenoise.storage import CompressedManifestStaticFilesStorage


class KeptAddresses(CompressedManifestStaticFilesStorage):
    """What the manifest says does not change while the house runs, and a page asks it six times."""

    @functools.lru_cache(maxsize=512)  # noqa: B019 - there is one storage, and it lives as long as the process
    def url(self, name: str, force: bool = False) -> str:
        """The address of a file, with the mark of its content."""
        return str(super().url(name, force))
