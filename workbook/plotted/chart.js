// Draws a chart that the kernel sends once this page asks for it. Nothing of it is widget state, so nothing of it can be
// saved in a notebook; the drawing library comes from the kernel too, packed, once a page, and from nowhere else.

const LIBRARY = Symbol.for("second-look.plotly");
const NARROW = 520;
const PATIENCE = 20000;

export default {
  async render({ model, el }) {
    const box = document.createElement("div");
    box.className = "wb-chart";
    box.setAttribute("role", "img");
    el.append(box);

    const chart = await asked(model, "chart").catch(() => null);
    if (!chart) return; // the kernel is gone; what rebuilds the notebook rebuilds this
    box.setAttribute("aria-label", chart.alt);
    const plotly = await library(model).catch(() => null);
    if (!plotly) {
      box.removeAttribute("role");
      box.textContent = chart.alt; // a chart that cannot be drawn is told
      return;
    }

    let drawn = null; // what the last drawing was made for
    const draw = () => {
      if (!box.isConnected || !box.clientWidth) return;
      const figure = JSON.parse(box.clientWidth < NARROW ? chart.narrow : chart.wide);
      const look = [box.clientWidth, ink(box, "var(--wb-ink)"), ink(box, "var(--wb-accent)")].join();
      if (look === drawn) return;
      drawn = look;
      box.style.height = `${figure.layout.height}px`;
      const done = plotly.react(box, coloured(figure.data, box), coloured(figure.layout, box), chart.config);
      done.then(() => box.querySelector(".plot-container")?.setAttribute("aria-hidden", "true")); // its name tells it all
    };

    const resized = new ResizeObserver(draw);
    resized.observe(box);
    const themed = new MutationObserver(() => requestAnimationFrame(draw));
    themed.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light", "data-jp-theme-name"] });
    draw();

    return () => {
      resized.disconnect();
      themed.disconnect();
      plotly.purge(box);
    };
  },
};

// Asks the kernel, and waits for a message of that kind.
function asked(model, kind) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => settle(reject, new Error(`no ${kind} came`)), PATIENCE);
    const listen = (message, buffers) => {
      if (message.type === kind) settle(resolve, { ...message, buffers });
    };
    const settle = (how, value) => {
      clearTimeout(late);
      model.off("msg:custom", listen);
      how(value);
    };
    model.on("msg:custom", listen);
    model.send({ type: kind });
  });
}

// The drawing library: one for all charts of a page. A try that failed is forgotten, so that the next chart asks again.
function library(model) {
  globalThis[LIBRARY] ??= unpacked(model).catch((trouble) => {
    delete globalThis[LIBRARY];
    throw trouble;
  });
  return globalThis[LIBRARY];
}

async function unpacked(model) {
  const { buffers } = await asked(model, "library");
  const stream = new Blob([buffers[0]]).stream().pipeThrough(new DecompressionStream("gzip"));
  const source = await new Response(stream).text();
  const module = new Blob(["const module = { exports: {} };\n", source, "\nexport default module.exports;"], {
    type: "text/javascript",
  });
  const address = URL.createObjectURL(module);
  try {
    return (await import(/* webpackIgnore: true */ address)).default;
  } finally {
    URL.revokeObjectURL(address);
  }
}

// Every var(--wb-…) in a figure as the colour that it is in this theme.
function coloured(value, box) {
  if (Array.isArray(value)) return value.map((each) => coloured(each, box));
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, coloured(each, box)]));
  }
  return typeof value === "string" && value.startsWith("var(--wb-") ? ink(box, value) : value;
}

function ink(box, colour) {
  const probe = document.createElement("span");
  probe.style.color = colour;
  probe.hidden = true;
  box.parentElement.append(probe);
  probe.className = "wb-chart";
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}
