// The colours of the page's style sheet, by night and by day, as the drawing needs them.
const KINDS = ["person", "state", "institution", "group", "place", "event"];
const OTHERS = ["paper", "raised", "ink", "soft", "disc", "rim", "tie", "inner", "near"];

export function readColours() {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries([...KINDS, ...OTHERS].map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}
