// What a page looks like to someone with poor sight, measured from computed styles; injected by reaching.py.
(() => {
  const OURS = ".second-look-page, .wb-leave";
  const pen = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
  const known = new Map();

  function rgba(colour) {
    if (!known.has(colour)) {
      pen.clearRect(0, 0, 1, 1);
      pen.fillStyle = "#000";
      pen.fillStyle = colour;
      pen.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
      known.set(colour, [r, g, b, a / 255]);
    }
    return known.get(colour);
  }

  const over = (top, under) => [0, 1, 2].map((at) => top[at] * top[3] + under[at] * (1 - top[3])).concat(1);

  function ground(node) {
    const layers = [];
    for (let at = node; at; at = at.parentElement) {
      const layer = rgba(getComputedStyle(at).backgroundColor);
      if (layer[3]) layers.push(layer);
      if (layer[3] === 1 || at.tagName === "DIALOG") break;
    }
    return layers.reduceRight((under, layer) => over(layer, under), rgba("Canvas"));
  }

  function fade(node) {
    let seen = 1;
    for (let at = node; at; at = at.parentElement) seen *= Number(getComputedStyle(at).opacity);
    return seen;
  }

  function light(colour) {
    const [r, g, b] = colour.map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  }

  function apart(one, other) {
    const [bright, dim] = [light(one), light(other)].sort((a, b) => b - a);
    return (bright + 0.05) / (dim + 0.05);
  }

  const hex = (colour) => `#${colour.slice(0, 3).map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
  const nameOf = (node) => [node.tagName.toLowerCase(), ...(node.getAttribute("class") ?? "").split(/\s+/).filter((name) => /^(wb|jp-R|second)/.test(name))].join(".");

  function measured(node, colour, behind, need, what) {
    const [red, green, blue, alpha] = rgba(colour);
    const ink = over([red, green, blue, alpha * fade(node)], behind);
    return { ratio: Number(apart(ink, behind).toFixed(2)), need, ink: hex(ink), ground: hex(behind), what, where: nameOf(node) };
  }

  const canBeSeen = (node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !node.closest(".wb-unseen, [aria-hidden=true] i");
  const all = (selector) => [...document.querySelectorAll(OURS)].flatMap((root) => [...root.querySelectorAll(selector)]).filter(canBeSeen);

  function needOf(look) {
    const size = parseFloat(look.fontSize);
    return size >= 24 || (size >= 18.66 && Number(look.fontWeight) >= 700) ? 3 : 4.5;
  }

  // Every text that is shown, on what lies behind it.
  function texts() {
    const found = [];
    for (const root of document.querySelectorAll(OURS)) {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let at = walker.nextNode(); at; at = walker.nextNode()) {
        const node = at.parentElement;
        if (!at.data.trim() || ["STYLE", "SCRIPT", "TEXTAREA"].includes(node.tagName) || !canBeSeen(node)) continue;
        const look = getComputedStyle(node);
        found.push(measured(node, node.closest("svg") ? look.fill : look.color, ground(node), needOf(look), at.data.trim().slice(0, 40)));
      }
    }
    for (const node of all(".wb-box, select")) {
      const look = getComputedStyle(node);
      found.push(measured(node, look.color, ground(node), needOf(look), "what is typed"));
    }
    return found;
  }

  // What shows where something can be typed, ticked or pressed, on what lies around it.
  function edges() {
    const found = all(".wb-box, select, .wb-btn, .wb-leave > button").map((node) => {
      const [look, behind] = [getComputedStyle(node), ground(node.parentElement)];
      const edge = measured(node, look.borderTopColor, behind, 3, "edge");
      const fill = measured(node, look.backgroundColor, behind, 3, "fill");
      return fill.ratio > edge.ratio ? fill : edge;
    });
    for (const node of all(".wb-path a")) {
      const [look, behind] = [getComputedStyle(node, "::before"), ground(node)];
      const shade = look.boxShadow.match(/^(.*?\)) /)?.[1] ?? look.backgroundColor;
      const step = [measured(node, shade, behind, 3, "step"), measured(node, look.backgroundColor, behind, 3, "step")];
      found.push(step.sort((one, other) => other.ratio - one.ratio)[0]);
    }
    for (const node of all(".wb-icon")) found.push(measured(node, getComputedStyle(node).stroke, ground(node), 3, "icon"));
    return found;
  }

  let last = null; // where the focus was when it was looked at before: what was typed since may have moved it

  // The focus that is shown now: its outline on both sides of it.
  function focus() {
    const node = document.activeElement;
    const shown = [node.closest(".wb-opt"), node].filter(Boolean).find((one) => getComputedStyle(one).outlineStyle !== "none") ?? node;
    const look = getComputedStyle(shown);
    const line = look.outlineStyle === "none" ? 0 : parseFloat(look.outlineWidth);
    const what = (node.labels?.[0] ?? node).innerText.trim().slice(0, 40);
    const before = last?.isConnected && last !== shown ? placeOf(last) : null;
    last = shown;
    return { before, ...measured(shown, look.outlineColor, ground(shown.parentElement), 3, what), line, ...placeOf(shown), ours: node.closest(OURS) !== null,
      kind: node.type || node.tagName.toLowerCase(), does: node.dataset.do ?? "", name: node.dataset.name ?? "", key: node.closest(".wb-q")?.dataset.key ?? "", value: node.value ?? "",
      form: [...document.querySelectorAll(".wb-form")].indexOf(node.closest(".wb-form")), folds: node.matches(".wb-folded > summary, .wb-why > summary") };
  }

  // Where it stands on the page, and whether something lies over it.
  function placeOf(node) {
    const { left, right, top, bottom } = node.getBoundingClientRect();
    const down = document.querySelector(".jp-WindowedPanel-outer")?.scrollTop ?? 0;
    const hit = document.elementFromPoint((left + right) / 2, (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2);
    return { left, right, top: top + down, bottom: bottom + down, covered: !(hit && (node.contains(hit) || hit.contains(node))) };
  }

  // What reaches beyond the window, or is cut off in a box that cannot be scrolled.
  function cutOff() {
    const wide = document.documentElement.clientWidth;
    const beyond = all("*").filter((node) => !node.closest(".wb-unseen, svg *")).filter((node) => {
      const { left, right, width } = node.getBoundingClientRect();
      return width > 1 && (right > wide + 0.5 || left < -0.5);
    });
    const scrollers = [...document.querySelectorAll(".second-look-page, .second-look-page *")].filter((node) => {
      const look = getComputedStyle(node);
      return node.clientWidth > 1 && node.scrollWidth > node.clientWidth + 1 && ["auto", "scroll", "hidden", "clip"].includes(look.overflowX) && !node.closest(".wb-unseen, input");
    }); // an input scrolls what is typed in it
    return [...beyond.map((node) => `beyond: ${nameOf(node)} ${node.innerText?.slice(0, 40)}`), ...scrollers.map((node) => `cut: ${nameOf(node)} ${node.className}`)];
  }

  // The same once all is at rest: JupyterLab and plotly lay themselves out anew a moment after the window changed.
  async function cutOffAtRest() {
    let found = cutOff();
    for (const end = Date.now() + 20000; found.length && Date.now() < end; found = cutOff()) await new Promise(requestAnimationFrame);
    return found;
  }

  // What moves: transitions and animations that last longer than nothing.
  const moving = () => all("*").filter((node) => {
    const look = getComputedStyle(node);
    return [look.transitionDuration, look.animationDuration].some((time) => time.split(",").some((one) => parseFloat(one) > 0.01)) ;
  }).map(nameOf);

  window.reach = { texts, edges, focus, cutOff, cutOffAtRest, moving, apart, rgba, ground };
})();
