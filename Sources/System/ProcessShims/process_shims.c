// fork, the handlers and limits of a worker, and what its parent does when it is told to end.
#define _GNU_SOURCE
#include "process_shims.h"
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static ps_board *own_board;
static rlim_t own_memory_limit, page_size = 4096;

static rlim_t address_space_in_use(void) {
  char text[32] = {0};  // Bare system calls only: this also runs inside a signal handler.
  int file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  ssize_t count = read(file, text, sizeof text - 1);
  close(file);
  rlim_t pages = 0;
  for (ssize_t i = 0; i < count && text[i] >= '0' && text[i] <= '9'; i++) pages = pages * 10 + (rlim_t)(text[i] - '0');
  return pages * page_size;
}

static void remove_temporary(void) {
  const char *path = own_board ? ps_board_temporary(own_board) : "";
  if (path[0]) unlink(path);
}

static void on_end(int signal) {
  remove_temporary();
  _exit(128 + signal);
}

static void on_crash(int signal) {
  bool allocation_failed = errno == ENOMEM;
  remove_temporary();
  // Less than 16 MiB of room left: whatever the signal says, this is where the memory ended.
  bool no_room = own_memory_limit != RLIM_INFINITY && address_space_in_use() + (16 << 20) > own_memory_limit;
  if (allocation_failed || no_room) _exit(ps_out_of_memory_code);
  raise(signal);  // The handler was reset on entry: this ends the process.
}

static void handle(int signal, void (*handler)(int), int flags) {
  struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
  sigemptyset(&action.sa_mask);
  sigaction(signal, &action, NULL);
}

static void set_up_worker(ps_board *board, uint64_t memory, pid_t parent) {
  own_board = board;
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (getppid() != parent) _exit(0);
  struct rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);
  // Slabs of some megabytes come and go by the thousand: giving each back to the system costs more than filling it.
  mallopt(M_MMAP_THRESHOLD, 8 << 20);
  mallopt(M_TRIM_THRESHOLD, 2 << 20);
  page_size = (rlim_t)sysconf(_SC_PAGESIZE);
  rlim_t used = address_space_in_use();
  struct rlimit limit = {RLIM_INFINITY, RLIM_INFINITY};
  getrlimit(RLIMIT_AS, &limit);
  if (memory < RLIM_INFINITY - used && used + memory < limit.rlim_max) {
    limit.rlim_cur = used + memory;
    setrlimit(RLIMIT_AS, &limit);
  }
  own_memory_limit = limit.rlim_cur;
  // A stack of its own, so that running out of stack can be handled too. It lives as long as the process.
  stack_t stack = {.ss_sp = malloc(1 << 16), .ss_size = 1 << 16};
  if (stack.ss_sp) sigaltstack(&stack, NULL);
  const int crashes[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE, SIGSYS};
  for (size_t i = 0; i < sizeof crashes / sizeof *crashes; i++) {
    handle(crashes[i], on_crash, SA_ONSTACK | SA_RESETHAND | SA_NODEFER);
  }
  handle(SIGTERM, on_end, SA_ONSTACK);
  handle(SIGHUP, SIG_IGN, 0);
  handle(SIGINT, SIG_IGN, 0);
  handle(SIGPIPE, SIG_IGN, 0);
}

enum { worker_limit = 1024 };
static _Atomic pid_t workers[worker_limit];
static _Atomic bool ending;

static void replace_worker(pid_t old, pid_t new) {
  for (int i = 0; i < worker_limit; i++) {
    if (atomic_compare_exchange_strong(&workers[i], &(pid_t){old}, new)) return;
  }
}

pid_t ps_fork_worker(ps_board *board, uint64_t memory) {
  pid_t parent = getpid();
  // No signal may arrive between the fork and the moment the child is known, or has its own handlers.
  sigset_t all, before;
  sigfillset(&all);
  sigprocmask(SIG_BLOCK, &all, &before);
  pid_t pid = fork();
  int error = errno;
  if (pid > 0) replace_worker(0, pid);
  if (pid == 0) {
    set_up_worker(board, memory, parent);
    sigemptyset(&before);  // A thread that blocks signals may have forked us.
  }
  sigprocmask(SIG_SETMASK, &before, NULL);
  errno = error;
  return pid;
}

bool ps_wait(pid_t pid, int *signal, int *code) {
  int status = 0;
  pid_t gone;
  do gone = waitpid(pid, &status, 0);
  while (gone < 0 && errno == EINTR);
  // In a program with threads the handler may run beside this: it has the last word.
  while (ending) pause();
  replace_worker(pid, 0);
  *signal = gone == pid && WIFSIGNALED(status) ? WTERMSIG(status) : 0;
  *code = gone == pid && WIFEXITED(status) ? WEXITSTATUS(status) : 0;
  return gone == pid;
}

static void on_interrupt(int signal) {
  ending = true;
  for (int i = 0; i < worker_limit; i++) {
    if (workers[i] > 0) kill(workers[i], SIGTERM);
  }
  // The workers remove their unfinished outputs; whoever has not ended after two seconds is ended.
  struct timespec moment = {0, 5000000};
  for (int i = 0, patience = 400; i < worker_limit; i++) {
    pid_t pid = workers[i];
    while (pid > 0 && waitpid(pid, NULL, WNOHANG) == 0) {
      if (patience-- <= 0) kill(pid, SIGKILL);
      nanosleep(&moment, NULL);
    }
  }
  _exit(128 + signal);
}

void ps_guard_workers(void) {
  const int ends[] = {SIGINT, SIGTERM, SIGHUP};
  sigset_t set;
  sigemptyset(&set);
  for (int i = 0; i < 3; i++) {
    struct sigaction before;
    sigaddset(&set, ends[i]);
    // What is ignored (nohup, a job in the background) stays ignored.
    if (sigaction(ends[i], NULL, &before) || before.sa_handler != SIG_IGN) handle(ends[i], on_interrupt, 0);
  }
  sigprocmask(SIG_UNBLOCK, &set, NULL);  // Whoever started us may have blocked them by mistake.
}

bool ps_socket_pair(int *first, int *second) {
  int pair[2];
  bool made = socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) == 0;
  if (made) *first = pair[0], *second = pair[1];
  return made;
}

bool ps_dropping_pipe(int *reading, int *writing) {
  int pair[2];
  bool made = pipe2(pair, O_CLOEXEC | O_NONBLOCK) == 0;
  if (made) *reading = pair[0], *writing = pair[1];
  return made;
}
