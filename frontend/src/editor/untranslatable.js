// The token simulation and the menus put some English in the page without asking for words: it is exchanged where it
// stands. What is exchanged is text and titles, never markup.
import { shown } from "../i18n/sv-editor.js";

const PLACES = ".djs-popup-search-count, .bts-text, p.bts-entry";
const exchanged = (text) => shown[text.trim()];

function exchange(root) {
  for (const one of root.querySelectorAll("[title], [aria-label]")) {
    for (const name of ["title", "aria-label"]) if (exchanged(one.getAttribute(name) ?? "") !== undefined) one.setAttribute(name, exchanged(one.getAttribute(name)));
  }
  for (const place of root.querySelectorAll(PLACES)) {
    for (const node of place.childNodes) if (node.nodeType === Node.TEXT_NODE && exchanged(node.data) !== undefined) node.data = ` ${exchanged(node.data)}`;
  }
  // The buttons of the simulation hold only pictures.
  for (const one of root.querySelectorAll("button.bts-entry[title]:not([aria-label]), button.bts-context-pad[title]:not([aria-label]), button.bts-animation-speed-button[title]:not([aria-label])")) one.setAttribute("aria-label", one.title);
}

export function speakSwedish(root) {
  new MutationObserver(() => exchange(root)).observe(root, { childList: true, subtree: true, characterData: true });
  exchange(root);
}
