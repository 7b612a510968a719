"""What JupyterLab starts with: settings, the save hook, and the extension that runs our own notebooks on open."""
