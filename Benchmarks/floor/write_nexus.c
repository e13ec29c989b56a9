// The floor of writing NeXus: makes the objects of one file again and again, with nothing but calls of the C library.
//
//     write_nexus PLAN OUT COUNT PROCESSES    writes OUT/floor_0001.nxs ...; prints seconds
//
// Each file is written under a temporary name, synchronised and renamed, and its folder synchronised, as Edgewise does.
// The plan (from peers/layout.py) is read beforehand. It holds, little-endian: u32 objects, u32 steps, and the steps
//     'G' parent name u8 link-order u8 attribute-order
//     'D' parent name u8 compact u8 attribute-order value
//     'L' parent name target                            a further name
//     'A' object name value                             an attribute
// where a parent, target or object is the u32 number of the object made before (the root is 0, its parent 0), a name is
// u32 length and bytes, and a value is u8 class (i u f numbers, b truth values, s texts of fixed width, v texts of free
// length), u32 width, u8 rank, u64 dimensions, data.
#define _GNU_SOURCE
#include <fcntl.h>
#include <hdf5.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

typedef struct {
  char kind, *name;
  unsigned parent, target;
  hid_t creation, type, space;
  const void *data;
} step;

static step *steps;
static unsigned object_count, step_count;
static hid_t *objects, file_access, utf8_link, utf8_attribute, transfer;
static const unsigned char *place;

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static void require(int is_fine, const char *what) {
  if (is_fine) return;
  fprintf(stderr, "write_nexus: %s\n", what);
  exit(1);
}

// Reading the plan

static unsigned char byte(void) { return *place++; }

static unsigned number(void) {
  unsigned value;
  memcpy(&value, place, sizeof value);
  place += sizeof value;
  return value;
}

static char *text(void) {
  unsigned length = number();
  char *copy = calloc(length + 1, 1);
  memcpy(copy, place, length);
  place += length;
  return copy;
}

static hid_t text_type(size_t width) {
  hid_t type = H5Tcopy(H5T_C_S1);
  H5Tset_size(type, width);
  H5Tset_cset(type, H5T_CSET_UTF8);
  H5Tset_strpad(type, width == H5T_VARIABLE ? H5T_STR_NULLTERM : H5T_STR_NULLPAD);
  return type;
}

/// Truth values as h5py writes them: an enumeration of FALSE and TRUE.
static hid_t truth_type(void) {
  static hid_t type = -1;
  if (type >= 0) return type;
  const signed char no = 0, yes = 1;
  type = H5Tenum_create(H5T_NATIVE_INT8);
  H5Tenum_insert(type, "FALSE", &no);
  H5Tenum_insert(type, "TRUE", &yes);
  return type;
}

static hid_t number_type(char class, unsigned width) {
  if (class == 'b') return truth_type();
  if (class == 'f') return width == 4 ? H5T_NATIVE_FLOAT : H5T_NATIVE_DOUBLE;
  if (width == 1) return class == 'i' ? H5T_NATIVE_INT8 : H5T_NATIVE_UINT8;
  if (width == 2) return class == 'i' ? H5T_NATIVE_INT16 : H5T_NATIVE_UINT16;
  if (width == 4) return class == 'i' ? H5T_NATIVE_INT32 : H5T_NATIVE_UINT32;
  return class == 'i' ? H5T_NATIVE_INT64 : H5T_NATIVE_UINT64;
}

/// Types and spaces are made once for each kind, not for each value.
static hid_t known_text_type(size_t width) {
  static hid_t known[4096];
  if (width >= 4096) return text_type(width);
  if (known[width] == 0) known[width] = text_type(width);
  return known[width];
}

static void read_value(step *made) {
  char class = (char)byte();
  unsigned width = number();
  int rank = byte();
  hsize_t dimensions[32], count = 1;
  for (int i = 0; i < rank; i++) {
    memcpy(&dimensions[i], place, sizeof dimensions[i]);
    place += sizeof dimensions[i];
    count *= dimensions[i];
  }
  made->space = rank == 0 ? H5Screate(H5S_SCALAR) : H5Screate_simple(rank, dimensions, NULL);
  made->type = class == 'v' ? text_type(H5T_VARIABLE) : class == 's' ? known_text_type(width) : number_type(class, width);
  if (class == 'v') {
    char **texts = calloc(count, sizeof *texts);
    for (hsize_t i = 0; i < count; i++) texts[i] = text();
    made->data = texts;
  } else {
    made->data = place;
    place += count * width;
  }
}

/// Times are not tracked, as Edgewise does not: equal content gives equal bytes.
static hid_t dataset_list(int is_compact, unsigned attribute_order) {
  static hid_t known[2][4];
  hid_t *list = &known[is_compact][attribute_order & 3];
  if (*list) return *list;
  *list = H5Pcreate(H5P_DATASET_CREATE);
  H5Pset_obj_track_times(*list, 0);
  if (attribute_order) H5Pset_attr_creation_order(*list, attribute_order);
  if (is_compact) H5Pset_layout(*list, H5D_COMPACT);
  return *list;
}

/// A file's list is that of its root group. Groups of up to 64 links stay in one piece, as those of Edgewise do.
static hid_t group_list(int is_root, unsigned link_order, unsigned attribute_order) {
  static hid_t known[2][4][4];
  hid_t *list = &known[is_root][link_order & 3][attribute_order & 3];
  if (*list) return *list;
  *list = H5Pcreate(is_root ? H5P_FILE_CREATE : H5P_GROUP_CREATE);
  H5Pset_obj_track_times(*list, 0);
  if (link_order) H5Pset_link_creation_order(*list, link_order);
  if (link_order) H5Pset_link_phase_change(*list, 64, 32);
  if (attribute_order) H5Pset_attr_creation_order(*list, attribute_order);
  return *list;
}

