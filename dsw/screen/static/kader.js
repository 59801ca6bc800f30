// The frame around Streamlit: plain links move without a reload, the menu keeps in step with the address,
// and the few English words that Streamlit has no setting for are said in Dutch. Without this file all links
// still work; they only reload the page.
"use strict";

// Its calendar speaks the browser's language; these pages are Dutch for everyone.
for (const [name, value] of [["language", "nl-NL"], ["languages", ["nl-NL"]]])
  Object.defineProperty(navigator, name, { get: () => value });
// Where Streamlit's server is, and what else it would first ask it: with this it connects at once.
window.__streamlit = {
  BACKEND_BASE_URL: location.origin,
  HOST_CONFIG: { allowedOrigins: [location.origin], useExternalAuthToken: false },
};
// It fetches its signs, 375 kB, before anything else. They come by themselves when one is drawn.
const fetchLetters = document.fonts.load.bind(document.fonts);
document.fonts.load = (letters, ...words) =>
  letters.includes("Material Symbols") ? Promise.resolve([]) : fetchLetters(letters, ...words);
// The page shows itself when it has its letters.
fetchLetters('1em "Atkinson Hyperlegible Next"').finally(() => (document.documentElement.dataset.letters = ""));

(() => {
  const settings = JSON.parse(document.getElementById("dsw-kader").textContent);
  const words = Object.entries(settings.words).map(([said, dutch]) => [new RegExp(`^(?:${said})$`), dutch]);
  const english = new RegExp(`^(?:${Object.keys(settings.words).join("|")})$`);
  const menu = document.getElementById("dsw-menu");
  const stand = document.getElementById("dsw-stand");
  const said = document.getElementById("dsw-said");
  const attributes = ["aria-label", "aria-valuetext", "title", "placeholder"];
  const links = [...menu.querySelectorAll("a")];
  const pages = new Set(links.map((link) => link.pathname));

  // --- the menu: where we are, and what was chosen goes along to the next page

  function chosen() {
    const here = new URLSearchParams(location.search);
    const kept = settings.keep.filter((name) => here.get(name)).map((name) => [name, here.get(name)]);
    return new URLSearchParams(kept).toString();
  }

  function mark() {
    const search = chosen();
    for (const link of links) {
      link.search = search;
      link.toggleAttribute("aria-current", false);
      if (link.pathname === location.pathname) link.setAttribute("aria-current", "page");
    }
  }

  for (const name of ["pushState", "replaceState"]) {
    const original = history[name];
    history[name] = function (...given) {
      original.apply(this, given);
      mark();
    };
  }
  addEventListener("popstate", mark);

  // --- links: same page frame, no reload

  function ours(event, link) {
    const plain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    const known = pages.has(link.pathname) || (link.closest(".dsw-office") && link.closest("#root"));
    const here = link.origin === location.origin && known;
    return plain && here && !event.defaultPrevented && !link.target && !link.hasAttribute("download");
  }

  function jumps(link) {
    return link.hash && link.pathname === location.pathname && link.search === location.search;
  }

  function go(link) {
    const inside = !!link.closest("#root");
    const other = link.pathname !== location.pathname;
    if (menu.matches(":popover-open")) menu.hidePopover();
    history.pushState({}, "", link.href);
    dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    if (other && inside) document.getElementById("stMain").focus({ preventScroll: true });
    if (other) scrollTo(0, 0);
    depart(link.hash);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    const connected = document.querySelector('.stApp[data-test-connection-state="CONNECTED"]');
    if (!link || !connected || !ours(event, link)) return;
    if (jumps(link)) {
      setTimeout(() => depart(link.hash)); // a second time, too, when the address no longer changes
      return;
    }
    event.preventDefault();
    go(link);
  });

  // --- the page on paper stands there until Streamlit has drawn the same page

  const root = document.getElementById("root");
  let sight = document.getElementById("dsw-sight");
  let letChartsBegin;
  window.dswDrawn = sight ? new Promise((begin) => (letChartsBegin = begin)) : undefined;

  function isDrawn() {
    const app = root.querySelector(".stApp");
    const waiting = [...root.querySelectorAll('[data-testid="stSkeleton"]')];
    return (
      app?.dataset.testScriptState === "notRunning" &&
      root.querySelector("h1, .stAlert") &&
      waiting.every((empty) => empty.closest(".stPrintGraphic") || !empty.checkVisibility())
    );
  }

  // A chart's sketch goes along, and stays until the chart has come.
  function bringSketches() {
    const sketches = [...sight.querySelectorAll("[data-sketched]")];
    for (const place of root.querySelectorAll("[data-sketch]")) {
      const sketch = sketches.find((one) => one.dataset.sketched === place.dataset.sketch);
      if (sketch) place.append(...sketch.children);
    }
  }

  // What was opened stays open, and who moved by keyboard goes on from the same place.
  function bringReader() {
    for (const open of sight.querySelectorAll("details[id][open]"))
      root.querySelector(`#${CSS.escape(open.id)}`)?.setAttribute("open", "");
    const here = document.activeElement;
    if (!sight.contains(here)) return;
    const twin = here.matches("a")
      ? root.querySelector(`a[href="${CSS.escape(here.getAttribute("href"))}"]`)
      : here.matches("details[id] > summary") && root.querySelector(`#${CSS.escape(here.parentElement.id)} > summary`);
    (twin || document.getElementById("stMain")).focus({ preventScroll: true });
  }

  function takeOver() {
    if (!sight || !isDrawn() || sight.querySelector("form:focus-within")) return;
    bringSketches();
    bringReader();
    sight.remove();
    sight = null;
    takingOver.disconnect();
    document.querySelector(".dsw-skip").hash = "#stMain";
    arrive();
    requestAnimationFrame(() => setTimeout(letChartsBegin));
  }

  const takingOver = new MutationObserver(takeOver);
  // A page without Streamlit has no place for it.
  if (sight) takingOver.observe(root, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["data-test-script-state"],
  });
  document.addEventListener("focusout", () => setTimeout(takeOver));

  // --- a link to a place in the page: goes there as soon as it is drawn, and opens what is folded

  let wanted = location.hash;

  function arrive() {
    const target = !sight && wanted.length > 1 && document.getElementById(wanted.slice(1));
    if (!target) return;
    wanted = "";
    const details = target.closest("details");
    if (details) details.open = true;
    else target.tabIndex = -1;
    (details?.querySelector("summary") ?? target).focus({ preventScroll: true });
    target.scrollIntoView();
  }

  function depart(hash) {
    wanted = hash;
    arrive();
  }
  addEventListener("hashchange", () => depart(location.hash));

  // --- what Streamlit draws: the day it is about, and its own few words

  function follow() {
    const state = document.getElementById("dsw-state");
    if (state && stand.textContent !== state.textContent) stand.textContent = state.textContent;
  }

  // Streamlit's content is a place to jump to and no stop for the Tab key: it does not scroll by itself.
  function passByMain() {
    const main = document.getElementById("stMain");
    if (main && main.tabIndex !== -1) main.tabIndex = -1;
  }

  function inDutch(said) {
    if (!english.test(said)) return null;
    const [pattern, dutch] = words.find(([pattern]) => pattern.test(said));
    return said.replace(pattern, dutch);
  }

  function translate(node) {
    if (node.nodeType === Node.TEXT_NODE) {
      const dutch = inDutch(node.data.trim());
      if (dutch !== null) node.data = dutch;
      return;
    }
    // What we write ourselves is Dutch already, and may hold a name that looks like English.
    if (node.nodeType !== Node.ELEMENT_NODE || node.closest(".stHtml, .stMarkdown, .js-plotly-plot")) return;
    for (const name of attributes) {
      const dutch = node.hasAttribute(name) ? inDutch(node.getAttribute(name).trim()) : null;
      if (dutch !== null) node.setAttribute(name, dutch);
    }
    node.childNodes.forEach(translate);
  }

  // Who pressed a button that goes with what it settled goes on from what came of it; it may go a little later.
  function goOn() {
    const said = root.querySelector("[data-here]");
    if (!said) return;
    if (document.activeElement !== document.body) {
      setTimeout(() => said.removeAttribute("data-here"), 5000);
      return;
    }
    said.removeAttribute("data-here");
    said.focus();
  }

  const pending = new Set();
  function settle() {
    pending.forEach(translate);
    pending.clear();
    follow();
    passByMain();
    arrive();
    goOn();
  }
  new MutationObserver((changes) => {
    if (!pending.size) queueMicrotask(settle);
    for (const change of changes) {
      if (change.type === "childList") change.addedNodes.forEach((node) => pending.add(node));
      else pending.add(change.target);
    }
  }).observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: attributes,
  });

  // --- who listens instead of looks hears which page came

  let telling;
  new MutationObserver(() => {
    clearTimeout(telling);
    telling = setTimeout(() => (said.textContent = document.title), 400);
  }).observe(document.querySelector("title"), { childList: true, characterData: true, subtree: true });

  mark();
})();
