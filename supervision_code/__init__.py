"""The core: rules, storage and use cases that the three portals share."""
