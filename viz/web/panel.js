"use strict";
// The facts in words. Text of the graph reaches the document through textContent only.

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function grouped(pairs) {
  const groups = new Map();
  for (const [name, value] of pairs) (groups.get(name) ?? groups.set(name, []).get(name)).push(value);
  return groups;
}

function makePanel(content, { choose }) {
  const panel = document.getElementById("panel");
  const entities = new Map(content.entities.map((entity) => [entity.id, entity]));
  const kinds = new Map(content.legend.map((item) => [item.kind, item]));
  const statements = content.statements;
  const ofSubject = grouped(statements.map((statement) => [statement.subject, statement]));
  const ofObject = grouped(statements.filter((statement) => statement.object !== null).map((statement) => [statement.object, statement]));

  function sign(kind) {
    const { colour, shape } = kinds.get(kind);
    const made = element("span", undefined, { class: `sign ${shape}`, "aria-hidden": "true" });
    made.style.background = colour;
    return made;
  }

  function link(id) {
    const entity = entities.get(id);
    if (!entity) return element("span", id);
    const made = element("button", entity.label, { type: "button", class: "link" });
    made.addEventListener("click", () => choose(id));
    return made;
  }

  function quotes(statement) {
    if (!statement.evidence.length) return [element("p", "No quote: it follows from the vocabulary or from other facts.", { class: "where" })];
    return statement.evidence.flatMap((item) => {
      const notes = [item.file, `characters ${item.start}–${item.end}`, item.extractor];
      if (item.confidence < 1) notes.push(`confidence ${item.confidence.toFixed(2)}`);
      if (item.negated) notes.push("negated");
      return [element("blockquote", item.quote), element("p", notes.join(" · "), { class: "where" })];
    });
  }

  function fact(statement, other) {
    const made = element("details", undefined, { class: "fact" });
    const summary = element("summary");
    const count = statement.evidence.length;
    summary.append(other === null ? element("span", statement.value) : link(other));
    if (count) summary.append(element("span", count > 1 ? `${count} quotes` : "quote", { class: "note" }));
    made.append(summary, ...quotes(statement));
    return made;
  }

  function sections(id) {
    const values = (ofSubject.get(id) ?? []).filter((statement) => statement.object === null);
    const out = (ofSubject.get(id) ?? []).filter((statement) => statement.object !== null);
    const facts = [...out, ...values].map((statement) => [statement.phrase, fact(statement, statement.object)]);
    const inward = (ofObject.get(id) ?? []).map((statement) => [statement.inverse, fact(statement, statement.subject)]);
    return [...grouped([...facts, ...inward])].flatMap(([name, made]) => [element("h3", made.length > 1 ? `${name} · ${made.length}` : name), ...made]);
  }

  function show(...parts) {
    panel.replaceChildren(...parts);
    panel.scrollTop = 0;
    document.getElementById("status").textContent = panel.querySelector("h2")?.textContent ?? "";
  }

  function showEntity(id) {
    const entity = entities.get(id);
    const kind = element("p", undefined, { class: "kind" });
    kind.append(sign(entity.kind), element("span", `${kinds.get(entity.kind).name} · ${entity.id}`));
    const names = entity.aliases.length ? [element("p", `also ${entity.aliases.join(", ")}`, { class: "aliases" })] : [];
    show(element("h2", entity.label), kind, ...names, ...sections(id));
  }

  function showStatement(number) {
    const statement = statements[number];
    const ends = element("p", undefined, { class: "ends" });
    ends.append(link(statement.subject), element("strong", ` ${statement.phrase} `), link(statement.object));
    show(element("h2", statement.phrase), ends, ...quotes(statement));
  }

  function list(kind) {
    const made = element("ul", undefined, { class: "list" });
    for (const entity of content.entities.filter((item) => item.kind === kind)) {
      const item = element("li");
      item.append(sign(kind), link(entity.id));
      made.append(item);
    }
    return made;
  }

  function showAll() {
    const counts = `things: ${content.entities.length} · facts: ${statements.length}`;
    const lists = content.legend.flatMap((item) => [element("h3", `${item.name} · ${item.count}`), list(item.kind)]);
    show(element("h2", content.entities.length ? "Everything in view" : "Nothing to draw"), element("p", counts, { class: "kind" }), ...lists);
  }

  return { entities, sign, showEntity, showStatement, showAll };
}
