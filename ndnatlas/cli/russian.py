"""What the command answers, in Russian, by its English.

A phrase with three forms takes that of its number: one, few, many.
"""

from __future__ import annotations

from collections.abc import Mapping

from ndnatlas.cli.russian_estimates import RUSSIAN_ESTIMATES
from ndnatlas.cli.russian_tables import RUSSIAN_TABLES

SENTENCES: Mapping[str, str | tuple[str, ...]] = {
    # Whose rules, which day.
    "ordinary freight": "обычные грузы",
    "special cargo": "специальный груз",
    "towards Afghanistan": "в Афганистан",
    "back from Afghanistan": "обратно из Афганистана",
    "as of {day}": "на {day}",
    "as last known on {day}": "по последним сведениям на {day}",
    "state for {rules}: {state}": "состояние ({rules}): {state}",
    "states for {rules}": "состояния: {rules}",
    "States for {rules} to {day}": "Состояния ({rules}) по {day}",
    "Route variants as of {day}; states for {rules}": "Варианты маршрутов на {day}; состояния: "
    "{rules}",
    "No difference to tell as of {day}: a variant has no route": "Сравнивать на {day} нечего: у "
    "одного из вариантов нет маршрута",
    "passes the checkpoints of {agreement}: {passed}": "проходит через пункты соглашения "
    "{agreement}: {passed}",
    "does not keep to the checkpoints of {agreement} (passes {passed}): {failed}": "не держится "
    "пунктов соглашения {agreement} (проходит: {passed}): {failed}",
    "depends most on {country}: {share} of the quoted kilometres": "больше всего зависит от одной "
    "страны ({country}): {share} километров",
    # A comparison.
    "quoted km = tariff + published + measured; drawn line km is the geodesic length (WGS 84) of "
    "the line on the map; [XX-YY] is a frontier without a registered crossing point; frontiers are "
    "in the United Nations view.": "всего км = по тарифу + по публикации + по измерению; км по "
    "линии — геодезическая длина (WGS 84) линии на карте; [XX-YY] — граница без "
    "зарегистрированного пункта пропуска; границы показаны так, как их видит ООН.",
    "pareto: yes where, of the open variants compared here, whatever their ends, no other is at "
    "least as good on quoted km, frontiers, transshipments and dependence at once and better on "
    "one of them.": "Парето: да, если среди сравниваемых здесь открытых вариантов, где бы они ни "
    "кончались, ни один не лучше его хотя бы в одном из четырёх (всего км, границы, перевалки, "
    "зависимость), не будучи хуже в остальных.",
    "dependence % is the largest share of the quoted km in one country.": "зависимость, % — "
    "наибольшая доля километров в одной стране.",
    # An itinerary.
    "Frontiers, in the United Nations view": "Границы, какими их видит ООН",
    "Kilometres by country": "Километры по странам",
    "Kilometres by bloc": "Километры по блокам",
    "Other published figures along the way": "Другие опубликованные величины на этом пути",
    "Sources": "Источники",
    "without a registered crossing point": "без зарегистрированного пункта пропуска",
    "{km} km {basis}": "{km} км {basis}",
    "{km} km": "{km} км",
    "quoted {km} km ({parts}); drawn line {drawn} km; {transshipments}, {breaks}": "всего {km} км "
    "({parts}); по линии {drawn} км; {transshipments}, {breaks}",
    "transshipment|n": ("перевалка", "перевалки", "перевалок"),
    "break of gauge|n": ("смена колеи", "смены колеи", "смен колеи"),
    "~ measured on the drawn line for want of a tariff or published distance": "~ измерено по "
    "нарисованной линии, так как нет тарифного или опубликованного расстояния",
    "estimated positions: {places}": "положение оценено: {places}",
    "drawn schematically, wholly or in part: {legs}": "нарисовано схематически, целиком или "
    "частью: {legs}",
    "{start} to {end}": "{start} – {end}",
    # Places and lines.
    "~ an estimated position, interpolated or read off the map": "~ положение оценено: "
    "интерполировано или снято с карты",
    "line {n}|unnamed": "линия {n}",
    "United Nations view": "взгляд ООН",
    "de facto view": "взгляд по фактическому контролю",
    ", through disputed {lands}: views may differ": ", через спорные земли ({lands}): взгляды "
    "могут расходиться",
    ", in part beyond the outlines, which end at 11° W and the equator": ", частью за пределами "
    "контуров, которые кончаются на 11° з. д. и на экваторе",
    ": crosses no frontier": ": границ не пересекает",
    # Ways.
    "variant|n": ("вариант", "варианта", "вариантов"),
    "route|n": ("маршрут", "маршрута", "маршрутов"),
    "Route {number}: {name}": "Маршрут {number}: {name}",
    "{position} is joined to {place} over {km} km, which are no part of the route": "{position}: "
    "до пункта {place} {km} км, в счёт маршрута они не входят",
    "shared: quoted km on the same lines as the best route, of those of the shorter of the two; no "
    "two routes share more than {share}": "общее: километры по тем же линиям, что и у лучшего "
    "маршрута, от длины более короткого из двух; больше {share} общего нет ни у каких двух "
    "маршрутов",
    "{routes} instead of {wanted}: no further one is that different": "{routes} вместо {wanted}: "
    "других столь разных нет",
    "{name} {km} km": "{name} {km} км",
    "joined to the network, over what is no part of the route: {joined}": "присоединены к сети, не "
    "в счёт маршрута: {joined}",
    "at {place} the lines lie {km} km apart, not counted": "в пункте {place} линии отстоят на {km} "
    "км, которые не считаются",
    "gauge unknown and taken to fit on {km} km of the best route": "колея неизвестна и считается "
    "подходящей на {km} км лучшего маршрута",
    "a line for which the network has no dates is taken to have always existed": "линия, у которой "
    "в сети нет дат, считается существовавшей всегда",
    "licence unknown": "лицензия неизвестна",
    "network {file}: {licences}": "сеть {file}: {licences}",
    "{pair} at km {km}": "{pair} ({km} км пути)",
    " of route {number}": " у маршрута {number}",
    "no checkpoint of the atlas is known for {crossings}: taken to be allowed where a permission "
    "names no checkpoint, and where no act forbids it": "в атласе нет пункта пропуска для "
    "{crossings}: считается разрешённым там, где разрешение не называет пунктов и ни один акт не "
    "запрещает",
    # Closures.
    "Closed: {names}; {when}; states for {rules}": "Закрыто: {names}; {when}; состояния: {rules}",
    "{variants} of {all} broken, {lost} without a way around": (
        "{variants} из {all} нарушен, без обхода: {lost}",
        "{variants} из {all} нарушено, без обхода: {lost}",
        "{variants} из {all} нарушено, без обхода: {lost}",
    ),
    ", outside of the closure ({span})": ", вне срока закрытия ({span})",
    "its own countries": "свои страны",
    "another country": "другая страна",
    "another mode": "другой транспорт",
    "no way": "пути нет",
    "{names} (km {kms})": "{names} ({kms} км)",
    "without a route on the date": "без маршрута на эту дату",
    "closed to the cargo anyway": "и так закрыты для груза",
    "closed to the cargo before already": "уже и раньше закрыты для груза",
    "not broken": "не нарушены",
    "none breaks a variant": "ни одно не нарушает вариантов",
    "ways around are those that the network of the atlas has": "обходы — те, что есть в сети "
    "атласа",
    "a way around leads from the origin to the destination, not by the variant's own stops: it may "
    "be shorter than the variant": "обход ведёт от начала до конца, а не через остановки самого "
    "варианта, и может быть короче его",
    "Closures by the damage they do, each {wanted} alone, as of {day}; {variants}": "Закрытия по "
    "ущербу ({wanted}, каждое отдельно) на {day}; {variants}",
    "Each {kinds} closed alone; {variants} to break.": "Закрывается по отдельности: {kinds}; "
    "всего {variants}.",
    "ranked by variants lost, then by the kilometres that the ways around of the others add in "
    "all; a shorter one adds nothing": "по числу потерянных вариантов, затем по километрам, "
    "которые в сумме добавляют обходы остальных; более короткий обход не добавляет ничего",
    # The difference of two variants.
    "{one} and {other} as of {day}": "{one} и {other} на {day}",
    "{name}|of a variant": "«{name}»",
    "differences are {a} less {b}": "разница: {a} минус {b}",
    "The whole routes": "Маршруты целиком",
    "They run no stretch together.": "Общих участков у них нет.",
    "Both use, in opposite directions, {uses}.": "Оба идут, но навстречу друг другу, по участкам "
    "{uses}.",
    "Both run from {start} to {end}, {km}.": "От пункта {start} до пункта {end} оба идут вместе, "
    "{km}.",
    "Both run the same way from {start} to {end}, {km}.": "Оба идут одним путём от пункта {start} "
    "до пункта {end}, {km}.",
    "{a} begins at {start}, {b} at {other}": "{a} начинается в пункте {start}, {b} — в пункте "
    "{other}",
    "Both begin at {start} and part there": "Оба начинаются в пункте {start} и там расходятся",
    "At {start} they part": "В пункте {start} они расходятся",
    " to {end}": " до пункта {end}",
    "; both end at {end}": "; оба кончаются в пункте {end}",
    "; they meet again at {end}": "; снова сходятся в пункте {end}",
    "; they meet at {end}": "; сходятся в пункте {end}",
    "{a} goes {way}, {b} {other}": "{a} проходит {way}, {b} — {other}",
    "At {start} {a} alone makes a detour of {way}.": "В пункте {start} один {a} делает крюк: "
    "{way}.",
    "{a} begins at {start} and goes {way} to {end}, where {b} begins.": "{a} начинается в пункте "
    "{start} и проходит {way} до пункта {end}, где начинается {b}.",
    "{b} ends at {start}; {a} goes on {way} to {end}.": "{b} кончается в пункте {start}; {a} "
    "проходит ещё {way} до пункта {end}.",
    " by {places}": (" через пункт {places}", *2 * (" через пункты {places}",)),
    "{km} {mode}|of a way": "{km} {mode}",
    "neither is longer": "длина одинакова",
    "{a} is {km} longer": "{a} на {km} длиннее",
    "Only {a} crosses {frontiers}.": "Только {a} пересекает границы: {frontiers}.",
    "{pair} at {name}": "{pair} ({name})",
    "{pairs} without a registered crossing point": "{pairs} без зарегистрированного пункта "
    "пропуска",
    "{b} has {parts} than {a}.": "У {b} {parts}, чем у {a}.",
    "{number} more {things}": "на {number} {things} больше",
    "{number} fewer {things}": "на {number} {things} меньше",
    "frontier|more|n": ("границу", "границы", "границ"),
    "border with customs|more|n": (
        "границу с таможней",
        "границы с таможней",
        "границ с таможней",
    ),
    "transshipment|more|n": ("перевалку", "перевалки", "перевалок"),
    "break of gauge|more|n": ("смену колеи", "смены колеи", "смен колеи"),
    "{km} more by {mode}": "на {km} больше {mode}",
    "{km} less by {mode}": "на {km} меньше {mode}",
    "In all {a} has {km}, {b} {other}; {longer}.": "Всего {a}: {km}, {b}: {other}; {longer}.",
    # An audit.
    "Published distances beside computed ones, worst first": "Опубликованные расстояния рядом с "
    "вычисленными, худшие сначала",
    "Absolute deviation of independent rows": "Абсолютное отклонение независимых строк",
    "the atlas has no such way": "такого пути в атласе нет",
    "the network is made of this figure": "сеть сделана по этой величине",
    "not known": "неизвестно",
}
"""Titles, notes and sentences."""

RUSSIAN: Mapping[str, str | tuple[str, ...]] = {
    **RUSSIAN_TABLES,
    **RUSSIAN_ESTIMATES,
    **SENTENCES,
}
"""All of them."""
