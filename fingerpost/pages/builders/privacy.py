"""The privacy receipt: what this site contacts, stores and reveals, as far as the build can know it."""

from __future__ import annotations

from fingerpost.pages import labels
from fingerpost.pages.edition import Edition
from fingerpost.pages.embeds import HOSTS, security_policy
from fingerpost.pages.views.lists import Contacted, PrivacyView, Stored


def privacy_view(edition: Edition) -> PrivacyView:
    """The hosts come from the site as it was built, so that none is left out. What is stored is told by hand."""
    _ = edition.strings.gettext
    embedded = {host: edition.library.embedding(host) for host in HOSTS}
    used = [host for host, count in embedded.items() if count]
    return PrivacyView(
        title=_(labels.SECTION_TITLES["privacy-receipt"]),
        lede=_(labels.SECTION_LEDES["privacy-receipt"]),
        contacted=tuple(
            Contacted(
                HOSTS[host].name,
                HOSTS[host].origin.removeprefix("https://"),
                edition.strings.plural("%(count)s profile", "%(count)s profiles", embedded[host]),
            )
            for host in used
        ),
        stored=(
            Stored("shortlist", _("The therapists you keep, by name. It is there only if you put somebody on it.")),
            Stored("search-shortcut-off", _("That you turned the / key for search off. It is there only if you did.")),
        ),
        policy=security_policy(used),
    )
