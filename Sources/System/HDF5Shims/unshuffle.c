// Undoes HDF5's shuffle filter: all first bytes of the elements, then all second bytes, and so on. Written so that the
// compiler makes vectors of it; the library's own loop takes one byte at a time.
#include "hdf5_shims.h"
#include <stdint.h>

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "elements are put together in little-endian order"
#endif

static void pairs(size_t count, const uint8_t *restrict in, uint16_t *restrict out) {
  const uint8_t *high = in + count;
  for (size_t i = 0; i < count; i++) out[i] = (uint16_t)(in[i] | high[i] << 8);
}

static void fours(size_t count, const uint8_t *restrict in, uint32_t *restrict out) {
  const uint8_t *b = in + count, *c = b + count, *d = c + count;
  for (size_t i = 0; i < count; i++)
    out[i] = (uint32_t)in[i] | (uint32_t)b[i] << 8 | (uint32_t)c[i] << 16 | (uint32_t)d[i] << 24;
}

static void eights(size_t count, const uint8_t *restrict in, uint64_t *restrict out) {
  for (size_t i = 0; i < count; i++) {
    uint64_t value = 0;
    for (int k = 0; k < 8; k++) value |= (uint64_t)in[i + (size_t)k * count] << (8 * k);
    out[i] = value;
  }
}

void h5x_unshuffle(size_t width, size_t count, const void *from, void *to) {
  const uint8_t *in = from;
  uint8_t *out = to;
  switch (((uintptr_t)to % width) == 0 ? width : 0) {
  case 2: pairs(count, in, to); break;
  case 4: fours(count, in, to); break;
  case 8: eights(count, in, to); break;
  default:
    for (size_t k = 0; k < width; k++)
      for (size_t i = 0; i < count; i++) out[i * width + k] = in[k * count + i];
  }
}
