"""Base templates, components and the site's own files. No models."""
