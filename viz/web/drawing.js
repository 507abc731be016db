"use strict";
// The picture: vis-network on positions that are in the page.

function makeDrawing(nodesRead, edgesRead, statements, entities, { onNode, onEdge, onGround }) {
  const FACE = "Inter, Pretendard, system-ui, 'Apple SD Gothic Neo', 'Malgun Gothic', 'Noto Sans CJK KR', sans-serif";
  //: More labels than this on the relations of one thing cover each other.
  const LABELLED = 7;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const glide = still ? false : { duration: 320, easingFunction: "easeInOutQuad" };
  const tip = (text) => element("span", text);
  const nodes = new vis.DataSet(nodesRead.map(({ label, font, ...node }) => ({ ...node, title: tip(entities.get(node.id).label) })));
  const edges = new vis.DataSet(edgesRead.map((edge) => ({ ...edge, title: tip(statements[edge.id].phrase) })));
  const base = new Map(nodesRead.map((node) => [node.id, node]));
  let hidden = new Set(), chosen = { node: null, edge: null, calm: false };

  const view = new vis.DataView(nodes, { filter: (node) => !hidden.has(node.kind) });
  const network = new vis.Network(document.getElementById("canvas"), { nodes: view, edges }, {
    physics: false,
    layout: { improvedLayout: false, randomSeed: 1 },
    interaction: { hover: true, tooltipDelay: 250, multiselect: false, keyboard: { enabled: true, bindToWindow: false } },
    nodes: { borderWidth: 1, borderWidthSelected: 3 },
    edges: { arrows: { to: { enabled: true, scaleFactor: 0.45 } }, selectionWidth: 1, hoverWidth: 0.5, labelHighlightBold: false },
  });

  const nearNodes = () => chosen.calm ? null : chosen.node !== null ? new Set([chosen.node, ...network.getConnectedNodes(chosen.node)])
    : chosen.edge !== null ? new Set(network.getConnectedNodes(chosen.edge)) : null;
  const nearEdges = () => new Set(chosen.calm ? [] : chosen.node !== null ? network.getConnectedEdges(chosen.node) : chosen.edge !== null ? [chosen.edge] : []);

  const labels = makeLabels(network, nodesRead, { face: FACE });
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  let near = null, palette = {};

  function paint() {
    palette = { ink: colour("--ink"), ground: colour("--ground"), faint: colour("--edge") };
    const { ink, ground, faint: soft } = palette, accent = colour("--accent");
    near = nearNodes();
    const lines = nearEdges(), named = lines.size <= LABELLED, bold = lines.size <= 30 ? 0.85 : 0.45;
    nodes.update([...base.values()].map((node) => {
      const close = near === null || near.has(node.id);
      const border = node.id === chosen.node ? ink : ground;
      return { id: node.id, opacity: close ? 1 : 0.3, color: { background: node.color, border, highlight: { background: node.color, border: ink }, hover: { background: node.color, border: ink } } };
    }));
    edges.update(edgesRead.map((edge) => {
      const close = lines.has(edge.id);
      return { id: edge.id, width: close ? 1.6 : 1, color: { color: close ? accent : soft, hover: accent, highlight: accent, opacity: close ? bold : near === null ? 0.55 : 0.25 },
        label: close && named ? statements[edge.id].phrase : " ",
        font: { size: 11, face: FACE, color: ink, strokeWidth: 4, strokeColor: ground } };
    }));
  }

  function select(node, edge, { move = false, calm = false } = {}) {
    chosen = { node, edge, calm };
    network.unselectAll();
    if (node !== null) network.selectNodes([node]);
    else if (edge !== null) network.selectEdges([edge]);
    paint();
    if (move && node !== null) network.focus(node, { scale: Math.max(network.getScale(), 0.8), animation: glide });
  }

  function filter(kinds) { hidden = kinds; view.refresh(); }
  function zoom(factor) { network.moveTo({ scale: Math.min(Math.max(network.getScale() * factor, 0.05), 6), animation: glide }); }
  function fit(animation = glide) { network.fit({ animation, maxZoomLevel: 1.2 }); }

  network.on("afterDrawing", (context) => labels.draw(context, { near, chosen: chosen.node, ...palette }));
  network.on("click", (event) => {
    const named = labels.at(event.pointer.canvas);
    if (event.nodes.length) onNode(event.nodes[0]);
    else if (named !== undefined) onNode(named);
    else if (event.edges.length) onEdge(event.edges[0]);
    else onGround();
  });
  // Else the next painting would put a moved thing back.
  network.on("dragEnd", (event) => { if (event.nodes.length) network.storePositions(); });
  network.on("doubleClick", (event) => { if (event.nodes.length) network.focus(event.nodes[0], { scale: 1.3, animation: glide }); });
  return { select, filter, zoom, fit, paint };
}
