// Shows the slides of a meeting one at a time, by key, button or swipe, and keeps the count in the room current.
// Without this file they stand below each other, and the form works as any form does.
"use strict";

document.fonts.load('1em "Atkinson Hyperlegible Next"').finally(() => (document.documentElement.dataset.letters = ""));

addEventListener("DOMContentLoaded", () => {
  const root = document.documentElement;
  const main = document.querySelector("main.dias");
  const slides = [...main.querySelectorAll(".dia")];
  const help = document.querySelector("#hulp");
  const said = document.querySelector("#gezegd");
  const form = document.querySelector("form.dia-formulier");
  let now = -1;

  // --- which slide is shown

  const single = () => root.dataset.wijze === "een";
  const asked = () => slides.findIndex((slide) => `#${slide.id}` === location.hash);

  function show(place, quietly) {
    const next = Math.min(Math.max(place, 0), slides.length - 1);
    if (next === now) return;
    now = next;
    slides.forEach((slide, at) => slide.toggleAttribute("data-nu", at === now));
    history.replaceState(null, "", `#${slides[now].id}`);
    document.querySelector(".dia-nummer").textContent = `${now + 1} / ${slides.length}`;
    for (const [name, last] of [["terug", 0], ["verder", slides.length - 1]])
      document.querySelector(`[data-doe=${name}]`).setAttribute("aria-disabled", now === last);
    if (single()) scrollTo(0, 0);
    else if (!quietly) slides[now].scrollIntoView();
    if (!quietly) said.textContent = `${slides[now].dataset.waar}: ${slides[now].querySelector("h2").textContent}`;
    poll();
  }

  function turn(way) {
    root.dataset.wijze = way;
    if (way === "een") scrollTo(0, 0);
    else slides[now].scrollIntoView();
  }

  // --- what can be done with it

  function fold(name) {
    const folded = slides[now].querySelector(`.dia-${name}`);
    if (!folded) return;
    folded.open = !folded.open;
    if (name === "tabel") slides[now].toggleAttribute("data-tabel", folded.open);
    if (folded.open) folded.scrollIntoView({ block: "nearest" });
  }

  const acts = {
    terug: () => show(now - 1),
    verder: () => show(now + 1),
    begin: () => show(0),
    einde: () => show(slides.length - 1),
    tabel: () => fold("tabel"),
    spreker: () => fold("spreker"),
    scherm: () => (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen?.()),
    wijze: () => turn(single() ? "alle" : "een"),
    hulp: () => (help.open ? help.close() : help.showModal()),
  };
  const moves = { ArrowRight: "verder", PageDown: "verder", " ": "verder", ArrowLeft: "terug", PageUp: "terug", Home: "begin", End: "einde" };
  const letters = { t: "tabel", n: "spreker", f: "scherm", o: "wijze", "?": "hulp" };

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.closest?.("input, textarea, select");
    const pressing = event.key === " " && event.target.closest?.("button, summary, a");
    const name = letters[event.key] ?? (single() ? moves[event.key] : undefined);
    if (!name || typing || pressing || (help.open && name !== "hulp")) return;
    if (event.target.closest?.(".dsw-scroll") && event.key.startsWith("Arrow")) return;
    event.preventDefault();
    acts[event.key === " " && event.shiftKey ? "terug" : name]();
  });

  for (const button of document.querySelectorAll("[data-doe]"))
    button.addEventListener("click", () => button.getAttribute("aria-disabled") !== "true" && acts[button.dataset.doe]());

  // --- a finger from side to side

  let from = null;
  main.addEventListener("touchstart", (event) => (from = event.touches.length === 1 ? event.touches[0] : null), { passive: true });
  main.addEventListener("touchend", (event) => {
    if (!from || !single() || event.target.closest(".dsw-scroll")) return;
    const [across, down] = [event.changedTouches[0].clientX - from.clientX, event.changedTouches[0].clientY - from.clientY];
    if (Math.abs(across) > 50 && Math.abs(across) > 2 * Math.abs(down)) show(now + (across < 0 ? 1 : -1));
  }, { passive: true });

  // --- what came in, and what was agreed: asked for each second while a slide shows it

  let seen = "";
  let waiting = 0;
  const alive = () => !document.hidden && single() && slides[now]?.querySelector(".dia-teller, [data-afspraken]");

  function draw(told) {
    for (const field of document.querySelectorAll("[data-teller]")) field.textContent = told.teller[field.dataset.teller];
    const list = document.querySelector("[data-afspraken]");
    if (!list || JSON.stringify([...list.children].map((line) => line.textContent)) === JSON.stringify(told.afspraken)) return;
    list.replaceChildren(...told.afspraken.map((words) => Object.assign(document.createElement("li"), { textContent: words })));
  }

  async function look() {
    const answer = await fetch(main.dataset.stand, { cache: "no-cache" });
    const tag = answer.headers.get("etag");
    if (!answer.ok || tag === seen) return;
    draw(await answer.json());
    seen = tag;
  }

  async function poll() {
    clearTimeout(waiting);
    if (!alive()) return;
    const begun = performance.now();
    await look().catch(() => {}); // no network for a moment: the next second it is tried again
    clearTimeout(waiting);
    waiting = setTimeout(poll, Math.max(1000 - (performance.now() - begun), 250));
  }
  document.addEventListener("visibilitychange", poll);

  // --- what is agreed is sent without leaving the slide; what could not be kept stays where it was typed

  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const field = form.elements.afspraak;
    const typed = field.value;
    const trouble = form.querySelector(".dia-fout");
    trouble.textContent = "";
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual" });
      if (answer.type !== "opaqueredirect") throw new Error("not kept");
      form.elements.formulier.value = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
      if (field.value === typed) field.value = "";
      await look();
    } catch {
      trouble.textContent = form.dataset.mislukt;
    }
  });

  // --- the beginning

  document.querySelector(".dia-knoppen").hidden = false;
  root.dataset.wijze = matchMedia("(min-width: 48em)").matches ? "een" : "alle";
  if (!root.requestFullscreen) document.querySelector("[data-doe=scherm]").hidden = true;
  const start = asked();
  if (single() || start >= 0) show(Math.max(start, 0), !single() || start < 0);
  else slides[(now = 0)].toggleAttribute("data-nu", true);
  addEventListener("hashchange", () => asked() >= 0 && show(asked()));
});
