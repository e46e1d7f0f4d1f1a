# The machine interface: what a system's developer or a phone reads when something is not accepted.

error-token-refused = There is no valid token. Send it in the Authorization header; if it is unknown, expired or revoked, ask the operator.
error-scope-missing = This client was not given “{ $scope }”. If it needs it, ask the operator.
