// Which variants show: all, none or the main ones at a click, and how many are shown.
(function (atlas) {
"use strict";

const equal = (a, b) => a.size === b.size && [...a].every((one) => b.has(one));

// The main variants are those that the page opens with.
atlas.Chooser = class {
  constructor(view) {
    this.sets = { all: view.routed, main: view.main, none: new Set() };
    this.words = document.getElementById("shown");
    this.buttons = [...document.querySelectorAll("[data-choice]")];
    for (const button of this.buttons) {
      button.addEventListener("click", () => {
        view.choose(this.sets[button.dataset.choice]);
        if (view.visible.size) view.home();
      });
    }
  }

  update(visible) {
    const words = this.words, of = Number(words.dataset.of);
    if (Number(words.dataset.shown) !== visible.size) {
      words.dataset.shown = visible.size;
      words.textContent = atlas.say("shown", { count: visible.size, n: of });
      document.querySelector(".stage").dataset.caption = words.textContent;
    }
    for (const button of this.buttons) {
      button.setAttribute("aria-pressed", equal(visible, this.sets[button.dataset.choice]));
    }
  }

  isMain(visible) { return equal(visible, this.sets.main); }
};
})(window.NdnAtlas);
