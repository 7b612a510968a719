// A file as it would be written, in a frame that runs nothing: no script, no form, no way out of it. It is of this
// page's origin, so that the page can scroll it and hear the keys that are pressed in it.

// The new page is laid over the old one and takes its place once it is there, so that nothing flickers.
function showPreview(holder, preview) {
  if (holder.shown === preview.html) return;
  holder.shown = preview.html;
  const frame = el("iframe", { sandbox: "allow-same-origin", title: preview.title, srcdoc: preview.html, tabindex: "-1", "data-state": "coming" });
  frame.addEventListener("load", () => arrived(holder, frame, preview.at), { once: true });
  holder.append(frame);
}

// The Tab key passes by a frame in which nothing can be pressed: its holder is the stop, and the first key that scrolls
// goes on into it. From there the Tab key leads on, and with Shift back to the holder.
function scrollByKey(event) {
  if (!event.target.matches?.(".wb-frames") || !["Enter", "ArrowDown", "PageDown", "End", " "].includes(event.key)) return;
  event.target.querySelector("[data-state=there]")?.focus();
  event.preventDefault();
}

function arrived(holder, frame, at) {
  if (!frame.isConnected) return;
  window.__workbookLeaving?.hearIn(frame.contentWindow);
  const ticked = frame.contentDocument.getElementById(at); // the part that was ticked last
  if (ticked) frame.contentWindow.scrollTo(0, ticked.getBoundingClientRect().top - 12); // scrollIntoView would move us too
  frame.dataset.state = "there";
  while (holder.firstChild !== frame) holder.firstChild.remove();
}
