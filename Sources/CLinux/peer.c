#define _GNU_SOURCE
#include "peer.h"

#include <errno.h>
#include <sys/socket.h>

int clinux_peer_credentials(int descriptor, uid_t *uid, gid_t *gid, pid_t *pid) {
    struct ucred credentials;
    socklen_t length = sizeof credentials;
    if (getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &credentials, &length) != 0) return errno;
    *uid = credentials.uid;
    *gid = credentials.gid;
    *pid = credentials.pid;
    return 0;
}

int clinux_peer_groups(int descriptor, gid_t *groups, size_t *count) {
    socklen_t length = (socklen_t)(*count * sizeof *groups);
    int status = getsockopt(descriptor, SOL_SOCKET, SO_PEERGROUPS, groups, &length) == 0 ? 0 : errno;
    if (status == 0 || status == ERANGE) *count = length / sizeof *groups;
    return status;
}
