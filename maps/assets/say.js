// The page's words, numbers and days, in its language.
(function (atlas) {
"use strict";

const DAY_MS = 86400000;

atlas.speak = function (data) {
  const { words, months, group } = data;
  const start = Date.parse(data.start);
  // Which plural form goes with a number (Unicode CLDR).
  const form = (n) => {
    if (data.lang === "en") return n === 1 ? 0 : 1;
    if (n % 10 === 1 && n % 100 !== 11) return 0;
    return n % 10 >= 2 && n % 10 <= 4 && !(n % 100 >= 12 && n % 100 <= 14) ? 1 : 2;
  };
  const say = (key, values = {}) => {
    const phrase = Array.isArray(words[key]) ? words[key][form(values.n)] : words[key];
    return phrase.replace(/\{(\w+)\}/g, (hole, name) => (name in values ? values[name] : hole));
  };
  // Days are counted from the first that the page offers.
  const iso = (day) => new Date(start + day * DAY_MS).toISOString().slice(0, 10);
  const ofIso = (text) => {
    const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : NaN;
    return Number.isNaN(time) ? null : Math.round((time - start) / DAY_MS);
  };
  const inWords = (text) => {
    const [year, month, day] = text.split("-").map(Number);
    return `${day} ${months[month - 1]} ${year}`;
  };
  const number = (value) => String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, group);
  const span = (since, until) => {
    const from = since === null ? "" : inWords(iso(since)), to = until === null ? "" : inWords(iso(until));
    if (from && to) return say("from_to", { from, to });
    return from ? say("since", { from }) : to ? say("until", { to }) : say("ever");
  };
  atlas.say = say;
  Object.assign(atlas, { iso, ofIso, inWords, number, span, dayInWords: (day) => inWords(iso(day)) });
};

// A, B, ... Z, AA, AB, ...
atlas.letter = function (index) {
  let text = "";
  for (let n = index + 1; n > 0; n = Math.floor((n - 1) / 26)) text = String.fromCharCode(65 + (n - 1) % 26) + text;
  return text;
};
})(window.NdnAtlas);
