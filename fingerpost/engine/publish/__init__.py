"""Publishing: the whole new site or the whole old one, never a mixture.

The next site is made beside the one that stands, and takes its place in one step. What is in the output folder and
did not come from a build is never touched.
"""

from fingerpost.engine.publish.lock import PublishError
from fingerpost.engine.publish.manifest import MANIFEST, Manifest
from fingerpost.engine.publish.site import Publisher, Report, Site, forget, publish_site
from fingerpost.engine.publish.verify import Difference, verify

__all__ = [
    "MANIFEST",
    "Difference",
    "Manifest",
    "PublishError",
    "Publisher",
    "Report",
    "Site",
    "forget",
    "publish_site",
    "verify",
]
