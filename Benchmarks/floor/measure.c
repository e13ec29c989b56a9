// Runs commands in turn, A B A B ..., and prints for each run: its number, wall seconds, peak memory in KiB, exit code, CPU seconds.
//
//     measure ROUNDS COMMAND ARGUMENT... [::: COMMAND ARGUMENT...]...
//
// A program of its own because it is small: a child's peak memory counts from its parent's, and a big parent forks
// slowly. Peak memory is that of the largest process below the command, CPU that of all which it has waited for. What the commands print is thrown away.
#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

enum { most_commands = 16 };
extern char **environ;

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static double cpu(struct timeval time) { return (double)time.tv_sec + (double)time.tv_usec * 1e-6; }

static void run(int number, char **command) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  pid_t child;
  double start = now();
  int error = posix_spawnp(&child, command[0], &actions, NULL, command, environ);
  if (error) {
    fprintf(stderr, "measure: %s: %s\n", command[0], strerror(error));
    exit(1);
  }
  int status;
  struct rusage usage;
  wait4(child, &status, 0, &usage);
  double seconds = now() - start;
  posix_spawn_file_actions_destroy(&actions);
  int code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  printf("%d %.9f %ld %d %.6f\n", number, seconds, usage.ru_maxrss, code, cpu(usage.ru_utime) + cpu(usage.ru_stime));
}

int main(int count, char **arguments) {
  char **commands[most_commands];
  int known = 0;
  if (count < 3) {
    fprintf(stderr, "usage: measure ROUNDS COMMAND ARGUMENT... [::: COMMAND ARGUMENT...]...\n");
    return 2;
  }
  commands[known++] = arguments + 2;
  for (int i = 2; i < count; i++) {
    if (strcmp(arguments[i], ":::") != 0) continue;
    arguments[i] = NULL;
    if (known == most_commands || i + 1 == count) return 2;
    commands[known++] = arguments + i + 1;
  }
  for (int round = 0; round < atoi(arguments[1]); round++) {
    for (int i = 0; i < known; i++) run(i, commands[i]);
  }
  return 0;
}
