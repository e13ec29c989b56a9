// Prints the peak memory (VmHWM, KiB) of each process of a command, the first one first.
//
//     memory COMMAND ARGUMENT...
//
// wait4 tells the largest process only; the tracer stops each at its end, when its account is still open.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

static long peak(pid_t process) {
  char path[64], line[256];
  snprintf(path, sizeof path, "/proc/%d/status", process);
  FILE *file = fopen(path, "r");
  long result = -1;
  while (file && fgets(line, sizeof line, file)) sscanf(line, "VmHWM: %ld", &result);
  if (file) fclose(file);
  return result;
}

static int start(char **command) {
  int nothing = open("/dev/null", O_WRONLY);
  dup2(nothing, 1);
  dup2(nothing, 2);
  if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) < 0) _exit(126);
  raise(SIGSTOP);
  execvp(command[0], command);
  _exit(127);
}

int main(int count, char **arguments) {
  if (count < 2) return 2;
  pid_t first = fork();
  if (first == 0) start(arguments + 1);
  int status;
  if (waitpid(first, &status, 0) < 0 || !WIFSTOPPED(status)) return 1;
  long options = PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXIT |
    PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL;
  if (ptrace(PTRACE_SETOPTIONS, first, NULL, options) < 0) return 1;
  ptrace(PTRACE_CONT, first, NULL, 0L);
  long own = -1, others[256];
  int known = 0;
  pid_t process;
  while ((process = waitpid(-1, &status, __WALL)) > 0) {
    if (!WIFSTOPPED(status)) continue;
    int signal = WSTOPSIG(status), event = status >> 16;
    if (event == PTRACE_EVENT_EXIT) {
      if (process == first) own = peak(process);
      else if (known < 256) others[known++] = peak(process);
    }
    // A stop that the tracing itself causes is no signal for the process.
    if (event || signal == SIGTRAP || signal == SIGSTOP) signal = 0;
    ptrace(PTRACE_CONT, process, NULL, (long)signal);
  }
  printf("%ld\n", own);
  for (int i = 0; i < known; i++) printf("%ld\n", others[i]);
  return own < 0;
}
