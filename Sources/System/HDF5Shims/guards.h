// What the guards need of one another.
#pragma once
#include "hdf5_shims.h"
#include <stdint.h>

/// The file of an open object as its guarded driver has it; NULL for other drivers.
H5FD_t *h5x_guarded_file(hid_t object);

typedef void (*h5x_heap_visitor)(unsigned number, const unsigned char *bytes, uint64_t length, void *context);
/// Walks through a global heap from its beginning on, and shows each object that is not free space; `visit` may be NULL.
/// False when the lengths do not add up.
bool h5x_walk_heap(const unsigned char *heap, uint64_t size, h5x_heap_visitor visit, void *context);
