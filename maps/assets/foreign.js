// Elements of stock folium make nodes of their HTML with jQuery; this is all of it they need.
window.$ = window.$ || function (what) {
  if (typeof what !== "string") return { ready: (action) => action() };
  const holder = document.createElement("template");
  holder.innerHTML = what.trim();
  return [holder.content.firstElementChild];
};
