#pragma once

#include <stddef.h>
#include <sys/types.h>

// Who connected a Unix socket, as of its connect(2) or socketpair(2). Returns 0 or an errno.
int clinux_peer_credentials(int descriptor, uid_t *uid, gid_t *gid, pid_t *pid);

// The supplementary groups of whoever connected a Unix socket. `count` says how many fit into `groups` and is set to
// how many there are. Returns 0, ERANGE when they don't fit, or another errno.
int clinux_peer_groups(int descriptor, gid_t *groups, size_t *count);
