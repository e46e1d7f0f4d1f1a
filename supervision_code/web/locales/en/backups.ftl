# Backing up and restoring.

cli-backup-done = The backup is in { $folder }: { $files } files, { $kibibytes } KiB.
cli-backup-log = Log { $log }: { $size } entries sealed, { $waiting } waiting to be sealed.
cli-backup-with-keys = Note: the private keys are in the backup. Whoever has it can sign as this system; keep it encrypted and apart.
cli-backup-without-keys = The private keys are not in the backup. Keep DATA_DIR/keys elsewhere; a restored system needs the same keys.

cli-backup-refused-folder-not-empty = There are files in { $folder }; nothing was backed up. Choose an empty folder.
cli-backup-refused-missing = The backup is not whole: { $file } is missing. Nothing was restored.
cli-backup-refused-damaged = The backup is damaged: { $file } is not what the manifest says. Nothing was restored; use another backup.
cli-backup-refused-other-format = The backup's format is not known: { $file }. Restore it with the version that wrote it.
cli-backup-refused-other-kind = The backup is of { $kept } and cannot be restored into { $wanted }. Choose another database.
cli-backup-refused-not-empty = There are tables in { $database }; nothing was restored. Create a new, empty database.
cli-backup-refused-not-as-kept = The restored log is not the one of the manifest: { $folder }. Do not use this database.
cli-backup-refused-no-program = The program { $program } was not found. Install PostgreSQL's client programs and put them on the PATH.
cli-backup-refused-program = { $program } did not finish: { $why }

cli-restore-done = The backup of { $made } is restored.
cli-restore-files = Photos and documents put back: { $count }.
cli-restore-receipts = Of { $checked } entries in the receipts { $kept } are on record.
cli-restore-lost-range = Log { $log } lost { $entries } entries: no. { $first } to no. { $last } (known by { $known }).
cli-restore-entry-lost = Lost: { $at }, no. { $number }, { $kind }, entry { $entry }, receipt { $file }.
cli-restore-entry-changed = Differs: { $at }, no. { $number }, { $kind }, entry { $entry }, receipt { $file }.
cli-restore-receipt-unreadable = A receipt that cannot be read: { $file }.
cli-restore-does-not-hold = What was restored contradicts the evidence. Do not use it; find out why first.
cli-restore-next = Nothing is known to be lost. Set DATABASE_URL to the new database and start the services.
cli-restore-next-lost = Next: 1. set DATABASE_URL to the new database; 2. run supervision-code ledger succeed to start a new log, with the reason; 3. start the services; 4. have what is listed above recorded again by those concerned, and tell the supervisors.
cli-restore-no-address = Not the address of a database: { $url }.
cli-restore-no-receipts = There are no receipts (.txt files) in { $folder }.
cli-restore-no-checkpoint = A checkpoint that cannot be read: { $why }.

cli-database-awaited = The database does not answer yet; waiting for it: { $why }
