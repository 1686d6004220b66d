"""Addresses of the directory on which nobody is any more: each leads to the nearest list that has somebody."""

from __future__ import annotations

from fingerpost.clinical.directory import Listing
from fingerpost.pages.builders.directory import title_of
from fingerpost.pages.edition import Edition
from fingerpost.pages.page import Page
from fingerpost.pages.redirects import redirect


def retired_page(edition: Edition, address: str) -> Page:
    """The page that leads on from an address, which is given from the base path on."""
    listing = edition.routes.listing(address) or Listing()
    while listing.parent is not None and not edition.library.on_list(listing.path):
        listing = listing.parent
    target = edition.routes.directory(listing.path)
    return redirect(edition, f"{edition.routes.base_path}{address}", target, title_of(edition, listing), "")
