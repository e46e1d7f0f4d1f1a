"""Files read into the registers and the log."""
