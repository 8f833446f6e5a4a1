#define _GNU_SOURCE
#include "spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef P_PIDFD
#define P_PIDFD 3
#endif

/* Descriptors as the child has them. */
enum { CHILD_EXECUTABLE = 3, CHILD_REPORT = 4, CHILD_COUNT = 5, ABOVE_CHILD = 16 };

static void limit(int resource, uint64_t value) {
    if (value == 0) return;
    struct rlimit both = {.rlim_cur = value, .rlim_max = value};
    setrlimit(resource, &both);
}

/* Runs in the child: async-signal-safe calls only. */
static void become(const struct clinux_program *program, const int from[CHILD_COUNT]) {
    setsid();
    for (int number = 1; number < NSIG; number++) {
        if (number != SIGKILL && number != SIGSTOP) signal(number, SIG_DFL);
    }
    for (int target = 0; target < CHILD_COUNT; target++) {
        if (dup2(from[target], target) < 0) return;
    }
    if (fcntl(CHILD_REPORT, F_SETFD, FD_CLOEXEC) < 0) return;
    if (syscall(SYS_close_range, CHILD_COUNT, ~0U, 0) < 0) return;
    if (chdir(program->folder) < 0) return;
    limit(RLIMIT_CPU, program->cpu_seconds);
    limit(RLIMIT_AS, program->memory_bytes);
    limit(RLIMIT_FSIZE, program->file_bytes);
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    sigset_t nothing;
    sigemptyset(&nothing);
    sigprocmask(SIG_SETMASK, &nothing, NULL);
    syscall(SYS_execveat, CHILD_EXECUTABLE, "", program->arguments, program->environment, AT_EMPTY_PATH);
}

int clinux_spawn(const struct clinux_program *program, pid_t *pid, int *pidfd) {
    int report[2];
    if (pipe2(report, O_CLOEXEC) < 0) return errno;
    /* Moved out of the way of the numbers that the child uses. */
    const int wanted[CHILD_COUNT] = {
        program->stdio[0], program->stdio[1], program->stdio[2], program->executable, report[1]};
    int from[CHILD_COUNT];
    int failure = 0;
    for (int i = 0; i < CHILD_COUNT; i++) {
        from[i] = failure ? -1 : fcntl(wanted[i], F_DUPFD_CLOEXEC, ABOVE_CHILD);
        if (from[i] < 0 && !failure) failure = errno;
    }
    close(report[1]);
    if (!failure) {
        /* No handler of ours may run in the child before it has set its own. */
        sigset_t all, before;
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &before);
        *pid = fork();
        if (*pid == 0) {
            become(program, from);
            int error = errno;
            (void)!write(CHILD_REPORT, &error, sizeof error);
            _exit(127);
        }
        if (*pid < 0) failure = errno;
        pthread_sigmask(SIG_SETMASK, &before, NULL);
    }
    for (int i = 0; i < CHILD_COUNT; i++) {
        if (from[i] >= 0) close(from[i]);
    }
    if (!failure) {
        int error = 0;
        ssize_t count;
        do count = read(report[0], &error, sizeof error);
        while (count < 0 && errno == EINTR);
        if (count == sizeof error) failure = error;
        *pidfd = failure ? -1 : (int)syscall(SYS_pidfd_open, *pid, 0);
        if (!failure && *pidfd < 0) {
            failure = errno;
            kill(-*pid, SIGKILL);
        }
        if (failure) waitpid(*pid, NULL, 0);
    }
    close(report[0]);
    return failure;
}

int clinux_reap(int pidfd, struct clinux_ending *ending) {
    siginfo_t info = {0};
    if (waitid(P_PIDFD, (id_t)pidfd, &info, WEXITED | WNOHANG | WNOWAIT) < 0) return errno;
    if (info.si_pid == 0) return EAGAIN;
    /* As long as it isn't reaped, nobody else can have its number. */
    kill(-info.si_pid, SIGKILL);
    if (waitid(P_PIDFD, (id_t)pidfd, &info, WEXITED) < 0) return errno;
    ending->status = info.si_code == CLD_EXITED ? info.si_status : -1;
    ending->signal = info.si_code == CLD_EXITED ? 0 : info.si_status;
    return 0;
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
