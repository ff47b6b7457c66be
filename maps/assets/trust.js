// Leaflet sets these two strings as HTML, both constants of its own; nothing else may.
if (window.trustedTypes && trustedTypes.createPolicy) {
  const constants = new Set(["<svg/>", '<span aria-hidden="true">&#215;</span>']);
  trustedTypes.createPolicy("default", {
    createHTML: (text) => (constants.has(text) ? text : null),
  });
}
