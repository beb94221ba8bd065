"""How strongly a role level asks for something, and where it is assessed, as its source says."""

from django.db.models import TextChoices


class Strength(TextChoices):
    """Nothing where the source only says what is typical, or names it without more."""

    REQUIRED = "required", "Required"
    REQUIRED_OR_EQUIVALENT = "required_or_equivalent", "Required or equivalent"
    IDEAL = "ideal", "Ideal"
    IDEAL_OR_EQUIVALENT = "ideal_or_equivalent", "Ideal or equivalent"
    IDEAL_OR_WORKING_TOWARDS = "ideal_or_working_towards", "Ideal or working towards it"


class Assessment(TextChoices):
    """Where a skill that is asked for is assessed."""

    INTERVIEW = "interview", "At interview"


# What is ideal is asked for less strongly than what is required. No document orders the others.
RANKS = {
    Strength.IDEAL: 1,
    Strength.IDEAL_OR_EQUIVALENT: 1,
    Strength.IDEAL_OR_WORKING_TOWARDS: 1,
    Strength.REQUIRED: 2,
    Strength.REQUIRED_OR_EQUIVALENT: 2,
}


def strength_words(strength: str) -> str:
    """The strength inside a sentence: “ideal or working towards it”; empty for none."""
    return Strength(strength).label.lower() if strength else ""


def rank_of(strength: str) -> int:
    """The higher, the more strongly; 0 where the source gives no strength."""
    return RANKS[Strength(strength)] if strength else 0


def is_stronger(strength: str, other: str) -> bool:
    """Whether the one asks more strongly than the other: never where either is not given."""
    return rank_of(strength) > rank_of(other) > 0


def assessed_words(assessed: str) -> str:
    """Where something is assessed: “assessed at interview”; empty where no source says."""
    return f"assessed {Assessment(assessed).label.lower()}" if assessed else ""