static void read_step(step *made) {
  made->kind = (char)byte();
  made->parent = number();
  made->name = text();
  if (made->kind == 'L') made->target = number();
  if (made->kind == 'A') read_value(made);
  if (made->kind != 'G' && made->kind != 'D') return;
  unsigned first = byte(), attribute_order = byte();
  if (made->kind == 'G') {
    made->creation = group_list(made == steps, first, attribute_order);
  } else {
    made->creation = dataset_list(first != 0, attribute_order);
    read_value(made);
  }
}

static void read_plan(const char *path) {
  FILE *file = fopen(path, "rb");
  require(file != NULL, "no such plan");
  fseek(file, 0, SEEK_END);
  size_t size = (size_t)ftell(file);
  rewind(file);
  unsigned char *bytes = malloc(size);
  require(fread(bytes, 1, size, file) == size, "the plan cannot be read");
  fclose(file);
  place = bytes;
  object_count = number();
  step_count = number();
  steps = calloc(step_count, sizeof *steps);
  objects = calloc(object_count, sizeof *objects);
  for (unsigned i = 0; i < step_count; i++) read_step(&steps[i]);
}

static void make_lists(void) {
  file_access = H5Pcreate(H5P_FILE_ACCESS);
  H5Pset_libver_bounds(file_access, H5F_LIBVER_EARLIEST, H5F_LIBVER_V110);
  utf8_link = H5Pcreate(H5P_LINK_CREATE);
  H5Pset_char_encoding(utf8_link, H5T_CSET_UTF8);
  // Else the library clears buffers of a megabyte for each text of free length.
  transfer = H5Pcreate(H5P_DATASET_XFER);
  H5Pset_buffer(transfer, 16 << 10, NULL, NULL);
  utf8_attribute = H5Pcreate(H5P_ATTRIBUTE_CREATE);
  H5Pset_char_encoding(utf8_attribute, H5T_CSET_UTF8);
}

// Writing

/// Does one step; `*made` counts the objects.
static void replay(const step *now, unsigned *made) {
  hid_t parent = objects[now->parent];
  if (now->kind == 'A') {
    hid_t attribute =
      H5Acreate2(parent, now->name, now->type, now->space, utf8_attribute, H5P_DEFAULT);
    require(attribute >= 0 && H5Awrite(attribute, now->type, now->data) >= 0, "an attribute cannot be written");
    H5Aclose(attribute);
    return;
  }
  if (now->kind == 'L') {
    require(
      H5Lcreate_hard(objects[now->target], ".", parent, now->name, utf8_link, H5P_DEFAULT) >= 0,
      "a link cannot be written");
    objects[(*made)++] = -1;
    return;
  }
  hid_t thing = now->kind == 'G'
    ? H5Gcreate2(parent, now->name, utf8_link, now->creation, H5P_DEFAULT)
    : H5Dcreate2(parent, now->name, now->type, now->space, utf8_link, now->creation, H5P_DEFAULT);
  require(thing >= 0, "an object cannot be made");
  if (now->kind == 'D') {
    require(H5Dwrite(thing, now->type, H5S_ALL, H5S_ALL, transfer, now->data) >= 0, "data cannot be written");
  }
  objects[(*made)++] = thing;
}

static void write_file(const char *path) {
  hid_t file = H5Fcreate(path, H5F_ACC_TRUNC, steps[0].creation, file_access);
  require(file >= 0, "the file cannot be made");
  objects[0] = H5Gopen2(file, "/", H5P_DEFAULT);
  unsigned made = 1;
  for (unsigned i = 1; i < step_count; i++) replay(&steps[i], &made);
  for (unsigned i = made; i-- > 0;) {
    if (objects[i] >= 0) H5Oclose(objects[i]);
  }
  require(H5Fclose(file) >= 0, "the file cannot be closed");
}

static void synchronize(const char *path) {
  int descriptor = open(path, O_RDONLY);
  require(descriptor >= 0 && fsync(descriptor) == 0, "fsync");
  close(descriptor);
}

static void write_part(const char *folder, int first, int count, int step) {
  char temporary[4096], path[4096];
  for (int i = first; i < count; i += step) {
    snprintf(temporary, sizeof temporary, "%s/.floor_%04d.tmp", folder, i + 1);
    snprintf(path, sizeof path, "%s/floor_%04d.nxs", folder, i + 1);
    write_file(temporary);
    synchronize(temporary);
    require(rename(temporary, path) == 0, "rename");
    synchronize(folder);
  }
}

int main(int count, char **arguments) {
  require(count == 5, "usage: write_nexus PLAN OUT COUNT PROCESSES");
  double start = now();
  int files = atoi(arguments[3]), processes = atoi(arguments[4]);
  // Each process sets up the library for itself: a fork after that would share what must not be shared.
  int part = 0;
  for (int i = 1; i < processes && part == 0; i++) {
    if (fork() == 0) part = i;
  }
  setenv("HDF5_USE_FILE_LOCKING", "FALSE", 1);
  make_lists();
  read_plan(arguments[1]);
  write_part(arguments[2], part, files, processes);
  if (part) _exit(0);
  int status = 0, failed = 0;
  while (wait(&status) > 0) failed |= status != 0;
  printf("%.9f\n", now() - start);
  return failed;
}
