// The page has a script: what only works with one shows from the first paint on.
document.documentElement.classList.add("scripted");
