"use strict";
// Names at a size that is read at any zoom, the weightier first, none upon another.

function makeLabels(network, nodes, { face }) {
  const LEAST = 11.5, MOST = 26, LEADING = 1.28, GAP = 5;
  //: A label may cover shapes this many times smaller than its own.
  const COVERS = 1.6;
  const whole = new Map(nodes.map((node) => [node.id, node.label.split("\n")]));
  const short = new Map([...whole].map(([id, lines]) => [id, lines.length > 1 ? [lines[0].replace(/…?$/, "…")] : lines]));
  const weightiest = [...nodes].sort((one, other) => other.size - one.size);
  const widths = new Map();
  let placed = [];

  function widthOf(context, lines) {
    if (!widths.has(lines)) {
      context.font = `100px ${face}`;
      widths.set(lines, Math.max(...lines.map((line) => context.measureText(line).width)) / 100);
    }
    return widths.get(lines);
  }

  const meet = (one, other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

  function boxOf(context, node, lines, { x, y }, { scale, above }) {
    const size = Math.min(Math.max(node.font.size * scale, LEAST), MOST) / scale;
    const half = widthOf(context, lines) * size / 2, height = lines.length * size * LEADING, reach = node.size + GAP / scale;
    const top = above ? y - reach - height : y + reach;
    return { id: node.id, lines, size, x, left: x - half, right: x + half, top, bottom: top + height };
  }

  function write(context, box, ink, ground) {
    Object.assign(context, { font: `${box.size}px ${face}`, textAlign: "center", textBaseline: "top", lineJoin: "round", lineWidth: box.size / 3.2, strokeStyle: ground, fillStyle: ink });
    box.lines.forEach((line, number) => {
      const y = box.top + number * box.size * LEADING;
      context.strokeText(line, box.x, y);
      context.fillText(line, box.x, y);
    });
  }

  /** Draw what has room; `near` is a set of ids or null for all, `chosen` is written in any case. */
  function draw(context, { near, chosen, ink, faint, ground }) {
    const places = network.getPositions(), scale = network.getScale();
    const shown = weightiest.filter((node) => places[node.id]);
    const shapes = shown.map(({ id, size }) => ({ id, size, left: places[id].x - size, right: places[id].x + size, top: places[id].y - size, bottom: places[id].y + size }));
    const rank = (node) => node.id === chosen ? 0 : near?.has(node.id) ? 1 : 2;
    placed = [];
    for (const node of [0, 1, 2].flatMap((level) => shown.filter((item) => rank(item) === level))) {
      const around = shapes.filter((other) => other.id !== node.id && other.size * COVERS > node.size);
      const free = (box) => !placed.some((other) => meet(box, other)) && !around.some((other) => meet(box, other));
      const boxes = [false, true].flatMap((above) => [whole, short].map((lines) => boxOf(context, node, lines.get(node.id), places[node.id], { scale, above })));
      const box = boxes.find(free) ?? (node.id === chosen ? boxes[0] : null);
      if (box === null) continue;
      placed.push(box);
      write(context, box, near === null || near.has(node.id) ? ink : faint, ground);
    }
  }

  function at({ x, y }) {
    return placed.find((box) => box.left < x && x < box.right && box.top < y && y < box.bottom)?.id;
  }

  return { draw, at };
}
