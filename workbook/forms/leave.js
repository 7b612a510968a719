// Leave quickly: one button before everything else, and Shift pressed three times alone, hide the page and go elsewhere.
// Every form brings this file with it, but a window has one button: the first form with words for it sets it up, and it
// stays whatever becomes of the forms. It needs no kernel. `workbook:leaving`, told on window, is the forms' cue to send
// what was typed. What this cannot do: clear the browser's history, or other tabs.

const ELSEWHERE = "static/measures.html?v=1"; // v lets the browser keep it, so it comes up after the workbook was closed
const ELSEWHERE_TITLE = "Kitchen measures";
const PRESSES = 3;
const WITHIN = 5000; // first press to last
const A_PRESS = 1000; // longer is holding it
const PATIENCE_THERE = 5000; // an address that does not answer: our own page instead
const ALL_ELSE = ["pointerdown", "wheel", "compositionstart", "dragstart"]; // with Shift, or between two presses: not meant

// ---- where to ----

const elsewhere = () => new URL(`${baseOf()}${ELSEWHERE}`, window.location.origin).href;
const baseOf = () => JSON.parse(document.getElementById("jupyter-config-data")?.textContent || "{}").baseUrl ?? "/";

// The address that the person chose, if it is one of the web and not this workbook.
function chosenPlace(text) {
  const typed = text.trim();
  const bare = /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+(:\d+)?([/?#]|$)/u.test(typed);
  const address = bare ? `https://${typed}` : typed;
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return null;
  const place = new URL(address);
  return place.host === window.location.host || place.username || place.password ? null : place;
}

// ---- Shift, three times, alone ----

class ShiftAlone {
  constructor(counted) {
    Object.assign(this, { counted, since: null, pressed: [], timer: 0 });
  }

  key(event) {
    if (event.key !== "Shift" || event.isComposing) this.spoil();
    else if (event.type === "keyup") this.up();
    else if (!event.repeat) this.down(event);
  }

  down(event) {
    if (this.since !== null || event.ctrlKey || event.altKey || event.metaKey) this.spoil();
    else this.since = performance.now();
  }

  up() {
    const now = performance.now();
    if (this.since === null || now - this.since > A_PRESS) return this.spoil();
    this.pressed.push(this.since);
    this.since = null;
    return this.count(now);
  }

  spoil() {
    this.since = null;
    if (!this.pressed.length) return;
    this.pressed = [];
    this.count();
  }

  // Presses that are too long ago fall out of it.
  count(now = performance.now(), late = false) {
    clearTimeout(this.timer);
    this.pressed = this.pressed.filter((at) => now - at < WITHIN);
    if (this.pressed.length) this.timer = setTimeout(() => this.count(performance.now(), true), this.pressed[0] + WITHIN - now + 1);
    this.counted(this.pressed.length, late);
  }
}

// ---- the button, and going ----

class Leaving {
  constructor(words) {
    Object.assign(this, { words, address: "", gone: false, touched: false });
    this.button = el("button", { type: "button", "aria-describedby": "wb-leave-how" }, words.leave);
    this.dots = el("span", { class: "wb-leave-dots", "aria-hidden": "true" }, Array.from({ length: PRESSES }, () => el("i")));
    this.news = el("span", { class: "wb-unseen", role: "status" });
    const how = el("span", { class: "wb-unseen", id: "wb-leave-how" }, words["leave-how"]);
    this.bar = el("section", { class: "wb-leave", "aria-label": words.leave }, this.button, this.dots, how, this.news);
    this.shifts = new ShiftAlone((count, late) => this.counted(count, late));
    this.listen();
    document.body.prepend(this.bar);
    fetch(elsewhere()).catch(() => {}); // at hand from now on
  }

  listen() {
    const on = (names, act) => listenTo(window, names, act);
    this.button.addEventListener("click", () => this.go());
    this.hearIn(window);
    on(["blur"], (event) => event.target === window && this.shifts.spoil());
    on(["keydown"], (event) => this.firstTab(event));
    on(["pointerdown"], () => { this.touched = true; });
    on(["click"], followInPlace);
    on(["beforeunload"], (event) => this.gone && event.stopImmediatePropagation()); // nobody asks "leave this page?"
    on(["pageshow"], (event) => event.persisted && this.gone && window.location.replace(elsewhere()));
  }

  // This window, and a frame in it: while the focus is there, only the frame is told of a key.
  hearIn(view) {
    listenTo(view, ["keydown", "keyup"], (event) => this.shifts.key(event));
    listenTo(view, ALL_ELSE, () => this.shifts.spoil());
  }

  // JupyterLab puts the focus into its first cell, behind this button.
  firstTab(event) {
    if (event.key !== "Tab" || this.touched) return;
    this.touched = true;
    if (event.shiftKey || document.activeElement?.closest(".wb-form, .wb-leave")) return;
    event.preventDefault();
    event.stopPropagation();
    this.button.focus();
  }

  counted(count, late) {
    if (count === PRESSES) return this.go();
    [...this.dots.children].forEach((dot, place) => dot.toggleAttribute("data-on", place < count));
    this.dots.toggleAttribute("data-shown", count > 0);
    this.news.textContent = late ? this.words["leave-late"] : ["", this.words["leave-two"], this.words["leave-one"]][count];
    return undefined;
  }

  go() {
    if (this.gone) return;
    this.gone = true;
    const place = chosenPlace(this.address);
    this.hide();
    window.dispatchEvent(new Event("workbook:leaving"));
    document.title = place ? place.hostname.replace(/^www\./, "") : ELSEWHERE_TITLE;
    document.head.append(el("meta", { name: "referrer", content: "no-referrer" })); // nobody there learns where you were
    if (place) setTimeout(() => window.location.replace(elsewhere()), PATIENCE_THERE);
    window.location.replace(place?.href ?? elsewhere());
  }

  hide() {
    for (const node of document.body.children) node.style.setProperty("display", "none", "important");
    document.body.append(el("div", { style: "position: fixed; inset: 0; z-index: 2147483647; background: Canvas; color-scheme: light dark" }));
  }
}

const listenTo = (view, names, act) => names.forEach((name) => view.addEventListener(name, act, { capture: true, passive: name === "wheel" }));

// A plain click on the way to another notebook takes this one's place in the tab's history, so that Back finds neither.
function followInPlace(event) {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest?.("a[href]");
  if (!link?.closest(".wb-form, .second-look-page") || !["", "_self"].includes(link.target)) return;
  const to = new URL(link.href);
  if (to.origin !== window.location.origin || !to.pathname.endsWith(".ipynb")) return;
  event.preventDefault();
  event.stopPropagation();
  window.location.replace(wayTo(decodeURIComponent(to.pathname.split("/").pop())));
}

// What a page says of it: words in each, the address in a notebook's opening.
function offerLeaving(page) {
  if (page.words.leave) window.__workbookLeaving ??= new Leaving(page.words);
  if (page.kind === "opening" && window.__workbookLeaving) window.__workbookLeaving.address = page.leave ?? "";
}

const leaveQuickly = () => window.__workbookLeaving?.go();
const hasLeft = () => Boolean(window.__workbookLeaving?.gone);
