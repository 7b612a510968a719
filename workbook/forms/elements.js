// Elements, and how a page on screen is changed without being rebuilt.
// A page is drawn afresh as loose elements each time something changes; `become` then alters the ones on screen until
// they match. What has the focus, is half typed, unfolded or scrolled stays as it is. Text is only ever set as text.

function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "value" || name === "checked") made[name] = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== "" && child !== false));
  return made;
}

const paragraphs = (texts, name) => texts.map((text) => el("p", { class: name }, text));

const SHAPES = {
  lock: "M5 7V5a3 3 0 0 1 6 0v2m-7 0h8v6H4z",
  tick: "M3 8.5 6.5 12 13 4.5",
  mind: "M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8zM8 7.3v3.9M8 4.8v.2",
};

function icon(shape) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", "wb-icon");
  svg.setAttribute("aria-hidden", "true");
  path.setAttribute("d", SHAPES[shape]);
  svg.append(path);
  return svg;
}

// ---- changing what is on screen ----

const OURS_TO_KEEP = { DETAILS: ["open"], DIALOG: ["open"], TEXTAREA: ["style"] }; // the person's doing, not the page's

function become(live, fresh) {
  if (live.nodeType !== Node.ELEMENT_NODE) {
    if (live.data !== fresh.data) live.data = fresh.data;
    return;
  }
  becomeAttributes(live, fresh);
  if (!fresh.hasAttribute("data-own")) becomeChildren(live, fresh); // what fills itself, such as a preview
  becomeState(live, fresh);
}

function becomeAttributes(live, fresh) {
  const kept = "secret" in live.dataset ? ["type"] : OURS_TO_KEEP[live.tagName] ?? [];
  for (const { name } of [...live.attributes]) {
    if (!fresh.hasAttribute(name) && !kept.includes(name)) live.removeAttribute(name);
  }
  for (const { name, value } of [...fresh.attributes]) {
    if (live.getAttribute(name) !== value && !kept.includes(name)) live.setAttribute(name, value);
  }
}

function becomeChildren(live, fresh) {
  const spare = [...live.childNodes];
  const pairs = [...fresh.childNodes].map((node) => [node, takeAlike(spare, node)]);
  spare.forEach((node) => node.remove());
  pairs.forEach(([node, found], place) => {
    const wanted = found ?? node;
    if (live.childNodes[place] !== wanted) live.insertBefore(wanted, live.childNodes[place] ?? null);
    if (found) become(found, node);
  });
}

function takeAlike(spare, node) {
  const at = spare.findIndex((other) => kindOf(other) === kindOf(node));
  return at < 0 ? null : spare.splice(at, 1)[0];
}

const kindOf = (node) =>
  node.nodeType === Node.ELEMENT_NODE
    ? [node.tagName, "secret" in node.dataset ? "" : node.getAttribute("type"), node.dataset.key ?? node.getAttribute("class")].join("|")
    : "text";

function becomeState(live, fresh) {
  if (!["INPUT", "TEXTAREA", "SELECT"].includes(live.tagName) || "secret" in live.dataset) return;
  if (live.checked !== fresh.checked) live.checked = fresh.checked;
  if (live.value === fresh.value || ["radio", "checkbox"].includes(live.type)) return;
  const caret = live === live.ownerDocument.activeElement && live.type !== "date" ? live.selectionEnd : null;
  live.value = fresh.value;
  if (caret !== null && live.setSelectionRange) live.setSelectionRange(caret, caret);
}
