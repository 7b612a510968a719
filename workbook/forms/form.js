// The widget: one screen for one model. It listens at its root alone, so that drawing never has to attach anything.

const LONG = 40_000; // locking and unlocking are slow on purpose, and slower on an old computer
const SLOW = 5000; // no first page for so long: one sentence
const PAUSE = 400; // after the last arrow key
const LOOK_AGAIN = 1000; // a tab is not looked at more than once a second
const KEYS = ["keydown", "keyup", "keypress", "mousedown", "contextmenu", "dblclick"]; // JupyterLab is to hear none of them
const CONTROLS = "input, textarea, select, button, a[href], summary";

const givenPrivately = () => (window.__workbookPrivate ??= new Set()); // ids of pages, never an answer

class Screen {
  constructor(model, root) {
    Object.assign(this, { model, root, page: null, coming: null, help: null, words: {}, rev: -1, saved: "", news: "" });
    Object.assign(this, { asking: "", place: null, gone: false, lost: false, byArrow: false, lookedAt: 0, offersHelp: false });
    window.__workbookScreens = (window.__workbookScreens ?? 0) + 1; // each form brings this module along as its own
    this.prefix = `wb${window.__workbookScreens}`;
    this.fields = new Map();
    this.buttons = new Map();
    this.refused = new Map(); // name of a secret -> what was wrong with it
    this.made = new Set(); // names of secrets that were made up
    this.messages = new Messages(model, () => this.draw());
  }

  idOf = (name) => `${this.prefix}-${name.trim().replace(/[^a-z0-9]+/gi, "-")}`;

  status() {
    // every form of a notebook loses its kernel at once: the one in use says so aloud
    if (this.lost) return { state: "lost", text: this.words.lost, aloud: this.root.contains(document.activeElement) };
    if (this.messages.behind) return { state: "behind", text: this.words.behind, aloud: true };
    return { state: "saved", text: this.saved, aloud: true };
  }

  draw() {
    if (!this.page) return;
    const focused = this.root.contains(document.activeElement) ? document.activeElement : null;
    const around = focused ? ancestors(focused, this.root) : [];
    this.fields.clear();
    this.buttons.clear();
    becomeChildren(this.root, drawPage(this));
    this.root.dataset.state = "drawn";
    const [holder, preview] = [this.root.querySelector(".wb-frames"), this.page.parts.find((part) => part.type === "preview")];
    if (holder && preview) showPreview(holder, preview);
    if (focused && document.activeElement !== focused) this.refocus(focused, around);
  }

  // What had the focus went away with this change: stay as near as can be.
  refocus(focused, around) {
    if (focused.isConnected) focused.focus({ preventScroll: true });
    if (document.activeElement === focused) return;
    const near = around.find((node) => node.isConnected) ?? this.root;
    (near.querySelector(".wb-opt input:checked") ?? near.querySelector(`h1, h2, h3, ${CONTROLS}`) ?? near).focus({ preventScroll: true });
  }

  // ---- what Python says ----

  hear(message) {
    const says = { page: this.hearPage, saved: this.hearSaved, failed: this.hearFailed, trouble: this.hearTrouble, stale: this.look };
    try {
      says[message.type]?.call(this, message);
    } catch (fault) {
      console.error(fault);
      this.sayAlone(this.model.get("_slow")); // a fault of ours: never an empty page
    }
  }

  sayAlone(sentence) {
    if (!this.root.firstChild) this.root.append(el("p", { class: "wb-notice", role: "status" }, sentence));
  }

  hearPage({ page, effect }) {
    this.take(page);
    this.draw();
    this.follow(effect);
  }

  hearSaved({ n, text, page, effect }) {
    const message = this.messages.done(n);
    const field = message?.content.type === "answer" && this.fields.get(message.name);
    if (field) field.value = message.content.value;
    if (text) this.saved = text;
    this.lost = false;
    this.take(page ?? this.coming);
    this.draw();
    this.follow(message ? effect : "");
  }

  hearFailed({ n, sentence, page }) {
    const message = this.messages.failed(n, sentence);
    if (message?.name.startsWith("keep ")) this.unkeep(message);
    if (message?.content.secret) this.refuse(message.name, sentence);
    this.take(page ?? this.coming);
    if (message) this.news = sentence;
    this.draw();
  }

