# The machine interface: what a system's developer or a phone reads when something is not accepted.

error-token-refused = 没有有效的访问令牌。请在 Authorization 头中带上令牌；令牌未知、过期或已撤销时，请联系运维人员。
error-scope-missing = 该客户端没有“{ $scope }”这项权限。需要的话，请联系运维人员。
