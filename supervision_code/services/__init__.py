"""Use cases that change something; one public method is one transaction."""
