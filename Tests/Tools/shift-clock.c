// Shows a program another time of day than the machine's: later by as many seconds as stand in /run/shift-clock.
//
//   cc -shared -fPIC -o shift-clock.so shift-clock.c    then LD_PRELOAD=…/shift-clock.so
//
// For tests of what takes weeks. What the program says is the time, and when it wants to be woken on that clock, is moved;
// lengths of time are as they are.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#define DESCRIPTORS 1024

static long shift;
static char is_wall_clock[DESCRIPTORS];

__attribute__((constructor)) static void read_shift(void) {
    FILE *file = fopen("/run/shift-clock", "re");
    if (!file) return;
    if (fscanf(file, "%ld", &shift) != 1) shift = 0;
    fclose(file);
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    int status = (int)syscall(SYS_clock_gettime, clock, now);
    if (status == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) now->tv_sec += shift;
    return status;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    (void)zone;
    struct timespec time;
    if (clock_gettime(CLOCK_REALTIME, &time) != 0) return -1;
    now->tv_sec = time.tv_sec;
    now->tv_usec = time.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *now) {
    struct timespec time;
    if (clock_gettime(CLOCK_REALTIME, &time) != 0) return -1;
    if (now) *now = time.tv_sec;
    return time.tv_sec;
}

int timerfd_create(int clock, int flags) {
    int timer = (int)syscall(SYS_timerfd_create, clock, flags);
    if (timer >= 0 && timer < DESCRIPTORS) is_wall_clock[timer] = clock == CLOCK_REALTIME;
    return timer;
}

int timerfd_settime(int timer, int flags, const struct itimerspec *new, struct itimerspec *old) {
    struct itimerspec moved = *new;
    int counts = flags & TFD_TIMER_ABSTIME && timer >= 0 && timer < DESCRIPTORS && is_wall_clock[timer];
    if (counts && (moved.it_value.tv_sec || moved.it_value.tv_nsec)) {
        moved.it_value.tv_sec -= shift;
        if (moved.it_value.tv_sec < 1) moved.it_value.tv_sec = 1;
    }
    return (int)syscall(SYS_timerfd_settime, timer, flags, &moved, old);
}
