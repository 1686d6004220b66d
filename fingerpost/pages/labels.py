"""What the values of the content model are called on the page. Each text is a message for translators."""

from __future__ import annotations


def N_(message: str) -> str:  # noqa: N802
    """Marks a message for extraction; it is translated where it is shown."""
    return message


SECTION_TITLES = {
    "modalities": N_("Therapies and approaches"),
    "concerns": N_("What you may be facing"),
    "articles": N_("Articles"),
    "worksheets": N_("Worksheets"),
    "therapists": N_("Therapists"),
    "people": N_("People who write here"),
    "regulators": N_("Colleges and orders"),
    "references": N_("References"),
    "crisis": N_("Get help now"),
    "glossary": N_("Glossary"),
    "corrections": N_("Corrections"),
    "search": N_("Search"),
    "privacy-receipt": N_("Privacy receipt"),
}

SECTION_MENU = {
    "modalities": N_("Therapies"),
    "concerns": N_("Concerns"),
    "people": N_("Writers"),
}

SECTION_LEDES = {
    "modalities": N_(
        "What each approach is, who it may suit, what a session is like, and what the evidence says and does not say."
    ),
    "concerns": N_("Plain explanations of common struggles, when to get help, and which approaches may fit."),
    "articles": N_("Longer reading on the evidence and the practice, with every claim cited."),
    "worksheets": N_("Short exercises to print and fill in, on your own or with a therapist."),
    "therapists": N_(
        "People who practise these approaches: where they are licensed, how they work, what they charge, "
        "and when each of these was last confirmed."
    ),
    "people": N_("Who writes on this site, what they do, and what they disclose."),
    "regulators": N_(
        "In Canada each province decides who may use which title. These are the bodies that keep the registers, "
        "as far as a source confirms it."
    ),
    "references": N_("Every work that this site cites, what it found, its limits, and the pages that rely on it."),
    "crisis": N_("If you or someone else may be in danger, you do not need to read any further. Call now."),
    "glossary": N_("Words that research and therapy use, in plain language."),
    "corrections": N_("What was wrong on this site, and when it was put right."),
    "search": N_("Search every page, article, therapist and term on this site."),
    "privacy-receipt": N_(
        "What this site contacts, what it keeps on your device, and what others can learn from your visit."
    ),
}

KINDS = {
    "modality": N_("Approach"),
    "concern": N_("Concern"),
    "article": N_("Article"),
    "page": N_("Page"),
    "worksheet": N_("Worksheet"),
    "therapist": N_("Therapist"),
    "person": N_("Person"),
    "regulator": N_("College or order"),
    "place": N_("Place"),
    "citation": N_("Reference"),
    "crisis": N_("Help line"),
    "term": N_("Term"),
}

# What search shows besides.
FOUND = {**KINDS, "list": N_("List of therapists")}

MODALITY_KINDS = {
    "therapy": N_("Therapy"),
    "framework": N_("Framework"),
    "technique": N_("Technique"),
    "umbrella": N_("Family of therapies"),
}

EVIDENCE = {
    "guideline": (N_("Clinical guideline"), N_("A guideline recommends it after weighing the research.")),
    "systematic-review": (N_("Systematic review"), N_("Many studies were gathered and weighed together.")),
    "rct": (N_("Randomised trial"), N_("At least one trial shared people out between groups by chance.")),
    "observational": (
        N_("Observational studies"),
        N_("People were followed or measured without a comparison by chance."),
    ),
    "expert": (N_("Expert opinion"), N_("Clinicians describe it; it has not been tested in trials.")),
    "insufficient": (N_("Not enough evidence"), N_("There are too few or too small studies to say.")),
}

RELATIONS = {
    "part-of": N_("Part of"),
    "has-part": N_("Includes"),
    "variant-of": N_("A variant of"),
    "has-variant": N_("Variants"),
    "shares-technique": N_("Shares techniques with"),
    "often-combined": N_("Often combined with"),
    "alternative-to": N_("Alternatives"),
}

URGENCIES = {
    "emergency": N_("Emergency"),
    "urgent": N_("Urgent"),
    "non-urgent": N_("Non-urgent"),
}

AUDIENCES = {"public": N_("For everyone"), "clinician": N_("For clinicians")}

FORMATS = {"in-person": N_("In person"), "video": N_("Video"), "phone": N_("Phone"), "text": N_("Text messages")}

CLIENT_GROUPS = {
    "individuals": N_("Individuals"),
    "couples": N_("Couples"),
    "families": N_("Families"),
    "groups": N_("Groups"),
}

AGES = {
    "children": N_("Children"),
    "teens": N_("Teens"),
    "adults": N_("Adults"),
    "older-adults": N_("Older adults"),
}

AVAILABILITY = {
    "yes": N_("Accepting new clients"),
    "no": N_("Not accepting new clients"),
    "waitlist": N_("Has a waiting list"),
    "ask": N_("Ask whether there is room"),
}

REGULATOR_KINDS = {
    "statutory": N_("Statutory college or order: it protects the public by law"),
    "association": N_("Association: it serves its members, and joining is voluntary"),
}

STUDY_DESIGNS = {
    "guideline": N_("Clinical guideline"),
    "meta-analysis": N_("Meta-analysis"),
    "systematic-review": N_("Systematic review"),
    "umbrella-review": N_("Review of reviews"),
    "rct": N_("Randomised controlled trial"),
    "pilot-rct": N_("Small randomised pilot trial"),
    "controlled-trial": N_("Controlled trial, not randomised"),
    "uncontrolled": N_("Study without a control group"),
    "observational": N_("Observational study"),
    "survey": N_("Survey"),
    "experimental": N_("Experiment"),
    "scale-development": N_("Development of a questionnaire"),
    "theory": N_("Theory or overview"),
    "debate": N_("Contribution to a debate"),
}
