"""How a summary looks on paper, one module a form; what it says is decided in workbook/summary.py."""
