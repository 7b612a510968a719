// A page and its parts: header, path, card, groups, things told, notices, buttons, the help page, the way on.

function drawPage(screen) {
  screen.offersHelp = false;
  const draw = { opening: drawOpening, closing: drawClosing }[screen.page.kind] ?? drawSection;
  return el("div", {}, draw(screen), drawHelp(screen), el("p", { class: "wb-unseen", role: "status" }, screen.news));
}

function drawOpening(screen) {
  const page = screen.page;
  return el("div", { class: "wb-opening", "data-key": page.id },
    drawTop(screen),
    page.title && el("h1", { tabindex: "-1" }, page.title),
    page.lead && el("p", { class: "wb-lead" }, page.lead),
    page.small && el("p", { class: "wb-small" }, page.small),
    drawStatus(screen), drawParts(screen, page.parts, "h2"),
    page.settle && el("p", { class: "wb-settle" }, page.settle));
}

function drawTop(screen) {
  const { path, phase, back, next, shut } = screen.page;
  const words = screen.words;
  return el("nav", { class: "wb-top", "aria-label": words.top },
    path.length ? el("a", { class: "wb-home", href: wayTo(path[0].notebook) }, words.notes) : el("span", {}, words.notes),
    path.length > 0 && el("ol", { class: "wb-path", "aria-label": words.path }, path.map(drawStep)),
    phase && el("span", { class: "wb-phase" }, phase),
    el("span", { class: "wb-ways-on" }, drawBeside(back, words.back, words["back-to"]), drawBeside(next, words.forth, words.next),
      drawHelpButton(screen, "wb-quiet"), shut && canShut() && drawButton(screen, shut, "wb-quiet")));
}

const drawBeside = (step, label, aloud) =>
  step && el("a", { class: "wb-quiet", href: wayTo(step.notebook), title: step.title, "aria-label": aloud.replace("{title}", () => step.title) }, label);

const drawStep = (step) =>
  el("li", { "data-state": step.state },
    el("a", { href: wayTo(step.notebook), title: step.title, "aria-current": step.state === "now" ? "step" : null },
      el("span", { class: "wb-unseen" }, step.title)));

function drawSection(screen) {
  const page = screen.page;
  return el("section", { class: `wb-card wb-${page.kind}`, "data-key": page.id, "aria-label": page.title || null },
    page.title && el("h2", { tabindex: "-1" }, page.title),
    page.lead && el("p", { class: "wb-lead" }, page.lead),
    page.small && el("p", { class: "wb-small" }, page.small),
    drawStatus(screen), screen.gone && drawNotice(screen, { id: "gone", title: "", text: [screen.words["private-gone"]], buttons: [], lines: [] }, "h3"),
    drawParts(screen, page.parts, "h3"),
    page.settle && el("p", { class: "wb-settle" }, page.settle),
    page.help && !screen.offersHelp && el("div", { class: "wb-foot" }, drawHelpButton(screen, "wb-quiet")));
}

function drawStatus(screen) {
  const { asked, answered, progress } = screen.page;
  const status = screen.status();
  const bar = asked > 0 && el("div", { class: "wb-progress", role: "progressbar", "aria-label": screen.words.progress, "aria-valuemin": 0,
    "aria-valuemax": asked, "aria-valuenow": answered, "aria-valuetext": progress || null },
    el("div", { style: `width:${Math.round((100 * answered) / asked)}%` }));
  return [bar, el("div", { class: "wb-status", "data-empty": !(status.text || (asked && progress)) }, el("span", {}, asked > 0 && progress),
    el("span", { class: "wb-saved", role: status.aloud ? "status" : null, "data-state": status.state }, status.text && icon(status.state === "saved" ? "tick" : "mind"), status.text))];
}

function drawParts(screen, parts, heading) {
  const drawn = parts.map((part) => DRAW[part.type]?.(screen, part, heading));
  const rows = []; // buttons that follow each other share a row
  drawn.forEach((node, at) => {
    if (!node) return;
    if (parts[at].type !== "button") rows.push(node);
    else if (rows.at(-1)?.className === "wb-buttons") rows.at(-1).append(node);
    else rows.push(el("div", { class: "wb-buttons" }, node));
  });
  return rows;
}

