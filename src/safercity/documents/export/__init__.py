"""An edition as files for other programs: tidy CSV, GeoPackage and GeoJSON, with stable names."""

from safercity.documents.export.edition_files import FORMATS, ExportNotWritten, export_edition

__all__ = ["FORMATS", "ExportNotWritten", "export_edition"]
