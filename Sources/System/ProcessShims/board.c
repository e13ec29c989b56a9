// The page that a worker shares with its parent.
#define _GNU_SOURCE
#include <errno.h>
#include <limits.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

#include "process_shims.h"

struct ps_board {
  _Atomic int64_t input, begun, size;
  char step[200], temporary[PATH_MAX];
};

int64_t ps_now(void) {
  struct timespec now = {0};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

ps_board *ps_board_create(void) {
  void *page = mmap(NULL, sizeof(ps_board), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  return page == MAP_FAILED ? NULL : page;
}

void ps_board_destroy(ps_board *board) { munmap(board, sizeof(ps_board)); }

void ps_board_begin(ps_board *board, int64_t input) {
  board->step[0] = 0;
  board->input = input;
  board->size = -1;
  board->begun = ps_now();
  errno = 0;  // What the crash handler finds there comes from this input.
}

int64_t ps_board_input(const ps_board *board) { return board->input; }
int64_t ps_board_begun(const ps_board *board) { return board->begun; }
void ps_board_set_size(ps_board *board, int64_t size) { board->size = size; }
int64_t ps_board_size(const ps_board *board) { return board->size; }
const char *ps_board_step(const ps_board *board) { return board->step; }
const char *ps_board_temporary(const ps_board *board) { return board->temporary; }

void ps_board_set_step(ps_board *board, const char *step) {
  strncpy(board->step, step, sizeof board->step - 1);
  board->step[sizeof board->step - 1] = 0;
}

bool ps_board_set_temporary(ps_board *board, const char *path) {
  bool fits = strlen(path) < sizeof board->temporary;
  // The first byte comes last: a handler that interrupts this sees the whole path or none.
  board->temporary[0] = 0;
  if (!fits || !path[0]) return fits;
  strcpy(board->temporary + 1, path + 1);
  __atomic_store_n(&board->temporary[0], path[0], __ATOMIC_SEQ_CST);
  return true;
}
