// What makes forms easier where there are scripts; without this file all of them work.
// What is typed is kept in this tab until it is sent, a form is sent once, and regions are suggested.
"use strict";

document.fonts.load('1em "Atkinson Hyperlegible Next"').finally(() => (document.documentElement.dataset.letters = ""));

addEventListener("DOMContentLoaded", () => {
  // --- who sent something that is not right yet begins at what is wrong

  document.getElementById("fout")?.focus();

  // --- what was typed survives a reload, a lost connection and a closed lid

  const form = document.querySelector("form.dsw-form");
  const place = `dsw ${location.pathname}`;
  const keeps = (field) => field.name && !["hidden", "submit", "button"].includes(field.type);

  function typed() {
    return [...form.elements]
      .filter(keeps)
      .map((field) => [field.name, field.value, /checkbox|radio/.test(field.type) ? field.checked : null]);
  }

  function put(was) {
    for (const [name, value, checked] of was)
      for (const field of form.elements)
        if (field.name === name && (checked === null || field.value === value))
          checked === null ? (field.value = value) : (field.checked = checked);
  }

  if (form) {
    const first = JSON.stringify(typed());
    const kept = JSON.parse(sessionStorage.getItem(place) ?? "null");
    if (kept?.first === first) put(kept.now);
    form.addEventListener("input", () => sessionStorage.setItem(place, JSON.stringify({ first, now: typed() })));
  } else {
    sessionStorage.removeItem(place);
  }

  // --- pressed twice is sent once; who comes back to the page can press again

  document.addEventListener("submit", (event) => {
    if (event.target.dataset.sent) return event.preventDefault();
    event.target.dataset.sent = "ja";
    event.submitter?.setAttribute("aria-disabled", "true");
    setTimeout(() => delete event.target.dataset.sent, 10_000);
  });
  addEventListener("pageshow", () => {
    for (const sent of document.querySelectorAll("form[data-sent]")) delete sent.dataset.sent;
    for (const pressed of document.querySelectorAll('[aria-disabled="true"]')) pressed.removeAttribute("aria-disabled");
  });

  // --- regions: a list below the field, by keyboard as well (the combobox pattern)

  const search = document.querySelector("[data-places]");
  if (!search) return;
  const field = search.querySelector("input");
  const list = document.createElement("ul");
  Object.assign(list, { id: "keuzes", role: "listbox", hidden: true });
  list.setAttribute("aria-label", search.dataset.suggestions);
  field.parentElement.classList.add("dsw-suggest");
  field.after(list);
  for (const [name, value] of [
    ["role", "combobox"],
    ["aria-autocomplete", "list"],
    ["aria-expanded", "false"],
    ["aria-controls", "keuzes"],
  ])
    field.setAttribute(name, value);

  let at = -1;
  let asked = 0;

  function show(found) {
    list.replaceChildren(
      ...found.map((one, number) => {
        const item = Object.assign(document.createElement("li"), { id: `keuze-${number}`, role: "option" });
        item.append(one.naam, " ", Object.assign(document.createElement("span"), { textContent: one.uitleg }));
        item.addEventListener("mousedown", (event) => event.preventDefault());
        item.addEventListener("click", () => choose(one));
        item.choose = () => choose(one);
        return item;
      }),
    );
    list.hidden = !found.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
    move(-1);
  }

  function move(to) {
    at = to;
    [...list.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === at)));
    if (at < 0) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", `keuze-${at}`);
  }

  // The region becomes a ticked row, as the server would draw it.
  function choose(one) {
    const rows = document.getElementById("gekozen");
    let box = rows.querySelector(`input[value="${CSS.escape(one.code)}"]`);
    if (!box) {
      const row = rows.lastElementChild.cloneNode(true);
      box = row.querySelector("input");
      box.value = one.code;
      row.querySelector("b").textContent = one.naam;
      row.querySelector(".dsw-meaning").textContent = one.uitleg;
      rows.prepend(row);
    }
    box.checked = true;
    field.value = "";
    show([]);
    box.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  }

  field.addEventListener("input", async () => {
    const mine = ++asked;
    const answer = await fetch(`${search.dataset.places}?q=${encodeURIComponent(field.value)}`).catch(() => null);
    if (mine === asked) show(answer?.ok ? await answer.json() : []);
  });
  field.addEventListener("blur", () => show([]));
  field.addEventListener("keydown", (event) => {
    const many = list.children.length;
    if (event.key === "ArrowDown" && many) move((at + 1) % many);
    else if (event.key === "ArrowUp" && many) move((at - 1 + many) % many);
    else if (event.key === "Escape" && many) show([]);
    else if (event.key === "Enter" && at >= 0) list.children[at].choose();
    else return;
    event.preventDefault();
  });
});
