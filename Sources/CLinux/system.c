#define _GNU_SOURCE
#include "system.h"

#include <fcntl.h>
#include <malloc.h>
#include <sys/xattr.h>

void clinux_pipe_size(int descriptor, int bytes) { (void)fcntl(descriptor, F_SETPIPE_SZ, bytes); }

int clinux_is_delegated(const char *path) {
    char mark = 0;
    /* Unprivileged services see the second one only, of systemd 251 and later. */
    if (getxattr(path, "trusted.delegate", &mark, 1) == 1) return mark == '1';
    return getxattr(path, "user.delegate", &mark, 1) == 1 && mark == '1';
}

void clinux_keep_freed_memory(int bytes) { (void)mallopt(M_TRIM_THRESHOLD, bytes); }
