#define _GNU_SOURCE
#include "spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef P_PIDFD
#define P_PIDFD 3
#endif

/* Descriptors as the child has them. */
enum { CHILD_EXECUTABLE = 3, CHILD_CONNECTION = 4, CHILD_COUNT = 5, ABOVE_CHILD = 16 };

static void limit(int resource, uint64_t value) {
    if (value == 0) return;
    struct rlimit both = {.rlim_cur = value, .rlim_max = value};
    setrlimit(resource, &both);
}

/* The kernel's struct sched_attr in its first form; not every libc has it. */
struct scheduling {
    uint32_t size, policy;
    uint64_t flags;
    int32_t nice;
    uint32_t priority;
    uint64_t runtime, deadline, period;
};

/* Lets whatever else wakes up go first. By weight alone it wouldn't: since Linux 6.12 what runs keeps the processor to the
   end of its slice, unless the other's slice is shorter. */
static void give_way(void) {
    const struct scheduling last = {.size = sizeof last, .policy = SCHED_OTHER, .nice = 19, .runtime = 100000000};
    syscall(SYS_sched_setattr, 0, &last, 0);
}

/* Runs in the child, on memory that is still the parent's: system calls only. Returns if it couldn't, with errno. */
static void become(const struct clinux_program *program) {
    const int wanted[CHILD_COUNT] = {
        program->stdio[0], program->stdio[1], program->stdio[2], program->executable, program->connection};
    int from[CHILD_COUNT];
    setsid();
    if (program->cgroup >= 0 && write(program->cgroup, "0", 1) < 0) return;
    for (int number = 1; number < NSIG; number++) {
        if (number != SIGKILL && number != SIGSTOP) signal(number, SIG_DFL);
    }
    /* Moved out of the way of the numbers that they get. */
    for (int i = 0; i < CHILD_COUNT; i++) {
        from[i] = wanted[i] < 0 ? -1 : fcntl(wanted[i], F_DUPFD, ABOVE_CHILD);
        if (from[i] < 0 && wanted[i] >= 0) return;
    }
    for (int target = 0; target < CHILD_COUNT; target++) {
        if (from[target] >= 0 ? dup2(from[target], target) < 0 : close(target) < 0 && errno != EBADF) return;
    }
    if (syscall(SYS_close_range, CHILD_COUNT, ~0U, 0) < 0) return;
    if (chdir(program->folder) < 0) return;
    limit(RLIMIT_CPU, program->cpu_seconds);
    limit(RLIMIT_AS, program->memory_bytes);
    limit(RLIMIT_FSIZE, program->file_bytes);
    limit(RLIMIT_NPROC, program->processes);
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    setrlimit(RLIMIT_NICE, &none);
    give_way();
    sigset_t nothing;
    sigemptyset(&nothing);
    sigprocmask(SIG_SETMASK, &nothing, NULL);
    syscall(SYS_execveat, CHILD_EXECUTABLE, "", program->arguments, program->environment, AT_EMPTY_PATH);
}

int clinux_spawn(const struct clinux_program *program, pid_t *pid, int *pidfd) {
    /* Written by the child, into memory that both have. */
    volatile int failure = 0;
    /* No handler of ours may run in the child before it has set its own. */
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t child = vfork();
    if (child == 0) {
        become(program);
        failure = errno;
        _exit(127);
    }
    if (child < 0) failure = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (child < 0) return failure;
    int descriptor = failure ? -1 : (int)syscall(SYS_pidfd_open, child, 0);
    if (!failure && descriptor < 0) {
        failure = errno;
        kill(-child, SIGKILL);
    }
    if (failure) waitpid(child, NULL, 0);
    *pid = child;
    *pidfd = descriptor;
    return failure;
}

int clinux_reap(int pidfd, struct clinux_ending *ending) {
    siginfo_t info = {0};
    if (waitid(P_PIDFD, (id_t)pidfd, &info, WEXITED | WNOHANG | WNOWAIT) < 0) return errno;
    if (info.si_pid == 0) return EAGAIN;
    /* As long as it isn't reaped, nobody else can have its number. */
    kill(-info.si_pid, SIGKILL);
    struct rusage used;
    if (syscall(SYS_waitid, P_PIDFD, pidfd, &info, WEXITED, &used) < 0) return errno;
    ending->processor_time = (int64_t)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000000
        + used.ru_utime.tv_usec + used.ru_stime.tv_usec;
    ending->status = info.si_code == CLD_EXITED ? info.si_status : -1;
    ending->signal = info.si_code == CLD_EXITED ? 0 : info.si_status;
    return 0;
}

int clinux_become_subreaper(void) {
    return prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0 ? 0 : errno;
}

int clinux_memory_file(const void *bytes, size_t count) {
    int file = memfd_create("event", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (file < 0) return -1;
    const char *rest = bytes;
    while (count > 0) {
        ssize_t written = write(file, rest, count);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) {
            int error = errno;
            close(file);
            errno = error;
            return -1;
        }
        rest += written;
        count -= (size_t)written;
    }
    lseek(file, 0, SEEK_SET);
    fcntl(file, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL);
    return file;
}
