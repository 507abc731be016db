"use strict";
// State and wiring. A link opens the page as it says: #focus=ID&search=WORDS&hide=KIND,KIND&theme=dark
(function () {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const content = read("content"), edges = read("edges");
  const root = document.documentElement, legend = document.getElementById("legend");
  const hidden = new Set();

  const panel = makePanel(content, { choose: (id) => choose(id, { move: true }) });
  const drawing = makeDrawing(read("nodes"), edges, content.statements, panel.entities, {
    onNode: (id) => choose(id),
    onEdge: (number) => { drawing.select(null, number); panel.showStatement(number); },
    onGround: () => choose(null),
  });
  const search = makeSearch(panel.entities, { sign: panel.sign, choose: (id) => choose(id, { move: true }) });

  function asked() {
    return new URLSearchParams(location.hash.slice(1));
  }

  function remember(id) {
    const link = asked();
    link.delete("search");
    if (id === null) link.delete("focus");
    else link.set("focus", id);
    if (hidden.size) link.set("hide", [...hidden].sort().join(","));
    else link.delete("hide");
    const hash = "#" + link;
    if (hash !== (location.hash || "#")) history.pushState(null, "", hash);
  }

  let current = null;
  function show(id, options) {
    current = id;
    if (id !== null && hidden.delete(panel.entities.get(id).kind)) refresh();
    drawing.select(id, null, options);
    if (id === null) panel.showAll();
    else panel.showEntity(id);
  }

  function choose(id, options) {
    show(id, options);
    remember(id);
  }

  function refresh() {
    drawing.filter(new Set(hidden));
    for (const button of legend.children) button.setAttribute("aria-pressed", String(!hidden.has(button.dataset.kind)));
  }

  for (const item of content.legend) {
    const button = element("button", undefined, { type: "button", "aria-pressed": "true", "data-kind": item.kind });
    button.append(panel.sign(item.kind), element("span", item.name), element("span", item.count, { class: "count" }));
    button.addEventListener("click", () => {
      if (!hidden.delete(item.kind)) hidden.add(item.kind);
      refresh();
      if (current !== null && hidden.has(panel.entities.get(current).kind)) choose(null);
      else remember(current);
    });
    legend.append(button);
  }

  const dark = matchMedia("(prefers-color-scheme: dark)");
  function paint(theme) {
    root.dataset.theme = theme;
    drawing.paint();
  }
  dark.addEventListener("change", () => paint(dark.matches ? "dark" : "light"));
  document.getElementById("theme").addEventListener("click", () => paint(root.dataset.theme === "dark" ? "light" : "dark"));
  document.getElementById("closer").addEventListener("click", () => drawing.zoom(1.4));
  document.getElementById("farther").addEventListener("click", () => drawing.zoom(1 / 1.4));
  document.getElementById("whole").addEventListener("click", () => drawing.fit());
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLInputElement;
    if (event.key === "/" && !typing) { event.preventDefault(); search.ask(""); }
    else if (event.key === "Escape" && !typing) choose(null);
  });

  function open(options) {
    const link = asked(), id = link.get("focus");
    hidden.clear();
    for (const kind of (link.get("hide") ?? "").split(",")) if (content.legend.some((item) => item.kind === kind)) hidden.add(kind);
    refresh();
    const start = panel.entities.has(content.focus) ? content.focus : null;
    // Nothing is dimmed until something is chosen.
    show(panel.entities.has(id) ? id : start, { move: panel.entities.has(id) && options.move, calm: !panel.entities.has(id) });
    if (link.get("search")) search.ask(link.get("search"));
  }

  paint({ dark: "dark", light: "light" }[asked().get("theme")] ?? (dark.matches ? "dark" : "light"));
  open({ move: false });
  drawing.fit(false);
  addEventListener("popstate", () => open({ move: true }));
})();
