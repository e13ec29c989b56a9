// A guard between libhdf5 and the file. Texts of variable length lie in global heaps, and libhdf5 walks through a heap
// without looking where its lengths lead: a block of zeros keeps it busy for ever, a wrong length leads it out of its
// memory. Here the lengths are followed first, and a heap that does not add up is an error of reading.
//
// The guard also hands out its file and walks through a heap for text_guard.c.
#include "guards.h"
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { heap_head = 16, object_head = 16, smallest_heap = 4096 };

static uint64_t number(const unsigned char *bytes, int width) {
  uint64_t value = 0;
  while (width-- > 0) value = value << 8 | bytes[width];
  return value;
}

bool h5x_walk_heap(const unsigned char *heap, uint64_t size, h5x_heap_visitor visit, void *context) {
  uint64_t place = heap_head;
  while (size - place >= object_head) {
    unsigned index = (unsigned)number(heap + place, 2);
    uint64_t length = number(heap + place + 8, 8), room = size - place, step = length;
    if (length > room) return false;
    if (index != 0) step = object_head + ((length + 7) & ~(uint64_t)7);
    if (step == 0 || step > room) return false;
    if (index != 0 && visit) visit(index, heap + place + object_head, length, context);
    place += step;
  }
  return true;
}

static bool adds_up(const unsigned char *heap, uint64_t size) { return h5x_walk_heap(heap, size, NULL, NULL); }

static herr_t refuse(haddr_t address) {
  H5Epush2(
      H5E_DEFAULT, __FILE__, "H5FDread", __LINE__, H5E_ERR_CLS, H5E_HEAP, H5E_BADVALUE,
      "the heap of texts at byte %llu is damaged", (unsigned long long)address);
  return -1;
}

static herr_t read_checked(
    const H5FD_class_t *plain, H5FD_t *file, H5FD_mem_t type, hid_t list, haddr_t address, size_t count, void *bytes) {
  static const unsigned char start[5] = {'G', 'C', 'O', 'L', 1};
  if (plain->read(file, type, list, address, count, bytes) < 0) return -1;
  if (count < heap_head || memcmp(bytes, start, sizeof start) != 0) return 0;
  uint64_t size = number((unsigned char *)bytes + 8, 8);
  haddr_t end = plain->get_eof(file, type);
  if (size < smallest_heap || address > end || size > end - address) return refuse(address);
  if (size <= count) return adds_up(bytes, size) ? 0 : refuse(address);
  // The library reads the beginning first and the rest when it knows the size.
  unsigned char *whole = malloc(size);
  if (!whole) return -1;
  bool is_sound = plain->read(file, type, list, address, size, whole) >= 0 && adds_up(whole, size);
  free(whole);
  return is_sound ? 0 : refuse(address);
}

// What is gathered for writing is not there in a file that is only read. The library looks for it all the same, and
// takes an address that is damaged to "none" for its place.
static herr_t query_plain(const H5FD_class_t *plain, const H5FD_t *file, unsigned long *features) {
  if (plain->query(file, features) < 0) return -1;
  if (file && !(file->access_flags & H5F_ACC_RDWR)) *features &= ~(unsigned long)H5FD_FEAT_ACCUMULATE_METADATA;
  return 0;
}

// Who asks one of our files for its handle gets what the library's driver gives (it compares file descriptors when a name
// is a symbolic link), and the file is noted on the way. Drivers other than ours leave this alone.
static _Thread_local H5FD_t *asked;

// The library's drivers for files and for memory, and ours, which differ in how they read.
static H5FD_class_t plain_file, plain_memory;
static hid_t guarded_file = H5I_INVALID_HID, guarded_memory = H5I_INVALID_HID;

static herr_t read_file(H5FD_t *file, H5FD_mem_t type, hid_t list, haddr_t address, size_t count, void *bytes) {
  return read_checked(&plain_file, file, type, list, address, count, bytes);
}

static herr_t read_memory(H5FD_t *file, H5FD_mem_t type, hid_t list, haddr_t address, size_t count, void *bytes) {
  return read_checked(&plain_memory, file, type, list, address, count, bytes);
}

static herr_t query_file(const H5FD_t *file, unsigned long *features) {
  return query_plain(&plain_file, file, features);
}

static herr_t query_memory(const H5FD_t *file, unsigned long *features) {
  return query_plain(&plain_memory, file, features);
}

static herr_t handle_file(H5FD_t *file, hid_t list, void **handle) {
  asked = file;
  return plain_file.get_handle(file, list, handle);
}

static herr_t handle_memory(H5FD_t *file, hid_t list, void **handle) {
  asked = file;
  return plain_memory.get_handle(file, list, handle);
}

H5FD_t *h5x_guarded_file(hid_t object) {
  void *handle = NULL;
  hid_t id = H5Iget_file_id(object);
  if (id < 0) return NULL;
  asked = NULL;
  H5Fget_vfd_handle(id, H5P_DEFAULT, &handle);
  H5Fclose(id);
  return asked;
}

// A driver shows itself only in an open file.
static hid_t guarded(hid_t access_list, H5FD_class_t *plain, bool is_memory) {
  H5FD_t *file = H5FDopen("/dev/null", H5F_ACC_RDONLY, access_list, HADDR_UNDEF);
  if (!file) return H5I_INVALID_HID;
  *plain = *file->cls;
  H5FDclose(file);
  H5FD_class_t ours = *plain;
  ours.name = is_memory ? "edgewise_memory" : "edgewise_file";
  ours.read = is_memory ? read_memory : read_file;
  ours.query = is_memory ? query_memory : query_file;
  ours.get_handle = is_memory ? handle_memory : handle_file;
  return H5FDregister(&ours);
}

herr_t h5x_guard_heaps(hid_t access_list, bool is_memory) {
  static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
  hid_t *driver = is_memory ? &guarded_memory : &guarded_file;
  pthread_mutex_lock(&lock);
  if (*driver < 0) *driver = guarded(access_list, is_memory ? &plain_memory : &plain_file, is_memory);
  pthread_mutex_unlock(&lock);
  return *driver < 0 ? -1 : H5Pset_driver(access_list, *driver, H5Pget_driver_info(access_list));
}
