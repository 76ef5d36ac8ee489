"""The limits that diagnoses, warnings and margins depend on, each set here and nowhere else."""

from datetime import timedelta

# ---- the blind ballot --------------------------------------------------------------------------------------
HELD = 0.75
"""Share of ballots that must name one person for the touchpoint to be held."""
NONE = 0.50
"""Share of ballots for "nobody" and "a partner" together, from which the touchpoint is vacant."""
RIVAL = 0.25
"""Share of ballots that makes a person one of several rivals."""
RIVAL_VOTES = 2
"""Votes that a rival needs at least."""
MOSTLY = 0.50
"""Share of ballots from which "don't know" or "several" names the reason."""
FEW = 4
"""Blind answers below which only words are shown: a count or a range of two or three tells who it was. Also
answers of customers below which evidence carries no fact."""

# ---- mandate, reward, load ---------------------------------------------------------------------------------
MANDATE_PARTS = 3
LEAD_MANDATE_PARTS = 4
A_QUARTER = 0.25
A_BUDGET_YEAR = 1.0
SHORT_MANDATE = {"public": A_BUDGET_YEAR, "third_sector": A_BUDGET_YEAR}
"""Years by sector; a mandate must reach further than this, in a private organisation than a quarter."""
STEADY_SURVEY_N = 200
"""Answers per period below which pay should not follow a survey figure."""
MEASURES_PER_BONUS = 3
"""Measures that one person's bonus may follow."""
LOAD = 4
"""Touchpoints one person can carry."""
LOAD_SHARE = 1 / 3
"""Share of all touchpoints one person can carry, where there are at least `LOAD_SHARE_FROM`."""
LOAD_SHARE_FROM = 6
CHIEF_SHARE = 0.25
"""Share of the touchpoints from which the chief executive carries too many."""

# ---- figures and their margins -----------------------------------------------------------------------------
Z = 1.96
"""Standard errors on either side of a 95 % interval."""
FINITE_SHARE = 0.05
"""Share of the population from which the finite population correction counts."""
INDICATIVE_N = 30
USABLE_N = 100
FACT_N = 30
"""Answers that make a baseline a fact."""
FAR_FEWER = 4
"""A figure of so many times fewer answers than one of the last months does not stand alone."""
MONTH_N = 5
"""Answers of one month below which only their number is kept: fewer tell of people."""
EXCEEDS = 4
"""The level from which a leader says that expectations are exceeded."""
POOR_FIGURE = 0.5
"""Share of its scale below which a figure speaks against a level that exceeds expectations …"""
GOOD_FIGURE = 0.8
"""… and from which it speaks against one that does not meet them."""
FUNCTION_MEDIAN = 2
"""One of the five functions is weak at or below this median …"""
FUNCTION_RANGE = 3
"""… or divided from this range on."""
CONTACT_DAYS = 90
"""Days within which a leader should have met a customer."""

# ---- goals and priorities ----------------------------------------------------------------------------------
PROGRESS_SHOWN = (-1.0, 1.5)
"""Progress is shown within these."""
FAR_MONTHS = 36
"""Months after which the day of a goal is too far away to be a goal of this round."""
PRIORITIES = 5
"""How many touchpoints are priorities unless the room chooses otherwise."""
HYGIENE_WEIGHT = 1.5
"""Hygiene that does not meet expectations weighs this much more …"""
MEETS = 3
"""… when its level is below this one."""

# ---- the next round ----------------------------------------------------------------------------------------
LEVEL_MONTHS = 6
"""Months within which a level that is a fact goes along into the next round."""
REAL_SHARE = 0.05
"""How far a share of 0–1 must move before an arrow is drawn …"""
REAL_TOUCHPOINTS = 1
"""… or by how many touchpoints."""
PARTLY = 0.5
"""Share of the way to its target from which a goal that was missed is met in part."""
CARRIED_OFTEN = 2
"""Carried this many times, an action is to be decided or dropped."""
PROMISES_CHECKED = timedelta(days=30)
MEASURES_CHECKED = timedelta(days=90)
"""After the start of a round."""

# ---- actions -----------------------------------------------------------------------------------------------
FIRST_ACTION_WITHIN = timedelta(days=30)
"""After the start of the round: the first actions are due by then."""

# ---- evidence ----------------------------------------------------------------------------------------------
STALE_MONTHS = 12
"""Months after which evidence carries no level any more …"""
FACT_MONTHS = 24
"""… and after which it is an assumption whatever it was."""