const DRAW = { field: drawField, ticks: drawTicks, told: drawTold, group: drawGroup, notice: drawNotice, button: (screen, button) => drawButton(screen, button), preview: drawPreview, ways: drawWays, secret: drawSecret };

function drawWays(screen, part, heading) {
  return el("div", { class: "wb-told wb-ways" }, el(heading, {}, part.title), el("ul", {}, part.ways.map((way) =>
    el("li", { "data-done": way.done }, way.notebook ? el("a", { href: wayTo(way.notebook) }, way.title) : el("span", {}, way.title), way.note && el("span", { class: "wb-more" }, way.note)))));
}

// Lines to tick: a question of several choices, folded under its title where there are many such.
function drawTicks(screen, ticks, heading) {
  const name = nameOf(ticks);
  const id = screen.idOf(name);
  screen.fields.set(name, ticks);
  const box = (look) => el("fieldset", { class: "wb-q wb-ticks", "data-key": name },
    el("legend", { class: look }, ticks.title, el("span", { class: "wb-count" }, ticks.count)),
    drawUnderHeadings(screen, ticks, id, heading), drawTrouble(screen, name));
  if (!ticks.folded) return box("wb-ask");
  return el("details", { class: "wb-fold", "data-key": `fold ${name}` },
    el("summary", {}, el("span", {}, ticks.title), el("span", { class: "wb-count" }, ticks.count)), box("wb-unseen"));
}

// Neighbours that share a smaller heading are a group under it.
function drawUnderHeadings(screen, ticks, id, heading) {
  const value = screen.messages.value(ticks);
  const groups = [];
  for (const option of ticks.options) {
    if (groups.at(-1)?.under === option.under) groups.at(-1).options.push(option);
    else groups.push({ under: option.under, options: [option] });
  }
  return groups.map(({ under, options }, at) => under === "" ? drawOptions(options, ticks, id, value)
    : el("div", { role: "group", "data-key": `under ${under}`, "aria-labelledby": `${id}-under-${at}` },
      el(heading, { class: "wb-shared", id: `${id}-under-${at}` }, under), drawOptions(options, ticks, id, value)));
}

// An HTML page fills its frame once all is drawn (previews.js): its bytes are the file's own.
function drawPreview(screen, preview, heading) {
  const pages = preview.pictures.map((page) => el("img", { src: page.key, alt: page.label, "data-key": `page ${page.label}` }));
  return el("section", { class: "wb-preview", "data-key": "preview", "aria-label": preview.title },
    preview.note && el("p", { class: "wb-hint" }, preview.note),
    preview.html && el("div", { class: "wb-frames", tabindex: "0", role: "group", "aria-label": preview.title, "data-key": "frames", "data-own": true }),
    pages.length > 0 && el("div", { class: "wb-sheets", tabindex: "0", role: "group", "aria-label": preview.title }, pages),
    preview.text && el("pre", { class: "wb-plain", tabindex: "0", "aria-label": preview.title }, preview.text));
}

function drawTold(screen, told, heading) {
  const text = told.listed ? el("ul", { class: "wb-lines" }, told.text.map((line) => el("li", {}, line))) : paragraphs(told.text);
  if (told.folded) return el("details", { class: "wb-told wb-folded" }, el("summary", {}, told.title), text);
  return el("div", { class: "wb-told" }, told.title && el(heading, {}, told.title), text,
    told.sources.length > 0 && el("details", { class: "wb-why" }, el("summary", {}, screen.words.sources), paragraphs(told.sources)));
}

function drawGroup(screen, group) {
  const id = screen.idOf(`group ${group.id}`);
  return el("section", { class: "wb-group", "data-key": `group ${group.id}`, "aria-labelledby": id },
    el("h3", { id, tabindex: "-1" }, group.title), group.hint && el("p", { class: "wb-hint" }, group.hint), drawParts(screen, group.parts, "h4"));
}

