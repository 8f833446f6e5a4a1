#pragma once
#include <stddef.h>

/// Asks for a pipe that holds so many bytes. One that the system allows no more stays as it is.
void clinux_pipe_size(int descriptor, int bytes);

/// Whether systemd has handed over the cgroup at a path (`Delegate=yes`): 1 or 0.
int clinux_is_delegated(const char *path);

/// Keeps so many bytes of freed memory instead of giving them back to the system, where work comes in small bursts that
/// would each fetch theirs anew.
void clinux_keep_freed_memory(int bytes);