  hearTrouble({ sentence }) {
    if (!this.page) this.root.replaceChildren();
    this.sayAlone(sentence);
    this.news = sentence;
    this.draw();
  }

  take(page) {
    if (!page || page.rev <= this.rev || page.rev < this.coming?.rev) return;
    this.coming = this.takesWords(page) ? page : null;
    if (this.coming) return;
    offerLeaving(page);
    offerShutting(page);
    const first = !this.page;
    const known = new Set(noticesOf(this.page));
    Object.assign(this, { page, rev: page.rev, words: page.words, saved: page.saved || this.saved });
    if (page.help) window.__workbookHelp = page.help;
    this.help = page.help ?? window.__workbookHelp ?? null;
    this.news = first ? "" : noticesOf(page).filter((title) => !known.has(title)).join(". ");
    this.minePrivately(first);
    if (first) this.refill();
    clearInterval(this.asksAgain);
    if (page.again) this.asksAgain = setInterval(() => this.look(), page.again);
  }

  // A page without the box that is being typed in, or whose words are on their way, waits until it is left and they are saved.
  // One that says that all is locked does not: nobody reads on, and the words are held until it is opened.
  takesWords(page) {
    if (page.locked) return false;
    const next = fieldsOf(page);
    const moved = ({ question }, value) => value && next.some((field) => field.question === question && field.value === value && !this.fields.has(nameOf(field)));
    const atWork = (name) => document.activeElement === this.boxOf(name) || ["typed", "sent", "late"].includes(this.messages.held.get(name)?.state);
    return [...this.fields].some(([name, field]) => this.boxOf(name) && atWork(name) &&
      !next.some((other) => nameOf(other) === name) && !moved(field, this.messages.value(field)));
  }

  boxOf = (name) => this.root.querySelector(`.wb-q[data-key="${CSS.escape(name)}"] .wb-box`);

  letCome() {
    if (!this.coming) return;
    this.take(this.coming);
    this.draw();
  }

  // Private answers live in the kernel's memory: if it was lost, the page says why it is blank.
  minePrivately(first) {
    const given = fieldsOf(this.page).some((field) => field.private && !field.keeps && this.messages.value(field));
    if (first) this.gone = !given && givenPrivately().has(this.page.id);
    if (given) this.gone = false;
    givenPrivately()[given ? "add" : "delete"](this.page.id);
  }

  refill() {
    for (const field of fieldsOf(this.page)) {
      const value = leftOver(field);
      if (value !== null) this.messages.answer(field, value);
    }
  }

  follow(effect = "") {
    if (hasLeft()) return;
    const [what, target] = [effect.split(":")[0], effect.slice(effect.indexOf(":") + 1)];
    if (what === "help") this.openHelp();
    if (what === "open") window.location.replace(wayTo(target));
    if (what === "focus") this.focusOn(target);
    if (what === "to") goTo(target);
  }

  focusOn(target) {
    const name = [...this.root.querySelectorAll("[data-key]")].find((node) => node.dataset.key.trim().split(" ").includes(target));
    const there = name?.querySelector("textarea, input") ?? name?.querySelector(`h3, ${CONTROLS}`); // where one can write at once
    there?.focus({ preventScroll: true });
    there?.scrollIntoView({ block: "center" });
  }

  // ---- what the person does ----

  typed(event) {
    const field = this.fieldAt(event.target);
    if (!field || ["radio", "checkbox"].includes(event.target.type)) return;
    const [before, value] = [this.messages.value(field), valueIn(field, null, event.target)];
    const troubled = this.messages.trouble(nameOf(field));
    this.answer(field, value, pauseFor(field, value));
    if (troubled || Boolean(before) !== Boolean(value)) this.draw();
  }

  chosen(event) {
    const input = event.target;
    if (input.dataset.do === "place") this.place = input.value;
    else if (input.dataset.do === "show") showSecrets(input.closest(".wb-secret"), input.checked);
    else if (input.dataset.do === "keep") this.keep(this.fieldAt(input), input.checked);
    else if (["radio", "checkbox"].includes(input.type)) {
      const field = this.fieldAt(input);
      // with the arrow keys one passes through choices that are not meant
      this.answer(field, valueIn(field, input.closest(".wb-q"), input), this.byArrow ? PAUSE : 0);
    } else return;
    this.draw();
  }

