"""Storage: sessions, the ledger writer, the outbox and the migrations."""
