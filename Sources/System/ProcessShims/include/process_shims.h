// What Swift cannot call or must not do itself around a child process: fork, signal handlers, limits, wait macros.
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

// A page that a worker shares with its parent: what the worker is doing, readable even after it has died.
typedef struct ps_board ps_board;

// Nil when the system has no memory.
ps_board *_Nullable ps_board_create(void);
void ps_board_destroy(ps_board *_Nonnull board);
// The worker begins with this input (-1: with none in particular); its clock starts anew.
void ps_board_begin(ps_board *_Nonnull board, int64_t input);
int64_t ps_board_input(const ps_board *_Nonnull board);
// The monotonic time in milliseconds at which the latest input was begun.
int64_t ps_board_begun(const ps_board *_Nonnull board);
// The size of the input in bytes, which decides how long it may take; -1 for unknown, as it is when an input is begun.
void ps_board_set_size(ps_board *_Nonnull board, int64_t size);
int64_t ps_board_size(const ps_board *_Nonnull board);
// What the worker is about to do, in words; cut when too long.
void ps_board_set_step(ps_board *_Nonnull board, const char *_Nonnull step);
const char *_Nonnull ps_board_step(const ps_board *_Nonnull board);
// A file that has to go when the worker dies; empty for none. False when the path is too long to be kept.
bool ps_board_set_temporary(ps_board *_Nonnull board, const char *_Nonnull path);
const char *_Nonnull ps_board_temporary(const ps_board *_Nonnull board);

// Milliseconds of the monotonic clock.
int64_t ps_now(void);

// Forks. The child dies with its parent, removes its temporary file when it is told to end or crashes, leaves no
// core file, ignores the interrupt key and a hang-up (its parent sees to them) and may use `memory` bytes more than it has now.
// Returns the child's id, 0 in the child, or -1 with errno set.
pid_t ps_fork_worker(ps_board *_Nonnull board, uint64_t memory);

enum { ps_out_of_memory_code = 99 };

// Waits for a child; true once it is gone. `signal` is what ended it, or 0, and `code` its exit code.
bool ps_wait(pid_t pid, int *_Nonnull signal, int *_Nonnull code);

// From now on an interrupt or termination of this process ends its workers first, then itself with 128 + signal.
void ps_guard_workers(void);

// A connected pair of sockets, and a pipe whose writing end never blocks. False with errno set.
bool ps_socket_pair(int *_Nonnull first, int *_Nonnull second);
bool ps_dropping_pipe(int *_Nonnull reading, int *_Nonnull writing);
