"""What the rules and searches say, in English."""

from __future__ import annotations

from collections.abc import Mapping

ENGLISH_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip

ENGLISH: Mapping[str, str | tuple[str, ...]] = {
    # Why a state is what it is.
    "act": "{act}",
    "expired": "no act in force admits special cargo {course} by {mode} in {country}; the last "
    "was: {act}",
    "coming": "no act in force admits special cargo {course} by {mode} in {country} yet; the first "
    "is: {act}",
    "before_alliance": "no act in force admits special cargo {course} by {mode} in {country}, "
    "which joins NATO on {day}",
    "never_admitted": "no act on record admits special cargo {course} by {mode} in {country}",
    "not_listed": "{where} is not among the checkpoints of: {act}",
    "refused": "no act in force admits special cargo {course} to {country} by {where}",
    "free": "the way existed, and no act on record closed it to ordinary freight",
    "admitted": "admitted by {grants}",
    "not_among_them": "{where} is not among them",
    # Why there is no way.
    "no_edition": "{variant} has no edition on {day}; it is {cause}",
    "joined": "{reasons}",
    "declared": "declared for {spans}",
    "one_place": "the stops {ids} name one place only; a route needs two",
    "no_way": "no way from {start} to {end} by {modes}{track}{area}{when}",
    "no_way_for": "{head}: {cause}",
    "on_no_line": "{place} is on no line of the atlas",
    "missing": "missing {lines}",
    "to_be_avoided": "every way in the atlas passes what is to be avoided ({ids})",
    "abroad": "every way in the atlas leads through {countries}",
    "other_modes": "every way in the atlas needs {all_modes}",
    "other_gauges": "every way in the atlas needs track of {all_gauges} gauge",
    # Why there is no way around.
    "shut_itself": "{places} itself is shut",
    "all_shut": "every way in the atlas passes what is shut",
    "shortest_closed": "the shortest is closed: {cause}",
    "no_way_around": "shut: {ids}; no way around: {cause}",
    # Parts of these.
    "part_act": "{title} ({span})",
    "part_since": "from {day}",
    "part_until": "until {day}",
    "part_to": "to Afghanistan",
    "part_from": "from Afghanistan",
    "part_rail": "rail",
    "part_ferry": "ferry",
    "part_road": "road",
    "part_air": "air",
    "part_or": " or ",
    "part_and": " and ",
    "part_nato": "NATO",
    "part_gauge": "{mm} mm",
    "part_no_gauge": "unknown",
    "part_track": " on {gauges} track",
    "part_area": " in {ids}",
    "part_when": " on {day}",
    "part_checkpoint": "{name}",
    "part_nameless": "the frontier from {a} to {b} at km {km}, where no crossing point is "
    "registered",
    "part_opened": "opened {day}",
    "part_closed": "closed {day}",
    "part_span": "{since} to {until}",
    "part_beginning": "the beginning",
    "part_today": "today",
    "mode_rail": "rail",
    "mode_ferry": "ferry",
    "mode_road": "road",
    "mode_air": "air",
    # What a figure stands in for, and what a component of an estimate is.
    "figure_of": "figure of {validity}",
    "figure_of_any_country": "figure of {validity}, any country",
    "any_country": "any country",
    "component_wait": "{place}: wait for the ship",
    "component_season": "{leg}: weather of the season",
    "component_transfer": "{place}: {before} to {after}",
    "component_gauge": "{place}: {before} to {after} mm",
    # What sets a way apart from another.
    "by_instead": "by {mark} instead of {other}",
    "by": "by {mark}",
    "not_by": "not by {mark}",
    "avoids": "avoids {lands}",
    "through": "through {lands}",
    "without": "without {missed}",
    "without_rail": "rail",
    "without_ferry": "ferry",
    "without_road": "road",
    "without_air": "air",
    "also_by": "also by {used}",
    "another_way": "by another way from {leaves} to {meets}",
    "the_line": "the line {name}",
    "other_track": "by other track",
    "best_way": "the best",
    "same_places": "by the same places",
    # What a way found is called.
    "way_by_stops": "{stops}",
    "one_of_ways": "{stops} ({order})",
}