  answer(field, value, pause) {
    if (field.private) givenPrivately().add(this.page.id);
    this.messages.answer(field, value, pause);
  }

  // Leaving a question sends what waits; moving within it, as the arrow keys do, does not.
  left(event) {
    if (event.target.closest(".wb-q") !== event.relatedTarget?.closest(".wb-q")) this.messages.flush();
    setTimeout(() => this.letCome(), PAUSE); // not while a button that it would move is still being pressed
  }

  keep(field, keeps) {
    field.keeps = keeps;
    const { question, sitting } = field;
    this.messages.act(`keep ${nameOf(field)}`, { action: keeps ? "keep" : "unkeep", target: question, question, sitting });
  }

  unkeep(message) {
    const field = this.fields.get(message.name.slice("keep ".length));
    if (field) field.keeps = !field.keeps;
  }

  pressed(event) {
    const at = event.target.closest("[data-do]");
    if (event.target.tagName === "DIALOG") event.target.close(); // beside the help page
    const does = { blank: this.blank, press: this.press, tell: this.tellSecret, make: this.make, yes: this.yes, no: this.no, help: this.openHelp, close: this.closeHelp, again: this.again, leave: leaveQuickly };
    if (at) does[at.dataset.do]?.call(this, at);
  }

  blank(at) {
    this.messages.answer(this.fieldAt(at), "");
    this.draw();
  }

  press(at) {
    const button = this.buttons.get(at.dataset.name);
    if (!button.asks) return this.act(button);
    this.asking = at.dataset.name;
    this.draw();
    this.pressable(at.dataset.name)?.focus();
  }

  yes(at) {
    const button = this.buttons.get(at.dataset.name);
    this.messages.forget(button.target);
    this.asking = "";
    this.act(button);
  }

  no(at) {
    this.asking = "";
    this.draw();
    this.pressable(at.dataset.name)?.focus();
  }

  // Closing is this window's to do: the kernel would end before it could say so.
  async shut() {
    if (await shutWorkbook()) return;
    this.news = this.words["not-shut"];
    this.draw();
  }

  act(button) {
    if (button.action === "close-workbook") return this.shut();
    this.messages.act(pressName(button), { action: button.action, target: button.target });
    this.draw();
  }

  // ---- a passphrase ----

  tellSecret(at) {
    const [name, box] = [at.dataset.name, at.closest(".wb-secret")];
    const secret = this.buttons.get(name);
    const [first, again] = secretsIn(box).map((input) => input.value);
    if (this.messages.held.has(name)) return;
    this.refused.delete(name);
    if ([...first].length < secret.least) this.refuse(name, secret.short);
    else if (secret.again && first !== again) this.refuse(name, secret.differ);
    else {
      this.made.delete(name);
      forgetSecrets(box);
      this.messages.act(name, { action: secret.action, secret: first }, LONG);
    }
    this.draw();
  }

  // What is held goes too: no passphrase waits in the page to be tried again.
  refuse(name, sentence) {
    this.messages.drop(name);
    this.refused.set(name, sentence);
    this.news = sentence;
  }

  make(at) {
    const box = at.closest(".wb-secret");
    const words = madeUp(this.buttons.get(at.dataset.name));
    for (const input of secretsIn(box)) input.value = words;
    showSecrets(box, true);
    this.made.add(at.dataset.name);
    this.refused.delete(at.dataset.name);
    this.draw();
  }

  forget = () => forgetSecrets(this.root);
  again = (at) => this.messages.send(this.messages.held.get(at.dataset.name));

  openHelp() {
    const dialog = this.root.querySelector("dialog.wb-help");
    this.cameFrom = document.activeElement;
    if (dialog && !dialog.open) dialog.showModal();
    dialog?.querySelector("h2")?.focus();
  }

