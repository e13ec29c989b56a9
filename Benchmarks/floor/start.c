// The floor of a start: a program that says one line, linked to the libraries that Edgewise links.
#include <stdio.h>

int main(void) {
  puts("floor 1.0");
  return 0;
}
