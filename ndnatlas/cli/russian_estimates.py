"""What the command says of estimates of time and cost, in Russian."""

from __future__ import annotations

from collections.abc import Mapping

RUSSIAN_ESTIMATES: Mapping[str, str] = {
    "days (p10-p90)": "суток (p10–p90)",
    "days p10": "суток p10",
    "days p90": "суток p90",
    "days p50": "суток p50",
    "USD/TEU (p10-p90)": "долл./TEU (p10–p90)",
    "USD/TEU p10": "долл./TEU p10",
    "USD/TEU p90": "долл./TEU p90",
    "USD/TEU p50": "долл./TEU p50",
    "share of days spread": "доля в разбросе суток",
    "share of USD/TEU spread": "доля в разбросе долл./TEU",
    "most of the spread in days": "основной разброс суток",
    "most of the spread in USD": "основной разброс долларов",
    "bottleneck": "узкое место",
    "{variant} over {other}": "{variant} сверх {other}",
    "the atlas has no such way on the date": "такого пути в атласе на эту дату нет",
    "added days": "добавит суток",
    "added USD/TEU": "добавит долл./TEU",
    "{middle} ({low} to {high})": "{middle} (от {low} до {high})",
    "added days and USD/TEU: 50th percentile (10th to 90th) of the way around less the variant's "
    "own; what both have is drawn alike": "добавит суток и долл./TEU: 50-й процентиль (от 10-го до "
    "90-го) разницы между обходом и самим вариантом; общее у них разыграно одинаково",
    "added days and USD/TEU: 50th percentiles of the ways around, summed like the "
    "kilometres": "добавит суток и долл./TEU: 50-е процентили обходов, сложенные как километры",
    "days: the 50th percentile (10th-90th) of an estimate, from the departure of the origin to the "
    "arrival at the destination; `ndn show VARIANT --with time,cost` tells of what.": "суток: 50-й "
    "процентиль (10-й–90-й) оценки, от отправления из начала до прибытия в конец; из чего она "
    "сложена, говорит `ndn show VARIANT --with time,cost`.",
    "USD/TEU: the same of the freight and charges of a loaded container of 20 feet on the "
    "way.": "долл./TEU: то же для провозной платы и сборов за гружёный 20-футовый контейнер.",
    "bottleneck: the least of the capacities that are published along the way.": "узкое место: "
    "наименьшая из опубликованных на этом пути пропускных способностей.",
    "{name}: {teu} TEU a week": "{name}: {teu} TEU в неделю",
    "{days} days": "{days} суток",
    "{usd} USD per TEU": "{usd} долл. за TEU",
    "Estimate: {totals}, as 50th percentile (10th-90th)": "Оценка: {totals}, 50-й процентиль "
    "(10-й–90-й)",
    "From the departure of the origin to the arrival at the destination. A share is the covariance "
    "of a component with the total over the total's variance; shares sum to 100 %.": "От "
    "отправления из начала до прибытия в конец. Доля — ковариация составляющей с итогом, делённая "
    "на дисперсию итога; сумма долей 100 %.",
    "{quantity} by {mode}: {correlation}": "{quantity} {mode}: {correlation}",
    "Correlated (normal scores of any two in one country or on one sea): {rules}. A price list is "
    "drawn once for all it holds for.": "Коррелированы (нормальные метки любых двух в одной стране "
    "или на одном море): {rules}. Прейскурант разыгрывается один раз для всего, к чему относится.",
    "Published capacities on the way, the least first": "Опубликованные пропускные способности на "
    "пути, наименьшая сначала",
    "Figures used": "Использованные величины",
    "part": "часть",
    "figures": "величины",
    "figure": "величина",
    "unit": "единица",
    "stands in": "чем заменено",
    "TEU a week": "TEU в неделю",
    "leg": "участок",
    "wait": "ожидание",
    "season": "сезон",
    "transfer": "перевалка",
    "gauge": "смена колеи",
    "sourced": "по источнику",
    "assumed": "принято",
    "mixed": "смешано",
    "speed": "скорость",
    "dwell": "стоянка",
    "waiting": "ожидание",
    "h": "ч",
    "km/h": "км/ч",
    "USD/TEU": "долл./TEU",
    "USD/TEU-km": "долл./TEU-км",
    "way": "путь",
    "on": "на дату",
    "published days": "опубликовано суток",
    "published USD/TEU": "опубликовано долл./TEU",
    "to|figure": "до",
    "overlaps": "сходится",
    "Published times beside estimates, worst first": "Опубликованное время рядом с оценками, "
    "худшее сначала",
    "Published costs beside estimates, worst first": "Опубликованная стоимость рядом с оценками, "
    "худшая сначала",
    "{met} of {all} published figures meet the range from the 10th to the 90th percentile. Nothing "
    "was fitted to any of them.": "Попадают в пределы от 10-го до 90-го процентиля {met} из {all} "
    "опубликованных величин. Ни под одну из них ничего не подгонялось.",
    "Estimates run from the departure of the origin to the arrival at the destination.": "Оценки "
    "считаются от отправления из начала до прибытия в конец.",
}
