"""Load and cost measurements, each as a ratio to a bare limit taken in the same run; they never fail on a time."""
