// What was said and is not yet on disk. Nothing here is written to any storage of the browser: it is memory, and goes
// when the tab goes. Answers that are not private also lie in window.__workbookUnsaved, so that the form that is built
// after a kernel was lost can fill them in again and save them.

const LATE = 3000; // no word for so long: it says "not saved"
const AGAIN = 5000; // and tries again this often; a message keeps its number, so Python acts on it once

let lastNumber = Math.floor(Math.random() * 2 ** 40); // two tabs on one form must not use the same numbers

const nameOf = (field) => `${field.question} ${field.sitting ?? ""}`;
const unsaved = () => (window.__workbookUnsaved ??= new Map());

class Messages {
  constructor(model, changed) {
    this.model = model;
    this.changed = changed;
    this.held = new Map(); // name -> what is on its way
  }

  // An answer: held at once, sent after a pause. A later one for the same question takes its place.
  answer(field, value, pause = 0) {
    const name = nameOf(field);
    const content = { type: "answer", n: ++lastNumber, question: field.question, sitting: field.sitting ?? "", value };
    if (!field.private) unsaved().set(name, content);
    this.hold(name, content, pause);
  }

  // patience: what takes a while is not called late before that.
  act(name, fields, patience = LATE) {
    if (["sent", "late"].includes(this.held.get(name)?.state)) return; // pressed twice
    this.flush();
    this.hold(name, { type: "action", n: ++lastNumber, action: "", target: "", ...fields }, 0, patience);
  }

  hold(name, content, pause, patience = LATE) {
    clearTimeout(this.held.get(name)?.timer);
    const message = { name, content, state: "typed", sentence: "", timer: 0, patience };
    this.held.set(name, message);
    if (pause) message.timer = setTimeout(() => this.send(message), pause);
    else this.send(message);
  }

  send(message) {
    clearTimeout(message.timer);
    if (message.state === "typed") message.state = "sent";
    try {
      this.model.send(message.content);
    } catch {
      this.late(message);
      return;
    }
    message.timer = setTimeout(() => this.late(message), message.patience);
  }

  late(message) {
    const news = message.state !== "late";
    message.state = "late";
    clearTimeout(message.timer);
    message.timer = setTimeout(() => this.send(message), AGAIN);
    if (news) this.changed();
  }

  failed(n, sentence) {
    const message = this.byNumber(n);
    if (!message) return null;
    clearTimeout(message.timer);
    return Object.assign(message, { state: "failed", sentence });
  }

  // It is on disk: what was held may go.
  done(n) {
    const message = this.byNumber(n);
    if (!message) return null;
    this.drop(message.name);
    return message;
  }

  drop(name) {
    clearTimeout(this.held.get(name)?.timer);
    this.held.delete(name);
    unsaved().delete(name);
  }

  // An entry was deleted: a text of it that could not be saved must not come back.
  forget(target) {
    for (const [name, { content }] of [...this.held]) {
      if (content.type === "answer" && [content.sitting, content.question].includes(target)) this.drop(name);
    }
  }

  byNumber = (n) => [...this.held.values()].find((message) => message.content.n === n);

  // Send now what waits for a pause (leaving a box, hiding the tab, closing it).
  flush() {
    for (const message of this.held.values()) if (message.state === "typed") this.send(message);
  }

  // The kernel is back, or somebody looks again.
  retry() {
    for (const message of this.held.values()) {
      const refused = message.state === "failed" && message.content.type === "action"; // to be pressed again by hand
      if (message.state !== "sent" && !refused) this.send(message);
    }
  }

  value = (field) => this.held.get(nameOf(field))?.content.value ?? field.value;
  trouble = (name) => (["late", "failed"].includes(this.held.get(name)?.state) ? this.held.get(name) : null);
  get behind() {
    return [...this.held.keys()].some((name) => this.trouble(name));
  }

  // Taken off the screen: the last words go out, and nothing is tried again from here.
  leave() {
    this.flush();
    for (const message of this.held.values()) clearTimeout(message.timer);
  }
}

// What an earlier form of this window could not save, and this page asks for.
function leftOver(field) {
  const content = unsaved().get(nameOf(field));
  if (content && content.value === field.value) unsaved().delete(nameOf(field));
  return content && content.value !== field.value ? content.value : null;
}
