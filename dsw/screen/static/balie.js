// What makes forms easier where there are scripts; without this file all of them work.
// What is typed is kept in this tab until it is sent, a form is sent once, and regions are suggested.
"use strict";

document.fonts.load('1em "Atkinson Hyperlegible Next"').finally(() => (document.documentElement.dataset.letters = ""));

addEventListener("DOMContentLoaded", () => {
  // --- who sent something that is not right yet begins at what is wrong

  document.querySelector("#fout, #gezegd")?.focus();

  // --- what was typed survives a reload, a lost connection and a closed lid, until it has been handled

  const form = document.querySelector("form.dsw-form");
  const place = `dsw ${location.pathname}`;
  // What is searched for is not kept: what was found stands in the form.
  const keeps = (one) => one.name && !/hidden|submit|button/.test(one.type) && !one.closest("[data-places]");
  const fields = form ? [...form.elements].filter(keeps) : [];

  // What stands in each field: of a box whether it is ticked, of rows which one is chosen.
  function typed() {
    const now = {};
    for (const field of fields) {
      if (field.type === "checkbox") now[`${field.name} ${field.value}`] = field.checked;
      else if (field.type !== "radio" || field.checked) now[field.name] = field.value;
      else now[field.name] ??= "";
    }
    return now;
  }

  function put(name, value) {
    for (const field of fields) {
      if (field.type === "checkbox") field.checked = `${field.name} ${field.value}` === name ? value : field.checked;
      else if (field.name === name && field.type === "radio") field.checked = field.value === value;
      else if (field.name === name) field.value = value;
    }
  }

  if (document.querySelector("main[data-done]")) {
    for (const name of Object.keys(sessionStorage)) if (name.startsWith("dsw ")) sessionStorage.removeItem(name);
  } else if (form) {
    const drawn = typed();
    const kept = JSON.parse(sessionStorage.getItem(place) ?? "{}");
    // Only where the page itself still says what it said then.
    for (const [name, [was, now]] of Object.entries(kept)) if (drawn[name] === was) put(name, now);
    const onePress = document.querySelector(".dsw-one-press");
    const tell = document.querySelector(".dsw-changed");
    // Who changed something does not lose it by pressing that all is as it was.
    const follow = () => {
      if (!onePress || onePress.hidden) return;
      onePress.hidden = true;
      tell.textContent = tell.dataset.said;
    };
    if (JSON.stringify(typed()) !== JSON.stringify(drawn)) follow();
    form.addEventListener("input", () => {
      follow();
      const changed = Object.entries(typed()).filter(([name, now]) => drawn[name] !== now);
      const pairs = changed.map(([name, now]) => [name, [drawn[name], now]]);
      sessionStorage.setItem(place, JSON.stringify(Object.fromEntries(pairs)));
    });
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
