"""Addresses of pages of lists that are gone: each leads to the nearest list that has somebody, or to all articles."""

from __future__ import annotations

from fingerpost.clinical.directory import Listing
from fingerpost.pages.builders.directory import title_of
from fingerpost.pages.edition import Edition
from fingerpost.pages.page import Page
from fingerpost.pages.redirects import redirect
from fingerpost.pages.routes import ARTICLES
from fingerpost.pages.site import section_name


def retired_page(edition: Edition, address: str) -> Page:
    """The page that leads on from an address, which is given from the base path on."""
    url = f"{edition.routes.base_path}{address}"
    if edition.routes.in_articles(address):
        return redirect(edition, url, edition.routes.section(ARTICLES), section_name(edition, ARTICLES), "")
    listing = edition.routes.listing(address) or Listing()
    while listing.parent is not None and not edition.library.on_list(listing.path):
        listing = listing.parent
    target = edition.routes.directory(listing.path)
    return redirect(edition, url, target, title_of(edition, listing), "")
