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
    /// What the child gets as descriptor 4, or -1.
    int connection;
    /// An open cgroup.procs of the cgroup that the child shall be in, or -1.
    int cgroup;
    /// Most seconds of processor time, bytes of address space, bytes of a file and processes of the user; 0 for no
    /// limit.
    uint64_t cpu_seconds;
    uint64_t memory_bytes;
    uint64_t file_bytes;
    uint64_t processes;
};

/// How a process ended.
struct clinux_ending {
    /// The exit status, or -1 if a signal ended it.
    int status;
    /// The signal, or 0.
    int signal;
    /// How much processor time it used, with the children that it has waited for, in microseconds.
    int64_t processor_time;
};

/// Starts a program in a session and process group of its own, with signals as a fresh process has them and no other
/// descriptor of ours. Returns 0, or an errno; an error of exec itself is returned too.
///
/// The child has the lowest priority (nice 19, of which only root can rid itself) and long slices of processor time, so
/// that this process goes before it whenever it has something to do.
///
/// The child borrows this process's memory until it is the other program, so that nothing of it is copied: a big
/// process starts children as fast as a small one.
int clinux_spawn(const struct clinux_program *program, pid_t *pid, int *pidfd);

/// Takes the ending of a child that has ended, and kills whatever it left behind in its process group. Returns 0, or an
/// errno (EAGAIN if it still runs).
int clinux_reap(int pidfd, struct clinux_ending *ending);

/// Lets processes that lose their parent become children of this one, instead of the system's first process. Returns 0
/// or an errno.
int clinux_become_subreaper(void);

/// A sealed file in memory that holds `bytes`, to be read from its beginning. Returns a descriptor, or -1 with errno.
int clinux_memory_file(const void *bytes, size_t count);
