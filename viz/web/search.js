"use strict";
// Search by any name, in Hangul also by initial consonants (ㅈㅁㄱ finds 전문가).

const INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";
const plain = (text) => text.normalize("NFC").toLowerCase().replace(/[\s\-_]+/g, "");
const initials = (text) => [...plain(text)].map((sign) => {
  const place = sign.codePointAt(0) - 0xac00;
  return place >= 0 && place < 11172 ? INITIALS[Math.floor(place / 588)] : sign;
}).join("");

function makeFinder(entities) {
  const index = entities.map((entity) => ({ id: entity.id, names: [entity.label, ...entity.aliases].map((name) => [plain(name), initials(name)]) }));
  return (query) => {
    const wanted = plain(query), form = /[ㄱ-ㅎ]/.test(wanted) ? 1 : 0;
    if (!wanted) return [];
    // A beginning before a middle, a short name before a long one.
    const rank = (names) => Math.min(...names.map((name) => name[form].includes(wanted) ? name[form].indexOf(wanted) * 1000 + name[0].length : Infinity));
    return index.map((item) => [rank(item.names), item.id]).filter(([score]) => score < Infinity)
      .sort((one, other) => one[0] - other[0]).slice(0, 20).map(([, id]) => id);
  };
}

function makeSearch(entities, { sign, choose }) {
  const search = document.getElementById("search"), found = document.getElementById("found");
  const find = makeFinder([...entities.values()]);
  let marked = 0;

  function close() {
    found.hidden = true;
    search.setAttribute("aria-expanded", "false");
    search.removeAttribute("aria-activedescendant");
  }

  function mark(place) {
    const items = [...found.children];
    if (!items.length) return;
    marked = (place + items.length) % items.length;
    items.forEach((item, number) => item.setAttribute("aria-selected", String(number === marked)));
    search.setAttribute("aria-activedescendant", items[marked].id);
    items[marked].scrollIntoView({ block: "nearest" });
  }

  function take(id) {
    close();
    search.value = "";
    choose(id);
  }

  function result(id, number) {
    const entity = entities.get(id);
    const item = element("li", undefined, { role: "option", id: `found-${number}` });
    item.append(sign(entity.kind), element("span", entity.label));
    if (entity.aliases.length) item.append(element("span", entity.aliases.join(", "), { class: "note" }));
    // Before the search loses the focus, which closes the list.
    item.addEventListener("pointerdown", (event) => { event.preventDefault(); take(id); });
    return item;
  }

  let ids = [];
  function look() {
    ids = find(search.value);
    found.replaceChildren(...(ids.length || !search.value.trim() ? ids.map(result) : [element("li", "No such name in this page", { role: "option", id: "found-0", "aria-disabled": "true" })]));
    found.hidden = !found.children.length;
    search.setAttribute("aria-expanded", String(!found.hidden));
    mark(0);
  }

  search.addEventListener("input", look);
  search.addEventListener("blur", close);
  search.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") { event.preventDefault(); mark(marked + 1); }
    else if (event.key === "ArrowUp") { event.preventDefault(); mark(marked - 1); }
    else if (event.key === "Enter" && ids[marked] !== undefined && !found.hidden) take(ids[marked]);
    else if (event.key === "Escape") { search.value = ""; close(); search.blur(); }
  });
  return { ask(query) { search.value = query; search.focus(); look(); } };
}
