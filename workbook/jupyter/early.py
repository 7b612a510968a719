"""Starts the first notebook's kernel while the browser is still loading JupyterLab: seconds nobody has to wait for."""

from __future__ import annotations

import os
from typing import Any

from workbook.launch import EARLY


def _load_jupyter_server_extension(server: Any) -> None:
    if notebook := os.environ.get(EARLY):
        server.io_loop.add_callback(_begin, server.session_manager, notebook)


async def _begin(sessions: Any, notebook: str) -> None:
    """JupyterLab takes up a session that is there for the notebook it opens. What went wrong here it does anew."""
    name = notebook.rsplit("/", 1)[-1]
    await sessions.create_session(path=notebook, name=name, type="notebook", kernel_name="python3")
