// The floor of validating NeXus files: a walk that opens every object once and reads every attribute, and judges nothing.
// walk_nexus ROUNDS FILE... prints for each round the CPU seconds for all files, and the objects and attributes met.
#define _GNU_SOURCE
#include <hdf5.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static long objects, attributes;

static herr_t read_attribute(hid_t object, const char *name, const H5A_info_t *info, void *context) {
  (void)info, (void)context;
  hid_t attribute = H5Aopen(object, name, H5P_DEFAULT);
  hid_t type = H5Aget_type(attribute), space = H5Aget_space(attribute);
  hssize_t count = H5Sget_simple_extent_npoints(space);
  size_t width = H5Tget_size(type);
  if (count > 0 && (size_t)count * width < 1 << 16) {
    void *room = calloc((size_t)count, width);
    H5Aread(attribute, type, room);
    if (H5Tis_variable_str(type) > 0) H5Dvlen_reclaim(type, space, H5P_DEFAULT, room);
    free(room);
  }
  attributes++;
  H5Sclose(space), H5Tclose(type), H5Aclose(attribute);
  return 0;
}

// Addresses seen, in a table with open addressing that grows.
static haddr_t *seen;
static size_t seen_size, seen_count;

static int is_new(haddr_t address) {
  if (2 * seen_count >= seen_size) {
    haddr_t *old = seen;
    size_t old_size = seen_size;
    seen_size = seen_size ? 2 * seen_size : 1024;
    seen = malloc(seen_size * sizeof *seen);
    memset(seen, 0xff, seen_size * sizeof *seen);
    seen_count = 0;
    for (size_t i = 0; i < old_size; i++)
      if (old[i] != HADDR_UNDEF) is_new(old[i]);
    free(old);
  }
  size_t slot = (size_t)(address * 0x9E3779B97F4A7C15u) & (seen_size - 1);
  while (seen[slot] != HADDR_UNDEF && seen[slot] != address) slot = (slot + 1) & (seen_size - 1);
  if (seen[slot] == address) return 0;
  seen[slot] = address;
  seen_count++;
  return 1;
}

static void visit(hid_t object);

static herr_t follow(hid_t group, const char *name, const H5L_info_t *info, void *context) {
  (void)context;
  if (info->type == H5L_TYPE_HARD && !is_new(info->u.address)) return 0;
  hid_t object = H5Oopen(group, name, H5P_DEFAULT);
  if (object < 0) return 0;
  // What a soft link leads to has been met, or will be.
  if (info->type == H5L_TYPE_HARD) visit(object);
  H5Oclose(object);
  return 0;
}

static void visit(hid_t object) {
  objects++;
  H5Aiterate2(object, H5_INDEX_NAME, H5_ITER_INC, NULL, read_attribute, NULL);
  if (H5Iget_type(object) == H5I_GROUP) H5Literate(object, H5_INDEX_NAME, H5_ITER_INC, NULL, follow, NULL);
}

static double cpu(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

int main(int count, char **arguments) {
  setenv("HDF5_USE_FILE_LOCKING", "FALSE", 1);
  H5open();
  H5Eset_auto2(H5E_DEFAULT, NULL, NULL);
  int rounds = count > 1 ? atoi(arguments[1]) : 1;
  for (int round = 0; round < rounds; round++) {
    objects = attributes = 0;
    double start = cpu();
    for (int i = 2; i < count; i++) {
      seen_count = 0;
      if (seen) memset(seen, 0xff, seen_size * sizeof *seen);
      hid_t file = H5Fopen(arguments[i], H5F_ACC_RDONLY, H5P_DEFAULT);
      if (file < 0) continue;
      hid_t root = H5Gopen2(file, "/", H5P_DEFAULT);
      visit(root);
      H5Gclose(root), H5Fclose(file);
    }
    printf("%.6f %ld %ld\n", cpu() - start, objects, attributes);
  }
}
