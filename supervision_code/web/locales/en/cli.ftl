# The command line: what a command did, and why one did not.

cli-database-current = The database is up to date.
cli-database-outdated = The database does not exist yet or is too old. Run supervision-code db upgrade first.
cli-roles-postgresql = Only PostgreSQL has database roles.
cli-roles-not-allowed = This login may not make roles. Run it once as one that has CREATEROLE.
cli-roles-set = Roles, grants and row-level security are up to date.
cli-login-known = { $name } existed already; it was given the role, its password is unchanged.
cli-database-failed = The database failed: { $why }
cli-districts-added = Added { $count } districts and streets of Shenzhen.
cli-policy-published = Published the supervision policy, hash { $hash }.
cli-keys-published = Published { $count } public keys.
cli-file-written = Wrote { $file }.
cli-file-faulty = This file cannot be read; correct the place it names and run again: { $what }
cli-file-unwritable = Cannot write { $file }: { $why }
cli-address-of-this-machine = The code holds { $address }, which no other device reaches: good for a demonstration only. Set PUBLIC_URL before printing.
cli-port-taken = Port { $port } cannot be used: { $why }. Choose another one, for example PORT=8001 make run.
cli-part-ended = { $part } ended unexpectedly, so everything was stopped. The log above says why.
cli-address-front = Front page
cli-address-enterprise = Enterprises
cli-address-officer = Officers
cli-address-supervisor = Supervisors
cli-stop = Press Ctrl-C to stop.

demo-accounts = Demonstration accounts (user name, password, portal, role)
cli-demo-code = Officer and supervisor portals also ask for a 6-digit code; now it is { $code }. The next one: .venv/bin/supervision-code demo code
cli-demo-code-none = The demonstration city was never loaded here, so there is no code for it.
demo-not-empty = The database holds firms already. The demonstration city needs an empty one.
demo-loading = Loading the demonstration city; it takes about a minute.
demo-loaded = Loaded the demonstration city. Its firms and people are invented.

import-stored = { $kind }: { $new } rows new, { $changed } changed, { $same } unchanged.
import-skipped = Skipped { $count } rows and wrote them, with the reasons, to { $file }.
import-nothing-stored = Found { $count } problems and stored nothing. The whole list: { $file }
import-more = { $count } more problems are in the list.
import-list-unwritable = Stored nothing, and the list of problems cannot be written to { $file }: { $why }
import-rejected-unwritable = The good rows are stored, but the others cannot be written to { $file }: { $why }
import-kind-districts = Districts
import-kind-agencies = Agencies
import-kind-officers = Officers
import-kind-items = Inspection items
import-kind-enterprises = Enterprises
import-kind-inspections = Inspections
import-kind-complaints = Complaints

cli-not-found = Not found. Check the credit code or the user name.

findings-span-backwards = The first day must not be later than the last day.
findings-evaluated = { $count } findings.

codes-issued = Issued { $count } supervision codes.
codes-picture-title = Supervision code of { $name }
codes-verified = Verified.
codes-verified-licence = This is the code on a business licence, credit code { $uscc }.
codes-verified-not = Not verified: { $reason } ({ $code })
codes-found-kind = Kind: { $kind }
codes-found-key = Key: { $kid }
codes-found-key-revoked = The key was revoked: take it for a static code at best.
codes-found-id = Code id: { $id }
codes-found-officer = Officer { $id }, visit { $visit }
codes-found-expiry = Good until: { $at }

accounts-added = Made account { $username }, first password { $password }, to be changed at the first sign-in.
accounts-reset = Reset account { $username }, new password { $password }, to be changed at the next sign-in.
accounts-factor-reset = The second factors of { $username } are gone and all its sessions ended; new ones are added at the next sign-in.
accounts-disabled = Disabled account { $username } and ended its sessions.
