"""What the portals share: current user, sign-in, errors, forms, templates."""
