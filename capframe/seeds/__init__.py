"""Brings corrections of the transcription to catalogues that were seeded before them.

``fixture_entries.py`` reads what the fixtures say, ``edits.py`` what somebody has edited, and
``plan_seeds.py`` makes the plan of the difference.
"""
