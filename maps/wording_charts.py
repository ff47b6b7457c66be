"""What charts and the map of closures say, in each language.

What they have in common with the page of a map is in `maps.wording_en` and `maps.wording_ru`.
"""

from __future__ import annotations

from collections.abc import Mapping

CHARTS_ENGLISH: Mapping[str, str | tuple[str, ...]] = {
    # What charts are called, and what their figures hold for.
    "chart_kilometres": "Kilometres by country and mode",
    "chart_curve": "Time, cost and distance",
    "chart_days": "Spread of days",
    "chart_timeline": "States through time",
    "chart_of_kilometres": "The network of {day}; tariff and published kilometres, or measured",
    "chart_of_curve": "As of {day}; estimates by Monte Carlo from published and assumed figures; "
    "medians of the parts, added up",
    "chart_of_days": "As of {day}; estimates by Monte Carlo from published and assumed figures",
    "chart_of_timeline": "States for {rules}, up to {day}",
    "chart_rights": "© OpenStreetMap contributors; NDN Atlas and its sources",
    # On the charts and in their words.
    "chart_no_way": "no way: {state}",
    "chart_said_no_way": "no way, {state}",
    "chart_countries": "quoted kilometres from the origin, by country as first met",
    "chart_by": "by {mode}",
    "code_sea": "sea",
    "code_air": "air",
    "chart_along": "quoted kilometres from the origin",
    "chart_in_days": "days",
    "chart_in_dollars": "US dollars per TEU",
    "chart_frontier": "frontier",
    "chart_stop": "port, transfer or change of gauge",
    "chart_said_curve": "{name}: {days} days and {dollars} US dollars per TEU over {km} km",
    "chart_spread": "{middle} ({low} to {high})",
    "chart_said_days": "{spread} days",
    "chart_percentiles": "days from departure to arrival: 10th to 90th percentile, the mark is the "
    "median",
    # Closures, ranked by the damage they do.
    "closures_on": "Chokepoints on {date}",
    "closures": "Closures by the damage they do",
    "closures_lost": "loses a variant: there is no way around",
    "closures_around": "only sends variants another way",
    "closures_sizes": "The area of a mark grows with the damage: one for each variant lost, and "
    "for each one led around the share of its own kilometres that the way around adds, up to one.",
    "closures_none": "None of them breaks a variant.",
    "closures_ranked": "Ranked by variants lost, then by the kilometres that the ways around of "
    "the others add in all; a shorter one adds nothing. Ways around are those that the network of "
    "the atlas has.",
    "closures_nowhere": "A bloc or a mode lies at no one place: it is in the ranking only.",
    "rank": "Rank",
    "rank_of": "{rank} of {ranks}, as a {subject}",
    "closed_thing": "Closed",
    "lost": "Lost",
    "none_lost": "none",
    "led_around": "Led around",
    "added": "Added",
    "added_km": "Added km",
    "added_in_all": "{km} km in all\nfrontiers {frontiers}, transfers {transfers}",
    "by_other_modes": "By other modes",
    "way_around": "{variant} ({km} km)",
    "subject_checkpoint": "checkpoint",
    "subject_country": "country",
    "subject_section": "section",
    "subject_line": "line",
    "subject_place": "place",
    "subject_mode": "mode",
    "subject_bloc": "bloc",
}

CHARTS_RUSSIAN: Mapping[str, str | tuple[str, ...]] = {
    # What charts are called, and what their figures hold for.
    "chart_kilometres": "Километры по странам и видам транспорта",
    "chart_curve": "Время, стоимость и расстояние",
    "chart_days": "Разброс суток в пути",
    "chart_timeline": "Состояния во времени",
    "chart_of_kilometres": "Сеть на {day}; километры по тарифу, по публикации или по измерению",
    "chart_of_curve": "На {day}; оценки методом Монте-Карло по опубликованным и принятым "
    "величинам; сложены медианы частей",
    "chart_of_days": "На {day}; оценки методом Монте-Карло по опубликованным и принятым величинам",
    "chart_of_timeline": "Состояния: {rules}, по {day}",
    "chart_rights": "© OpenStreetMap contributors; NDN Atlas и его источники",
    # On the charts and in their words.
    "chart_no_way": "пути нет: {state}",
    "chart_said_no_way": "пути нет, {state}",
    "chart_countries": "километры от начала пути; страны в том порядке, в каком встретились",
    "chart_by": "{mode}",
    "code_sea": "море",
    "code_air": "воздух",
    "chart_along": "километры от начала пути",
    "chart_in_days": "сутки",
    "chart_in_dollars": "доллары США за TEU",
    "chart_frontier": "граница",
    "chart_stop": "порт, перевалка или смена колеи",
    "chart_said_curve": "{name}: {days} суток и {dollars} долларов США за TEU на {km} км",
    "chart_spread": "{middle} (от {low} до {high})",
    "chart_said_days": "{spread} суток",
    "chart_percentiles": "сутки от отправления до прибытия: с 10-го по 90-й процентиль, метка — "
    "медиана",
    # Closures, ranked by the damage they do.
    "closures_on": "Узкие места на {date}",
    "closures": "Закрытия по ущербу",
    "closures_lost": "вариант потерян: обхода нет",
    "closures_around": "варианты лишь идут другим путём",
    "closures_sizes": "Площадь знака растёт с ущербом: единица за каждый потерянный вариант, а за "
    "каждый идущий в обход — та доля его собственных километров, которую добавляет обход, но не "
    "больше единицы.",
    "closures_none": "Ни одно из них не нарушает вариантов.",
    "closures_ranked": "По числу потерянных вариантов, затем по километрам, которые в сумме "
    "добавляют обходы остальных; более короткий обход не добавляет ничего. Обходы — те, что есть в "
    "сети атласа.",
    "closures_nowhere": "Блок и вид транспорта не лежат в одном месте: они только в перечне.",
    "rank": "Место",
    "rank_of": "{rank} из {ranks} ({subject})",
    "closed_thing": "Закрыто",
    "lost": "Потеряно",
    "none_lost": "ничего",
    "led_around": "В обход",
    "added": "Добавит",
    "added_km": "Доба\u00adвит км",
    "added_in_all": "всего {km} км\nграниц {frontiers}, перевалок {transfers}",
    "by_other_modes": "Другим транспортом",
    "way_around": "{variant} ({km} км)",
    "subject_checkpoint": "пункт пропуска",
    "subject_country": "страна",
    "subject_section": "участок",
    "subject_line": "линия",
    "subject_place": "пункт",
    "subject_mode": "вид транспорта",
    "subject_bloc": "блок",
}
