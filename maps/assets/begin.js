// The reader sees the page as it stands before its script comes to life. A page that nobody looks
// at is never painted and begins at once; one that is slow to be painted does not wait for ever.
(function () {
"use strict";

const PATIENCE_MS = 2000;
let begun = false;

function begin() {
  if (begun) return;
  begun = true;
  performance.mark("begin");
  try {
    ndnLibrary();
    ndnScript();
  } catch (error) {
    document.documentElement.classList.remove("scripted", "alive");
    throw error;
  }
}

const painted = new PerformanceObserver(() => {
  painted.disconnect();
  setTimeout(begin);
});
painted.observe({ type: "paint", buffered: true });
setTimeout(begin, document.hidden ? 0 : PATIENCE_MS);
})();
