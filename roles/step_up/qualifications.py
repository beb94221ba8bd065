"""Which statements speak of a qualification.

No source has a heading for qualifications: they stand among the statements of knowledge, skills and
experience, and are known by the source's own words.
"""

import re

QUALIFICATION = re.compile(
    r"""
    \b(?:
        (?i:
            (?:un)?qualified | qualifications?
            | (?<!\d[\s-])degrees?(?!\s+of\b)  # not “360 degree feedback”, “a degree of risk”
            | diplomas? | doctorates?
            | certificates? | certified | certifications?
            | accredited | accreditations? | licen[cs]e[sd]?
            | chartered | professional\s+(?:memberships?|registrations?)
        )
        | HN[CD]s? | [GS]?NVQs? | SVQs? | GCSEs? | BTECs? | A[\s-][Ll]evels
        | B(?:Sc|Eng) | M(?:Sc|Eng|BA)s? | PhDs?
    )\b
    """,
    re.VERBOSE,
)
# They tell what the job is for and what its holder does, qualified or not.
NOT_ASKED_IN = frozenset({"level-purpose", "overview", "responsibilities"})


def speaks_of_a_qualification(section_type: str, text: str) -> bool:
    """Whether a statement of a section of this type (its slug) asks for a qualification.

    Never one of a section that tells of the job instead of what it asks of a person: there a
    qualification is named in passing, and a licence may be what the job issues.
    """
    return section_type not in NOT_ASKED_IN and bool(QUALIFICATION.search(text))
