"""Fingerpost: a static-site generator for therapy modalities, psychoeducation and a directory of therapists."""

__version__ = "0.1.0"
