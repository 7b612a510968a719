// Close the workbook: what was typed is sent, the server on this machine ends, and a last page stands in its place.
// An hour without use does the same. Only where the workbook was opened by its own command; in somebody's own JupyterLab
// there is nothing of ours to end. `workbook:closing`, told on window, is the forms' cue to send what was typed.

const UNUSED = 60 * 60 * 1000;
const LOOK_EVERY = 20_000;
const TO_BE_SAVED = 5000;
const SIGNS_OF_USE = ["keydown", "pointerdown", "pointermove", "wheel", "touchstart"];

const isOurWindow = () => document.body.classList.contains("second-look");
const settings = () => JSON.parse(document.getElementById("jupyter-config-data")?.textContent || "{}");

class Shutting {
  constructor(words) {
    Object.assign(this, { words, used: Date.now(), going: null });
    const unused = window.__workbookUnused ?? UNUSED; // tests cannot wait for an hour
    SIGNS_OF_USE.forEach((sign) => window.addEventListener(sign, () => { this.used = Date.now(); }, { capture: true, passive: true }));
    setInterval(() => Date.now() - this.used > unused && this.shut(words["shut-idle"]), Math.min(LOOK_EVERY, unused));
  }

  // Whether it was closed: not while something is not on disk yet.
  shut(sentence = this.words["shut-text"]) {
    this.going ??= this.end(sentence).finally(() => { this.going = null; });
    return this.going;
  }

  async end(sentence) {
    if (hasLeft() || !isOurWindow()) return false;
    window.dispatchEvent(new Event("workbook:closing"));
    for (const until = Date.now() + TO_BE_SAVED; unsaved().size && Date.now() < until;) await new Promise((go) => setTimeout(go, 50));
    if (unsaved().size) return false;
    const ended = await fetch(`${baseOf()}api/shutdown`, { method: "POST", headers: { Authorization: `token ${settings().token}` } }).catch(() => null);
    if (!ended?.ok) return false;
    window.location.replace(URL.createObjectURL(new Blob([lastPage(this.words.shut, sentence)], { type: "text/html" })));
    return true;
  }
}

// Nothing of what was written is in it, and nothing of JupyterLab is left in the tab.
function lastPage(title, sentence) {
  const look = getComputedStyle(document.querySelector(".wb-form"));
  const page = document.implementation.createHTMLDocument(document.title);
  page.documentElement.lang = "en";
  page.head.append(Object.assign(page.createElement("meta"), { name: "viewport", content: "width=device-width, initial-scale=1" }));
  page.body.style.cssText = `margin: 20vh auto 0; max-width: 34rem; padding: 0 24px; font: 18px/1.6 ${look.getPropertyValue("--wb-sans")}; color: ${look.getPropertyValue("--wb-ink")}; background: ${look.getPropertyValue("--wb-paper")}`;
  const heading = page.createElement("h1");
  heading.style.cssText = `font: 500 32px/1.2 ${look.getPropertyValue("--wb-serif")}`;
  heading.textContent = title;
  const text = page.createElement("p");
  text.textContent = sentence;
  const main = page.createElement("main");
  main.append(heading, text);
  page.body.append(main);
  return `<!doctype html>${page.documentElement.outerHTML}`;
}

function offerShutting(page) {
  if (page.words.shut && isOurWindow()) window.__workbookShutting ??= new Shutting(page.words);
}

const shutWorkbook = () => window.__workbookShutting?.shut() ?? Promise.resolve(false);
const canShut = () => Boolean(window.__workbookShutting);