  closeHelp = () => this.root.querySelector("dialog.wb-help")?.close();
  helpClosed = () => this.cameFrom?.isConnected && this.cameFrom.focus();
  pressable = (name) => this.root.querySelector(`[data-name="${CSS.escape(name)}"]`);
  fieldAt = (node) => this.fields.get(node.closest(".wb-q")?.dataset.key);

  // ---- what happens around it ----

  look() {
    this.tell({ type: "look" });
  }

  lookedAgain() {
    if (document.hidden || Date.now() - this.lookedAt < LOOK_AGAIN) return;
    this.lookedAt = Date.now();
    this.messages.retry();
    this.look();
  }

  hidden = () => document.hidden && this.messages.flush();

  kernelLost() {
    this.lost = true;
    this.draw();
  }

  kernelBack() {
    this.lost = false;
    this.messages.retry();
    this.look();
    this.draw();
  }

  tell(content) {
    try {
      this.model.send(content);
    } catch {
      /* no kernel: what matters is held and tried again */
    }
  }

  begin() {
    this.tell({ type: "ready" });
    this.waiting = setTimeout(() => this.waitedLong(), SLOW);
  }

  waitedLong() {
    if (this.page) return;
    this.sayAlone(this.model.get("_slow"));
    this.begin();
  }

  key(event) {
    this.byArrow = event.type === "keydown" && event.key?.startsWith("Arrow");
    if (event.type === "keydown" && (event.ctrlKey || event.metaKey) && event.key?.toLowerCase() === "s") {
      event.preventDefault(); // there is nothing to save by hand, and the browser would offer to save its page
      this.messages.flush();
    }
    if (event.type === "keydown" && event.key === "Enter" && event.target.matches?.(".wb-box[data-secret]")) {
      this.tellSecret(event.target.closest(".wb-secret").querySelector("[data-do=tell]"));
    }
    if (event.type === "keydown") scrollByKey(event);
    event.stopPropagation();
  }
}

function ancestors(node, root) {
  const found = [];
  for (let at = node.parentElement; at && at !== root; at = at.parentElement) if (at.dataset.key) found.push(at);
  return found;
}

// To another form of this notebook: its heading, where reading goes on.
function goTo(page) {
  const there = document.querySelector(`.wb-form [data-key="${CSS.escape(page)}"]`);
  there?.querySelector("h2")?.focus({ preventScroll: true });
  there?.scrollIntoView({ block: "start" });
}

const partsOf = (page) => (page?.parts ?? []).flatMap((part) => (part.type === "group" ? [part, ...part.parts] : [part]));
const fieldsOf = (page) => partsOf(page).filter((part) => part.type === "field");
const noticesOf = (page) => partsOf(page).filter((part) => part.type === "notice").map((notice) => notice.title || notice.text[0]);

function render({ model, el: host }) {
  const root = el("div", { class: "wb-form", tabindex: "-1", "data-state": "waiting" });
  const screen = new Screen(model, root);
  const leaving = new AbortController();
  const on = (target, names, act, options = {}) =>
    names.forEach((name) => target.addEventListener(name, act.bind(screen), { signal: leaving.signal, ...options }));
  on(root, KEYS, screen.key);
  on(root, ["input"], screen.typed);
  on(root, ["change"], screen.chosen);
  on(root, ["click"], screen.pressed);
  on(root, ["focusout"], screen.left);
  on(root, ["close"], screen.helpClosed, { capture: true });
  on(window, ["focus"], screen.lookedAgain);
  on(window, ["pagehide", "workbook:leaving", "workbook:closing"], () => screen.messages.flush());
  on(window, ["online", "workbook:kernel-back"], screen.kernelBack);
  on(window, ["pagehide", "workbook:leaving"], screen.forget);
  on(window, ["workbook:kernel-lost"], screen.kernelLost);
  on(document, ["visibilitychange"], screen.hidden);
  on(document, ["visibilitychange"], screen.lookedAgain);
  const hear = (message) => screen.hear(message);
  model.on("msg:custom", hear);
  host.append(root);
  screen.begin();
  return () => {
    leaving.abort();
    clearTimeout(screen.waiting);
    clearInterval(screen.asksAgain);
    screen.messages.leave();
    setTimeout(() => model.off("msg:custom", hear), LATE); // the word on what was sent last still counts
  };
}

export default { render };
