"""Settings, policy and logging: everything an installation may change."""
