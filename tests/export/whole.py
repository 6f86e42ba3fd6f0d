"""All that goes out of a store, so that stores can be compared."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from memcon.app.dossier import open_dossier
from memcon.app.exporting import material_of, write_export
from memcon.export import FORMATS


def exported(store: str) -> dict[str, bytes]:
    """Every file of every format, by its path."""
    with TemporaryDirectory() as folder, open_dossier(store) as opened:
        material, out = material_of(opened, {}), Path(folder)
        for name in FORMATS:
            write_export(name, material, out / name)
        paths = sorted(path for path in out.rglob("*") if path.is_file())
        return {path.relative_to(out).as_posix(): path.read_bytes() for path in paths}