function drawNotice(screen, notice, heading) {
  if (notice.help) screen.offersHelp = true;
  return el("div", { class: "wb-notice", role: "note", "data-key": `notice ${notice.id}` },
    notice.title && el(heading, {}, notice.title), paragraphs(notice.text),
    notice.lines.length > 0 && el("div", { class: "wb-place" }, drawLines(notice.lines)),
    (notice.help || notice.buttons.length > 0) && el("div", { class: "wb-buttons" }, notice.buttons.map((button) => drawButton(screen, button)),
      notice.help && drawHelpButton(screen, "wb-btn")));
}

const pressName = (button) => `press ${button.action} ${button.target}`;

function drawButton(screen, button, kind = `wb-btn${button.main ? " wb-main" : ""}`) {
  const name = pressName(button);
  const press = (what, label, look) => el("button", { type: "button", class: look, "data-do": what, "data-name": name, "data-key": what }, label);
  screen.buttons.set(name, button);
  if (screen.asking !== name) return el("div", { class: "wb-press", "data-key": name }, press("press", button.label, kind), drawTrouble(screen, name));
  return el("div", { class: "wb-press", "data-key": name, role: "group", "aria-label": button.asks, "data-asks": true }, el("p", {}, button.asks),
    press("no", screen.words.no, "wb-btn"), press("yes", button.label, "wb-btn wb-yes"));
}

// ---- a passphrase: it is in its boxes until it is sent, and nowhere else on this page ----

function drawSecret(screen, secret) {
  const name = pressName(secret);
  const id = screen.idOf(name);
  const [trouble, busy] = [screen.refused.get(name), screen.messages.held.has(name)];
  screen.buttons.set(name, secret);
  const box = (which, label) => [el("label", { class: "wb-ask", for: `${id}-${which}` }, label),
    el("input", { type: "password", ...QUIET, autocapitalize: "off", "data-secret": which, "data-key": which, class: "wb-box", id: `${id}-${which}`,
      "aria-describedby": [which === "first" && secret.hint && `${id}-hint`, trouble && `${id}-trouble`].filter(Boolean).join(" ") || null })];
  const button = (what, label, look) => el("button", { type: "button", class: look, "data-do": what, "data-name": name, "data-key": what }, label);
  return el("div", { class: "wb-secret", "data-key": name },
    box("first", secret.ask), secret.hint && el("p", { class: "wb-hint", id: `${id}-hint` }, secret.hint),
    secret.again && box("again", secret.again),
    el("div", { class: "wb-beside" }, el("label", { class: "wb-keep" }, el("input", { type: "checkbox", "data-do": "show", "data-secret": "show", autocomplete: "off" }), el("span", {}, secret.show)),
      secret.make && button("make", secret.make, "wb-quiet")),
    el("p", { class: "wb-made", role: "status", "data-key": "made" }, screen.made.has(name) && secret.made),
    trouble && el("p", { class: "wb-trouble", id: `${id}-trouble`, "data-key": "trouble" }, icon("mind"), el("span", {}, trouble)),
    el("p", { class: "wb-working", role: "status", "data-key": "working" }, busy && secret.working),
    el("div", { class: "wb-buttons" }, button("tell", secret.label, "wb-btn wb-main")));
}

const secretsIn = (node) => [...node.querySelectorAll("input[data-secret]:not([type=checkbox])")];

function showSecrets(node, shown) {
  for (const box of secretsIn(node)) box.type = shown ? "text" : "password";
  node.querySelectorAll("[data-secret=show]").forEach((tick) => (tick.checked = shown));
}

function forgetSecrets(node) {
  for (const box of secretsIn(node)) box.value = "";
  showSecrets(node, false);
}

// The browser's own chance, each syllable as likely as any other.
function madeUp({ syllables, words }) {
  const one = () => {
    const number = crypto.getRandomValues(new Uint32Array(1))[0];
    return number < 2 ** 32 - (2 ** 32 % syllables.length) ? syllables[number % syllables.length] : one();
  };
  return Array.from({ length: words }, () => one() + one()).join(" ");
}

