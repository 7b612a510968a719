// Questions: what each kind looks like, and how its value is read.
// `screen` is what form.js keeps: words, messages, and the lists of fields and buttons drawn so far.

const QUIET = {
  spellcheck: "false", autocomplete: "off", autocorrect: "off", writingsuggestions: "false", translate: "no",
  "data-gramm": "false", "data-gramm_editor": "false", "data-enable-grammarly": "false", "data-ms-editor": "false",
  "data-lt-active": "false", "data-lpignore": "true", "data-1p-ignore": true, "data-form-type": "other",
}; // nothing that reads along, remembers or suggests
const CHOOSING = ["scale", "choice", "choices"];
const MOST_NUMBERS = 11; // more than that are typed
const LONG_LABEL = 20; // letters, on average

const asRow = (field) => field.kind === "number" && field.high - field.low < MOST_NUMBERS;
const isGroup = (field) => CHOOSING.includes(field.kind) || asRow(field) || field.options.length > 0;

function drawField(screen, field) {
  const name = nameOf(field);
  const id = screen.idOf(name);
  const value = screen.messages.value(field);
  const notes = drawNotes(field, id);
  const trouble = drawTrouble(screen, name, `${id}-trouble`);
  const about = [...notes.map((note) => note.id), field.private && `${id}-private`, trouble?.id].filter(Boolean).join(" ") || null;
  screen.fields.set(name, field);
  return el(
    isGroup(field) ? "fieldset" : "div",
    { class: "wb-q", "data-key": name, "aria-describedby": isGroup(field) ? about : null },
    el(isGroup(field) ? "legend" : "label", { class: "wb-ask", id: `${id}-ask`, for: isGroup(field) ? null : id }, field.ask),
    notes,
    drawControl(field, id, value, about),
    drawPrivate(screen, field, id, value),
    trouble,
    drawUnder(screen, field, value),
  );
}

function drawNotes(field, id) {
  const note = (kind, text, shape) => text && el("p", { class: `wb-${kind}`, id: `${id}-${kind}` }, shape && icon(shape), text);
  return [
    note("hint", field.hint),
    note("before", field.before),
    note("marked", field.marked, "mind"),
  ].filter(Boolean);
}

function drawControl(field, id, value, about) {
  if (asRow(field)) return drawNumbers(field, id, value);
  if (field.kind === "scale") return drawScale(field, id, value);
  if (CHOOSING.includes(field.kind)) return drawOptions(field.options, field, id, value);
  const typed = field.options.some((option) => option.key === value) ? "" : value;
  if (!isGroup(field)) return drawBox(field, id, typed, about);
  return el("div", { class: "wb-typed" }, drawBox(field, id, typed, about), drawOptions(field.options, field, id, value));
}

function drawBox(field, id, value, about) {
  const long = field.kind === "text" && field.lines > 1;
  const kinds = { text: { type: "text", autocapitalize: "sentences" }, date: { type: "date" },
    number: { type: "text", inputmode: "numeric", autocapitalize: "off" } };
  return el(long ? "textarea" : "input", {
    ...(long ? { rows: field.lines, style: `min-height: calc(${field.lines} * 1.5em + 24px)`, autocapitalize: "sentences" } : kinds[field.kind]), ...QUIET,
    id, class: `wb-box wb-${field.kind}`, "aria-describedby": isGroup(field) ? null : about,
    "aria-labelledby": isGroup(field) ? `${id}-ask` : null, value,
  });
}

function drawOption(option, field, id, value, more = {}) {
  const single = ["scale", "choice"].includes(field.kind) || asRow(field);
  return el("label", { class: "wb-opt", "data-key": option.key, "data-apart": Boolean(option.apart), ...more },
    el("input", { type: single ? "radio" : "checkbox", name: `${id}-options`, value: option.key, autocomplete: "off",
      checked: value.split(" ").includes(option.key) }),
    el("span", {}, option.label, option.unseen && el("span", { class: "wb-unseen" }, option.unseen),
      option.hint && el("span", { class: "wb-more" }, option.hint)));
}

