"""Style sheets are gathered when one of them changed, and what was cut off is not taken for finished."""

import os

import pytest

from houvast.web.cli import static_files


@pytest.fixture
def source(tmp_path, settings):
    """One sheet, served as `make run` does: named by its content and compressed."""
    folder = tmp_path / "source"
    folder.mkdir()
    settings.STATICFILES_DIRS = [folder]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    (folder / "page.css").write_text("p { color: black }")
    return folder


def served(settings) -> dict[str, str]:
    return {path.name: path.read_text() for path in settings.STATIC_ROOT.glob("page.*.css")}


def test_they_are_gathered_once(source, settings):
    assert static_files.collect_when_changed() is True
    assert list(served(settings).values()) == ["p { color: black }"]
    assert static_files.collect_when_changed() is False


def test_a_changed_a_new_and_a_removed_sheet_are_noticed(source, settings):
    static_files.collect_when_changed()
    (source / "page.css").write_text("p { color: white }")
    assert static_files.collect_when_changed() is True
    assert list(served(settings).values()) == ["p { color: white }"]
    (source / "more.css").write_text("b {}")
    assert static_files.collect_when_changed() is True
    (source / "more.css").unlink()
    assert static_files.collect_when_changed() is True
    assert not (settings.STATIC_ROOT / "more.css").exists()
    assert static_files.collect_when_changed() is False


def test_gathering_that_was_cut_off_is_done_again_also_when_the_source_is_as_it_was(source, settings):
    static_files.collect_when_changed()
    sheet, was = source / "page.css", (source / "page.css").stat()
    sheet.write_text("p { background: url(weg.png) }")
    with pytest.raises(ValueError, match=r"weg\.png"):
        static_files.collect_when_changed()
    sheet.write_text("p { color: black }")
    os.utime(sheet, ns=(was.st_atime_ns, was.st_mtime_ns))

    assert static_files.collect_when_changed() is True
    assert list(served(settings).values()) == ["p { color: black }"]
