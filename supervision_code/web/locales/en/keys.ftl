# Keys that sign codes: the words of the command `keys`

keys-line = { $kid }  { $state }  { $since }  codes in force: { $codes }
keys-state-signs = signs
keys-state-waits = published, waits for its turn
keys-state-verifies = verifies only
keys-state-revoked = revoked
keys-rotated = The new key { $kid } is published and signs from { $at }. Old codes stay good.
keys-waits = Key { $kid } is published already and signs from { $at }; there is nothing to rotate.
keys-revoked = Key { $kid } is revoked and its private half destroyed. Codes in force signed with it: { $codes }. They count as static codes from now on; ask the firms to replace them.
keys-unknown = There is no key { $kid }.