function drawClosing(screen) {
  const { id, settle, next, parts } = screen.page;
  return el("section", { class: "wb-closing", "data-key": id, "aria-label": screen.words.on },
    drawStatus(screen), settle && el("p", { class: "wb-settle" }, settle),
    el("div", { class: "wb-next" },
      next && el("a", { class: "wb-btn wb-main", href: wayTo(next.notebook) }, screen.words.next.replace("{title}", () => next.title)),
      drawParts(screen, parts, "h2")));
}

// ---- the help page ----

const drawHelpButton = (screen, kind) =>
  screen.help && el("button", { type: "button", class: `${kind} wb-help-open`, "data-do": "help", "aria-haspopup": "dialog" }, screen.words.help);

function drawHelp(screen) {
  const help = screen.help;
  if (!help) return null;
  const chosen = screen.place ?? help.here;
  const places = help.places.filter((place) => !chosen || place.key === chosen);
  const id = screen.idOf("help");
  return el("dialog", { class: "wb-help", "aria-labelledby": id, "data-key": "help" },
    el("div", { class: "wb-help-page" },
      el("div", { class: "wb-help-head" }, el("h2", { id, tabindex: "-1" }, help.title),
        screen.words.leave && el("button", { type: "button", class: "wb-btn", "data-do": "leave", "data-key": "leave" }, screen.words.leave),
        el("button", { type: "button", class: "wb-btn", "data-do": "close" }, screen.words.close)),
      paragraphs(help.text.slice(0, 1), "wb-first"), drawPlacePick(screen, help, chosen),
      places.map((place) => el("section", { class: "wb-place", "data-key": place.key }, el("h3", {}, place.name), drawLines(place.lines),
        place.note && el("p", { class: "wb-more" }, place.note))),
      help.anywhere.length > 0 && el("section", { class: "wb-place", "data-key": "anywhere" },
        el("h3", {}, screen.words.anywhere), drawLines(help.anywhere)),
      el("div", { class: "wb-rest" }, paragraphs(help.text.slice(1)))));
}

function drawPlacePick(screen, help, chosen) {
  if (help.places.length < 2) return null;
  return el("label", { class: "wb-pick" }, el("span", {}, help.pick),
    el("select", { "data-do": "place", autocomplete: "off" },
      el("option", { value: "", selected: !chosen }, screen.words["all-places"]),
      help.places.map((place) => el("option", { value: place.key, selected: place.key === chosen }, place.name))));
}

const drawLines = (lines) =>
  el("ul", {}, lines.map((line) => el("li", { "data-kind": line.kind },
    el("span", { class: "wb-line-name" }, line.name), drawNumber(line.number), line.note && el("span", { class: "wb-more" }, line.note),
    line.checked && el("span", { class: "wb-checked" }, line.checked))));

function drawNumber(number) {
  if (/^\+?[\d][\d\s().\/-]*$/.test(number)) return el("a", { href: `tel:${number.replace(/[^\d+]/g, "")}` }, number);
  if (/^(https:\/\/)?[a-z0-9-]+(\.[a-z0-9-]+)+(\/\S*)?$/i.test(number)) {
    return el("a", { href: `https://${number.replace(/^https:\/\//, "")}`, target: "_blank", rel: "noopener noreferrer" }, number);
  }
  return el("span", { class: "wb-line-number" }, number);
}

// ---- ways to other notebooks ----

// The address of this page with another notebook's name: right under /doc/tree/, /lab/tree/ and /notebooks/.
function wayTo(notebook) {
  const file = `${encodeURIComponent(notebook.replace(/\.ipynb$/, ""))}.ipynb`;
  const here = window.location.pathname;
  if (/\.ipynb$/.test(here)) return here.replace(/[^/]*$/, file);
  return `${baseOf()}doc/tree/notebooks/${file}`;
}
