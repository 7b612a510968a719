// A file as it would be written, in a frame that may do nothing: no script, no form, no way out of it.

// The new page is laid over the old one and takes its place once it is there, so that nothing flickers.
function showPreview(holder, preview) {
  if (holder.shown === preview.html) return;
  holder.shown = preview.html;
  const frame = el("iframe", { sandbox: "", title: preview.title, srcdoc: preview.html, "data-state": "coming" });
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
  if (at) scrollWithin(frame, at);
  frame.dataset.state = "there";
  while (holder.firstChild !== frame) holder.firstChild.remove();
}

// To the part that was ticked last. Chromium alone lets a page do this to a frame that it may not look into; elsewhere
// the preview stays at its top.
function scrollWithin(frame, at) {
  if (!navigator.userAgentData) return;
  try {
    frame.contentWindow.location.replace(`about:srcdoc#${encodeURIComponent(at)}`);
  } catch {
    /* it stays at its top */
  }
}
