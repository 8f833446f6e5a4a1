#pragma once
#include <stdint.h>
#include <sys/types.h>

/// A program to be started, by the descriptor that was checked.
struct clinux_program {
    /// The open executable. The child keeps it as descriptor 3, since an interpreter opens its script by it.
    int executable;
    char *const *arguments;
    char *const *environment;
    const char *folder;
    /// Standard input, output and error.
    int stdio[3];
    /// Most seconds of processor time, bytes of address space and bytes of a file; 0 for no limit.
    uint64_t cpu_seconds;
    uint64_t memory_bytes;
    uint64_t file_bytes;
};

/// How a process ended.
struct clinux_ending {
    /// The exit status, or -1 if a signal ended it.
    int status;
    /// The signal, or 0.
    int signal;
};

/// Starts a program in a session and process group of its own, with signals as a fresh process has them and no other
/// descriptor of ours. Returns 0, or an errno; an error of exec itself is returned too.
int clinux_spawn(const struct clinux_program *program, pid_t *pid, int *pidfd);

/// Takes the ending of a child that has ended, and kills whatever it left behind in its process group. Returns 0, or an
/// errno (EAGAIN if it still runs).
int clinux_reap(int pidfd, struct clinux_ending *ending);

/// A sealed file in memory that holds `bytes`, to be read from its beginning. Returns a descriptor, or -1 with errno.
int clinux_memory_file(const void *bytes, size_t count);