// In a row where they are words; a list where they are sentences, or one of them is explained.
function drawOptions(options, field, id, value) {
  const long = options.reduce((sum, option) => sum + option.label.length, 0) > LONG_LABEL * options.length;
  const shape = long || options.some((option) => option.hint) ? "wb-opts wb-list" : "wb-opts";
  return el("div", { class: shape, "data-many": options.length > 8 }, options.map((option) => drawOption(option, field, id, value)));
}

function drawScale(field, id, value) {
  const [levels, apart] = [field.options.filter((option) => !option.apart), field.options.filter((option) => option.apart)];
  if (levels.length > 5) return drawOptions(field.options, field, id, value);
  return el("div", { class: "wb-scale" },
    el("div", { class: "wb-levels" }, levels.map((option) => drawOption(option, field, id, value))),
    apart.map((option) => drawOption(option, field, id, value)));
}

function drawNumbers(field, id, value) {
  const ends = { [field.low]: field.low_label, [field.high]: field.high_label };
  const numbers = Array.from({ length: field.high - field.low + 1 }, (_, step) => {
    const key = String(field.low + step);
    return { key, label: key, unseen: ends[key] && ` ${ends[key]}` };
  });
  return el("div", { class: "wb-number-row" },
    el("div", { class: "wb-levels" }, numbers.map((option) => drawOption(option, field, id, value))),
    (field.low_label || field.high_label) && el("p", { class: "wb-ends", "aria-hidden": "true" },
      el("span", {}, `${field.low}: ${field.low_label}`), el("span", {}, `${field.high}: ${field.high_label}`)),
    field.options.length > 0 && drawOptions(field.options, field, id, value));
}

// One row, there before and after answering, so that nothing moves under the hand.
function drawPrivate(screen, field, id, value) {
  if (!field.private) return null;
  const keep = el("label", { class: "wb-keep" }, el("input", { type: "checkbox", "data-do": "keep", autocomplete: "off", checked: field.keeps }),
    el("span", {}, screen.words.keep));
  return [
    el("div", { class: "wb-private" },
      el("p", { id: `${id}-private` }, icon("lock"), field.keeps ? screen.words["private-kept"] : screen.words.private),
      (value !== "" || field.keeps) && keep),
    drawTrouble(screen, `keep ${nameOf(field)}`),
  ];
}

function drawUnder(screen, field, value) {
  if (field.settled && field.why.length === 0) return null; // nothing to unfold, and no blank to go back to
  const why = field.why.length > 0 && el("details", { class: "wb-why" }, el("summary", {}, screen.words.why), paragraphs(field.why));
  const blank = value !== "" && !field.settled && el("button", { type: "button", class: "wb-quiet wb-blank", "data-do": "blank",
    "aria-describedby": `${screen.idOf(nameOf(field))}-ask` }, screen.words.blank);
  return el("div", { class: "wb-under" }, why, blank);
}

// "Not saved", beside what was not saved.
function drawTrouble(screen, name, id) {
  const message = screen.messages.trouble(name);
  if (!message) return null;
  const waiting = message.content.type === "answer" ? screen.words["not-saved"] : screen.words["not-done"];
  return el("p", { class: "wb-trouble", id, "data-key": `trouble ${name}` }, icon("mind"), el("span", {}, message.sentence || waiting),
    message.state === "failed" && el("button", { type: "button", class: "wb-quiet", "data-do": "again", "data-name": name }, screen.words.again));
}

// ---- reading ----

function valueIn(field, box, input) {
  if (!["radio", "checkbox"].includes(input.type)) return field.kind === "text" ? input.value : input.value.trim();
  if (input.type === "radio") return input.value;
  if (field.kind !== "choices") return input.checked ? input.value : "";
  const alone = (key) => field.options.find((option) => option.key === key)?.alone ?? false;
  const chosen = [...box.querySelectorAll(".wb-opt input:checked")].map((other) => other.value);
  const goes = (key) => key !== input.value && (alone(key) || alone(input.value)); // "not sure", "none of these"
  return chosen.filter((key) => !(input.checked && goes(key))).join(" ");
}

// How long to wait for more: a year typed digit by digit passes through the years 2, 20 and 202, which are not meant.
function pauseFor(field, value) {
  if (field.kind === "text") return 400;
  return field.kind === "date" && value.startsWith("0") ? 60_000 : 1000;
}
