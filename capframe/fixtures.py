"""The seeded catalogue: which fixture files there are, and in which order they load."""

# Each file refers only to entries of those before it: every role level to section types, the
# Senior Civil Service grade to the grade structure of the Home Office pack, the Head of
# Profession to the digital and data family.
FIXTURES = (
    "section_types",
    "home_office",
    "derbyshire",
    "senior_civil_service",
    "head_of_profession",
    "ict_strategy",
)
