"""Second Look: a private workbook. It asks, keeps what you say on this computer, and never gives a verdict."""
