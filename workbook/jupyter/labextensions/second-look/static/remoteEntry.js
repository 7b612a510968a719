/* Opens our own notebooks ready to use: runs them, hides what is not for reading, lets no shortcut act in them, and
   builds the forms again when the kernel was lost. Any other notebook is left as JupyterLab has it.

   Two files and no build: JupyterLab takes a federated module as it stands, init() then get().

   The page of a notebook carries data-second-look="running", then "ready". What a form may rely on, both on window,
   with detail.path:
     workbook:kernel-lost   the kernel is gone; the forms still stand and are about to be built again
     workbook:kernel-back   they have been built again
   and what it relies on:
     workbook:leaving       the person leaves quickly; from then on the tab's name is not ours */
(() => {
  const NAME = "second-look";
  const HERE = new URL(".", document.currentScript.src);
  const LOST = ["autorestarting", "restarting", "terminating", "dead"];
  const TITLE = "Notes";
  const MOMENT = "One moment";
  const STUCK = "This page did not open as it should. Reload it; if that does not help, close the workbook and start it again.";
  const CLOSED = "The workbook was closed, so nothing more is saved here. Start it again as you did before.";
  let scope;

  const later = (milliseconds) => new Promise((go) => setTimeout(go, milliseconds));
  const shared = async (name) => (await scope[name][Object.keys(scope[name]).sort().pop()].get())();

  /* ---- Is it ours? By path and by what the cells say: the same text as workbook/allowed.py makes. ---- */

  const fingerprint = async (model) => {
    const cells = Array.from(model.cells, (cell) => [cell.type, cell.sharedModel.getSource()]);
    const bytes = new TextEncoder().encode(JSON.stringify(cells));
    const digest = await crypto.subtle.digest("SHA-256", bytes);
    return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  };

  const list = async () => (await fetch(new URL("notebooks.json", HERE), { cache: "no-store" })).json();

  const isOurs = async (panel) => {
    const wanted = (await list())[panel.context.path];
    return wanted !== undefined && wanted === (await fingerprint(panel.context.model));
  };

  /* ---- A quiet moment: paper over JupyterLab's coming and going, until the first forms can be read. ---- */

  let curtain = null; // over the whole page, from before JupyterLab begins; taken over by the first notebook

  const cover = (place) => {
    const paper = Object.assign(document.createElement("p"), { className: "second-look-moment", textContent: MOMENT });
    paper.setAttribute("role", "status");
    return place.appendChild(paper);
  };

  const coverPage = async () => {
    const path = decodeURIComponent(location.pathname).split("/doc/tree/")[1];
    if (!path || !(path in (await list()))) return;
    curtain = cover(document.body);
    setTimeout(() => curtain?.remove(), 30000);
  };

  const uncover = async (panel) => {
    const paper = curtain?.isConnected ? curtain : cover(panel.node);
    for (const end = performance.now() + 10000; !canBeRead(panel) && performance.now() < end;) await later(30);
    paper.remove();
  };

  /* All that is in view is there, or something that must not wait: a sentence of ours, an error. */
  const canBeRead = (panel) =>
    panel.isDisposed || panel.node.dataset.secondLook === "ready" || panel.node.querySelector(URGENT) !== null ||
    codeCells(panel).filter(inView).every((cell) => ran(cell) && showsAll(cell) && !cell.node.querySelector(".wb-form:empty"));

  const URGENT = ".second-look-note:not([hidden]), .jp-OutputArea-output:is([data-mime-type$=stderr], [data-mime-type$=error])";
  const inView = ({ node }) => node.getBoundingClientRect().top < innerHeight;

  /* ---- The tab's Back finds one page at most: JupyterLab notes each notebook as often as it is looked at. ---- */

  history.pushState = history.replaceState.bind(history);

  let left = false;
  addEventListener("workbook:leaving", () => { left = true; });

  /* ---- Nothing of JupyterLab's own acts on one of our notebooks. ---- */

  const quiet = (app, apputils, ours) => {
    const shown = () => ours.has(app.shell.currentWidget);
    const onKey = app.evtKeydown.bind(app);
    app.evtKeydown = (event) => shown() || onKey(event);
    const process = app.commands.processKeydownEvent.bind(app.commands);
    app.commands.processKeydownEvent = (event) => shown() || process(event);
    addEventListener("keydown", (event) => {
      if (shown() && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") event.preventDefault();
    }, true);
    const launch = apputils.Dialog.prototype.launch;
    apputils.Dialog.prototype.launch = function () {
      if (!shown()) return launch.call(this);
      this.dispose();
      return Promise.resolve({ button: apputils.Dialog.cancelButton(), isChecked: null, value: null });
    };
    nameTab(shown);
    const refresh = () => {
      document.body.classList.toggle("second-look", shown() && app.shell.mode === "single-document");
      if (shown() && !left) document.title = TITLE;
    };
    app.shell.currentChanged.connect(refresh);
    app.shell.modeChanged?.connect(refresh);
    return refresh;
  };

  const nameTab = (shown) => {
    const name = () => { if (shown() && !left && document.title !== TITLE) document.title = TITLE; };
    new MutationObserver(name).observe(document.querySelector("title"), { childList: true, characterData: true, subtree: true });
  };

  const stillPage = (panel) => {
    panel.addClass("second-look-page");
    const stop = (event) => event.stopPropagation();
    panel.node.addEventListener("contextmenu", stop);
    for (const kind of ["dblclick", "dragstart"]) panel.content.node.addEventListener(kind, keepCells, true);
    plainCells(panel.content.node);
    const clean = () => { if (panel.context.model.dirty) panel.context.model.dirty = false; };
    panel.context.model.stateChanged.connect(clean);
    clean();
  };

  /* JupyterLab tells a screen reader of a feed of code cells, each a stop for Tab; here they are a page, and none is. */
  const plainCells = (node) => {
    const plain = () => {
      for (const place of [node, ...node.querySelectorAll(".jp-WindowedPanel-viewport")]) {
        for (const name of ["role", "aria-label"]) place.removeAttribute(name);
      }
      for (const cell of node.querySelectorAll(".jp-Cell[aria-label]")) cell.removeAttribute("aria-label");
      for (const cell of node.querySelectorAll(".jp-Cell[tabindex='0']")) cell.tabIndex = -1;
    };
    new MutationObserver(plain).observe(node, { subtree: true, childList: true, attributes: true, attributeFilter: ["role", "aria-label", "tabindex"] });
    plain();
  };

  /* A double click on prose would open its source; in a form it is the form's. */
  const keepCells = (event) => { if (!event.target.closest?.(".jp-OutputArea")) event.stopPropagation(); };

  /* ---- Run it, see that it is there, run it again when the kernel was lost. ---- */

  const codeCells = (panel) => panel.content.widgets.filter((cell) => cell.model.type === "code");
  const ran = (cell) => cell.model.executionCount !== null;
  const drawn = ({ node }) => node.getBoundingClientRect().height > 4 && !/^\s*(Loading|Error displaying) widget/.test(node.innerText);
  const showsAll = (cell) => cell.model.outputs.length === 0 || drawn(cell.outputArea);

  /* The cells that did not run, or whose forms are still not drawn after so many milliseconds. */
  const blanks = async (panel, patience) => {
    const end = performance.now() + patience;
    while (!codeCells(panel).every(showsAll) && performance.now() < end && !panel.isDisposed) await later(50);
    return panel.isDisposed ? [] : codeCells(panel).filter((cell) => !ran(cell) || !showsAll(cell));
  };

  /* Run all cells; then those that came to nothing (one that fails holds up the ones after it), while that helps. */
  const runner = (panel, notebook) => {
    const run = async () => {
      say(panel, "");
      panel.node.dataset.secondLook = "running";
      for (let cells = codeCells(panel), tries = 0; cells.length; tries += 1) {
        await notebook.NotebookActions.runCells(panel.content, cells, panel.sessionContext);
        const left = await blanks(panel, 8000);
        if (tries && left.length >= cells.length) return say(panel, STUCK);
        cells = left;
      }
      panel.node.dataset.secondLook = "ready";
    };
    let going = Promise.resolve();
    return () => (going = going.then(run, run));
  };

  const say = (panel, sentence) => {
    let note = panel.node.querySelector(".second-look-note");
    if (!note) {
      note = document.createElement("p");
      note.className = "second-look-note";
      note.setAttribute("role", "status");
      panel.content.node.before(note);
    }
    note.textContent = sentence;
    note.hidden = !sentence;
  };

  const tell = (panel, what) => dispatchEvent(new CustomEvent(`workbook:kernel-${what}`, { detail: { path: panel.context.path } }));

  const watchKernel = (panel, run) => {
    const session = panel.sessionContext;
    let lost = false;
    let reviving = false;
    const lose = () => {
      if (!lost) tell(panel, "lost");
      lost = true;
    };
    const regain = async () => {
      if (!lost || !session.session?.kernel) return;
      lost = false;
      await run();
      if (!lost) tell(panel, "back");
    };
    /* The server gave up restarting it, or it was ended from elsewhere: nobody but us brings it back. */
    const revive = async () => {
      if (reviving || panel.isDisposed) return;
      reviving = true;
      lose();
      await later(300); // the word that it died comes before the word that it is gone
      await (session.session?.kernel ? session.restartKernel() : session.startKernel()).catch(() => say(panel, STUCK));
      reviving = false;
    };
    session.statusChanged.connect((_, status) => {
      if (LOST.includes(status)) lose();
      if (status === "dead" || !session.session) revive();
      if (status === "idle") regain();
    });
    session.kernelChanged.connect((_, change) => { if (!change.newValue) revive(); });
  };

  /* The server itself: closed by the person, or asleep with the computer. JupyterLab goes on trying to reach it. */
  const watchServer = (panel) => {
    panel.sessionContext.connectionStatusChanged.connect(async (session, status) => {
      if (status === "connected") return say(panel, "");
      await later(3000);
      if (session.isDisposed || session.session?.kernel?.connectionStatus === "connected") return;
      const answer = await fetch(new URL("notebooks.json", HERE), { cache: "no-store" }).catch(() => null);
      if (!answer) say(panel, CLOSED);
    });
  };

  const open = async (panel, notebook, ours, refresh) => {
    await panel.context.ready;
    if (!(await isOurs(panel).catch(() => false))) return curtain?.remove();
    uncover(panel);
    ours.add(panel);
    panel.disposed.connect(() => ours.delete(panel));
    stillPage(panel);
    refresh();
    await panel.sessionContext.ready;
    await panel.sessionContext.session?.kernel?.info;
    const run = runner(panel, notebook);
    watchKernel(panel, run);
    watchServer(panel);
    await run();
  };

  const plugin = (notebook, apputils) => ({
    id: `${NAME}:open`,
    autoStart: true,
    requires: [notebook.INotebookTracker],
    activate: (app, tracker) => {
      const ours = new Set();
      const refresh = quiet(app, apputils, ours);
      tracker.widgetAdded.connect((_, panel) => open(panel, notebook, ours, refresh));
    },
  });

  const style = document.createElement("link");
  Object.assign(style, { rel: "stylesheet", href: new URL("page.css", HERE) });
  document.head.append(style);
  coverPage().catch(() => {});

  (window._JUPYTERLAB ??= {})[NAME] = {
    init: (given) => { scope = given; },
    get: async () => {
      const made = plugin(await shared("@jupyterlab/notebook"), await shared("@jupyterlab/apputils"));
      return () => ({ __esModule: true, default: made });
    },
  };
})();
