"""What the rules and searches say, in Russian."""

from __future__ import annotations

from collections.abc import Mapping

RUSSIAN_MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября",
    "октября", "ноября", "декабря",
)  # fmt: skip

RUSSIAN_SHORT_MONTHS = (
    "янв.", "февр.", "март", "апр.", "май", "июнь", "июль", "авг.", "сент.", "окт.", "нояб.",
    "дек.",
)  # fmt: skip

RUSSIAN_BLOCS: Mapping[str, str] = {
    "CSTO": "ОДКБ",
    "EAEU": "ЕАЭС",
    "EU": "ЕС",
    "NATO": "НАТО",
    "SCO": "ШОС",
    "SMGS": "СМГС",
    "TIR": "МДП",
    "WTO": "ВТО",
}
"""Blocs by their ids in capitals, as the columns of tables name them."""

RUSSIAN: Mapping[str, str | tuple[str, ...]] = {
    "act": "{act}",
    "expired": "ни один действующий акт не допускает на территории {country} перевозку "
    "специального груза {course} {mode}; последним действовал: {act}",
    "coming": "ещё ни один действующий акт не допускает на территории {country} перевозку "
    "специального груза {course} {mode}; первый: {act}",
    "before_alliance": "ни один действующий акт не допускает на территории {country} перевозку "
    "специального груза {course} {mode}; эта страна вступает в НАТО {day}",
    "never_admitted": "нет сведений об акте, который допускал бы на территории {country} перевозку "
    "специального груза {course} {mode}",
    "not_listed": "{where} не входит в перечень пунктов акта: {act}",
    "refused": "ни один действующий акт не допускает на территорию {country} специальный груз "
    "{course} через {where}",
    "free": "путь существовал, и нет сведений об акте, который закрывал бы его для обычных грузов",
    "admitted": "допускают: {grants}",
    "not_among_them": "{where} не входит в их число",
    "no_edition": "вариант {variant} на {day} не описан; он {cause}",
    "joined": "{reasons}",
    "declared": "описан {spans}",
    "one_place": "остановки {ids} означают один пункт, а маршруту нужны два",
    "no_way": "нет пути от пункта {start} до пункта {end} {modes}{track}{area}{when}",
    "no_way_for": "{head}: {cause}",
    "on_no_line": "пункт {place} не лежит ни на одной линии атласа",
    "missing": "не хватает: {lines}",
    "to_be_avoided": "любой путь в атласе проходит через то, что надо обойти ({ids})",
    "abroad": "любой путь в атласе ведёт через другие страны: {countries}",
    "other_modes": "любой путь в атласе частью идёт {all_modes}",
    "other_gauges": "любому пути в атласе нужна колея: {all_gauges}",
    "shut_itself": ("закрыт сам пункт {places}",) + ("закрыты сами пункты {places}",) * 2,
    "all_shut": "любой путь в атласе проходит через закрытое",
    "shortest_closed": "кратчайший путь закрыт: {cause}",
    "no_way_around": "закрыто: {ids}; обхода нет: {cause}",
    "part_act": "{title} ({span})",
    "part_since": "с {day}",
    "part_until": "до {day}",
    "part_to": "в Афганистан",
    "part_from": "из Афганистана",
    "part_rail": "по железной дороге",
    "part_ferry": "паромом",
    "part_road": "по автодорогам",
    "part_air": "по воздуху",
    "part_or": " или ",
    "part_and": " и ",
    "part_nato": "НАТО",
    "part_gauge": "{mm} мм",
    "part_no_gauge": "неизвестная",
    "part_track": " по колее {gauges}",
    "part_area": " в пределах {ids}",
    "part_when": " на {day}",
    "part_checkpoint": "пункт пропуска {name}",
    "part_nameless": "место пересечения границы {a} и {b} ({km} км пути, пункт пропуска не "
    "зарегистрирован)",
    "part_opened": "открытие {day}",
    "part_closed": "закрытие {day}",
    "part_span": "{since} {until}",
    "part_beginning": "с начала",
    "part_today": "по сей день",
    "mode_rail": "железная дорога",
    "mode_ferry": "паром",
    "mode_road": "автодорога",
    "mode_air": "воздух",
    "figure_of": "данные за {validity}",
    "figure_of_any_country": "данные за {validity}, любая страна",
    "any_country": "любая страна",
    "component_wait": "{place}: ожидание судна",
    "component_season": "{leg}: погода сезона",
    "component_transfer": "{place}: {before} – {after}",
    "component_gauge": "{place}: с {before} на {after} мм",
    "by_instead": "через {mark}, а не через {other}",
    "by": "через {mark}",
    "not_by": "минуя {mark}",
    "avoids": "минуя страны: {lands}",
    "through": "через страны: {lands}",
    "without": "без {missed}",
    "without_rail": "железных дорог",
    "without_ferry": "паромов",
    "without_road": "автодорог",
    "without_air": "перелётов",
    "also_by": "ещё и {used}",
    "another_way": "другим путём между пунктами {leaves} и {meets}",
    "the_line": "линию {name}",
    "other_track": "по другим путям",
    "best_way": "лучший",
    "same_places": "через те же пункты",
    # What a way found is called.
    "way_by_stops": "{stops}",
    "one_of_ways": "{stops} ({order})",
}
