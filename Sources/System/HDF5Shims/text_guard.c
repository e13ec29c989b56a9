// A text of variable length is stored as its length, the address of a global heap and a number in that heap. libhdf5
// takes what lies at that number of its table, however short the table is, and copies as much as the heap says into room
// for as much as the text says. Here all three are held against the heap first. Texts of attributes are then at hand and
// taken from there, which is no slower than the library; datasets are read by the library.
#include "guards.h"
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

// The stored form in files whose addresses have 8 bytes, as practically all have; others go unchecked.
typedef struct text_place {
  uint32_t length;
  unsigned char address[8];
  unsigned char number[4];
} text_place;

enum { heap_head = 16, smallest_heap = 4096, library_room = 4096, kept_heap = 1 << 16, few = 32 };

static haddr_t address_of(const text_place *place) {
  haddr_t address;
  memcpy(&address, place->address, sizeof address);
  return address;
}

static uint32_t number_of(const text_place *place) {
  uint32_t number;
  memcpy(&number, place->number, sizeof number);
  return number;
}

typedef struct heap_object {
  const unsigned char *bytes; // NULL: there is no such object
  uint64_t length;
} heap_object;

// The heap that was read last, and its objects by their numbers.
typedef struct text_heap {
  unsigned long file;
  haddr_t address;
  unsigned char *bytes;
  uint64_t size;
  heap_object *objects;
  uint64_t count;
} text_heap;

static _Thread_local text_heap heap;

static void forget(void) {
  free(heap.bytes);
  free(heap.objects);
  heap = (text_heap){0};
}

static void note_highest(unsigned number, const unsigned char *bytes, uint64_t length, void *context) {
  (void)bytes, (void)length;
  uint64_t *count = context;
  if (number >= *count) *count = (uint64_t)number + 1;
}

static void note_object(unsigned number, const unsigned char *bytes, uint64_t length, void *context) {
  ((heap_object *)context)[number] = (heap_object){bytes, length};
}

// Reads through the guard of heaps, which sees to it that the size is one of the file and the lengths add up.
static bool read_piece(H5FD_t *file, haddr_t address, uint64_t size) {
  unsigned char *room = realloc(heap.bytes, size);
  if (!room) return false;
  heap.bytes = room;
  return H5FDread(file, H5FD_MEM_GHEAP, H5P_DATASET_XFER_DEFAULT, address, size, room) >= 0;
}

static bool read_heap(H5FD_t *file, haddr_t address) {
  haddr_t end = H5FDget_eof(file, H5FD_MEM_GHEAP);
  if (end == HADDR_UNDEF || address > end || end - address < smallest_heap) return false;
  if (!read_piece(file, address, smallest_heap) || memcmp(heap.bytes, "GCOL\1", 5) != 0) return false;
  memcpy(&heap.size, heap.bytes + 8, sizeof heap.size);
  if (heap.size > smallest_heap && !read_piece(file, address, heap.size)) return false;
  heap.count = 1;
  if (heap.size < smallest_heap || !h5x_walk_heap(heap.bytes, heap.size, note_highest, &heap.count)) return false;
  heap.objects = calloc(heap.count, sizeof *heap.objects);
  if (!heap.objects || !h5x_walk_heap(heap.bytes, heap.size, note_object, heap.objects)) return false;
  heap.file = file->fileno;
  heap.address = address;
  return true;
}

// The bytes of a text, until the next call; NULL when they are not there.
static const unsigned char *bytes_of(H5FD_t *file, const text_place *place) {
  haddr_t address = address_of(place) + file->base_addr;
  if (!heap.objects || heap.file != file->fileno || heap.address != address) {
    forget();
    if (!read_heap(file, address)) {
      forget();
      return NULL;
    }
  }
  uint32_t number = number_of(place);
  if (number >= heap.count) return NULL;
  const heap_object *found = &heap.objects[number];
  uint64_t room = ((uint64_t)place->length / library_room + 1) * library_room;
  return found->length >= place->length && found->length <= room ? found->bytes : NULL;
}

static herr_t refuse(H5FD_t *file, const text_place *place) {
  H5Epush2(
      H5E_DEFAULT, __FILE__, "H5HG_read", __LINE__, H5E_ERR_CLS, H5E_HEAP, H5E_BADVALUE,
      "the heap of texts at byte %llu has no text of %lu bytes with the number %lu",
      (unsigned long long)(address_of(place) + file->base_addr), (unsigned long)place->length,
      (unsigned long)number_of(place));
  return -1;
}

// Damage can make the letters of a text larger than one byte. The library would make room for all of them, which can be
// gigabytes: such texts are refused.
static bool has_letters_of_a_byte(hid_t text) {
  hid_t letter = H5Tget_super(text);
  if (letter < 0) return false;
  bool fits = H5Tget_size(letter) == 1;
  H5Tclose(letter);
  return fits;
}

static bool is_odd_text(hid_t stored) {
  bool is_odd = stored >= 0 && H5Tis_variable_str(stored) > 0 && !has_letters_of_a_byte(stored);
  if (stored >= 0) H5Tclose(stored);
  if (is_odd)
    H5Epush2(
        H5E_DEFAULT, __FILE__, "H5T_convert", __LINE__, H5E_ERR_CLS, H5E_DATATYPE, H5E_BADVALUE,
        "a text whose letters are larger than one byte");
  return is_odd;
}

// The library converts texts of variable length into nothing but those, unless told how: bytes as they are stored.
static herr_t leave_as_stored(
    hid_t stored, hid_t bytes, H5T_cdata_t *data, size_t count, size_t stride, size_t background_stride, void *buffer,
    void *background, hid_t transfer) {
  (void)count, (void)stride, (void)background_stride, (void)buffer, (void)background, (void)transfer;
  if (data->command != H5T_CONV_INIT) return 0;
  data->need_bkg = H5T_BKG_NO;
  bool fits = H5Tis_variable_str(stored) > 0 && H5Tget_size(stored) == sizeof(text_place)
      && H5Tget_size(bytes) == sizeof(text_place) && has_letters_of_a_byte(stored);
  return fits ? 0 : -1;
}

static pthread_once_t once = PTHREAD_ONCE_INIT;
static hid_t place_type = H5I_INVALID_HID;

static void make_place_type(void) {
  hid_t text = H5Tcopy(H5T_C_S1);
  H5Tset_size(text, H5T_VARIABLE);
  place_type = H5Tcreate(H5T_OPAQUE, sizeof(text_place));
  if (H5Tregister(H5T_PERS_SOFT, "text places", text, place_type, leave_as_stored) < 0) place_type = H5I_INVALID_HID;
  H5Tclose(text);
}

// A file that is written to has heaps that are not in the file yet.
static H5FD_t *file_to_check(hid_t object, hid_t type) {
  if (H5Tis_variable_str(type) <= 0) return NULL;
  pthread_once(&once, make_place_type);
  H5FD_t *file = place_type < 0 ? NULL : h5x_guarded_file(object);
  return file && !(file->access_flags & H5F_ACC_RDWR) ? file : NULL;
}

// A large heap is not kept.
static void tidy(void) {
  if (heap.size > kept_heap) forget();
}

static herr_t check(H5FD_t *file, const text_place *places, size_t count) {
  herr_t result = 0;
  for (size_t index = 0; index < count && result == 0; index++)
    if (address_of(&places[index]) != 0 && !bytes_of(file, &places[index])) result = refuse(file, &places[index]);
  tidy();
  return result;
}

// Texts as the library would give them, each in memory of its own; no text is NULL.
static herr_t take_texts(H5FD_t *file, const text_place *places, size_t count, char **texts) {
  size_t done = 0;
  herr_t result = 0;
  for (; done < count && result == 0; done++) {
    const text_place *place = &places[done];
    texts[done] = NULL;
    if (address_of(place) == 0) continue;
    const unsigned char *bytes = bytes_of(file, place);
    if (bytes) texts[done] = H5allocate_memory((size_t)place->length + 1, false);
    if (texts[done]) {
      memcpy(texts[done], bytes, place->length);
      texts[done][place->length] = 0;
    } else {
      result = refuse(file, place);
    }
  }
  while (result < 0 && done-- > 0) H5free_memory(texts[done]);
  tidy();
  return result;
}

herr_t h5x_read_attribute(hid_t attribute, hid_t type, void *room) {
  H5FD_t *file = file_to_check(attribute, type);
  if (!file) return H5Aread(attribute, type, room);
  text_place some[few], *places = some;
  size_t count = H5Aget_storage_size(attribute) / sizeof *places;
  if (count > few) places = calloc(count, sizeof *places);
  if (!places) return -1;
  herr_t result = -1;
  if (H5Aread(attribute, place_type, places) >= 0)
    result = take_texts(file, places, count, room);
  else if (!is_odd_text(H5Aget_type(attribute)))
    result = H5Aread(attribute, type, room);
  if (places != some) free(places);
  return result;
}

// The places of a virtual dataset lie in other files.
static bool is_in_this_file(hid_t dataset) {
  if (H5Dget_offset(dataset) != HADDR_UNDEF) return true;
  hid_t list = H5Dget_create_plist(dataset);
  H5D_layout_t layout = H5Pget_layout(list);
  H5Pclose(list);
  return layout == H5D_CHUNKED || layout == H5D_COMPACT;
}

static hssize_t selected(hid_t dataset, hid_t selection) {
  if (selection != H5S_ALL) return H5Sget_select_npoints(selection);
  hid_t space = H5Dget_space(dataset);
  hssize_t count = H5Sget_simple_extent_npoints(space);
  H5Sclose(space);
  return count;
}

static herr_t check_dataset(H5FD_t *file, hid_t dataset, hid_t selection, hid_t transfer) {
  hssize_t count = selected(dataset, selection);
  if (count <= 0) return 0;
  text_place some[few], *places = some;
  hsize_t length = (hsize_t)count;
  if (count > few) places = calloc((size_t)count, sizeof *places);
  if (!places) return -1;
  hid_t memory = H5Screate_simple(1, &length, NULL);
  bool is_read = H5Dread(dataset, place_type, memory, selection, transfer, places) >= 0;
  H5Sclose(memory); // before anything is refused: each call of the library forgets what was wrong before
  herr_t result = 0;
  if (is_read)
    result = check(file, places, (size_t)count);
  else if (is_odd_text(H5Dget_type(dataset)))
    result = -1;
  if (places != some) free(places);
  return result;
}

herr_t h5x_read_dataset(hid_t dataset, hid_t type, hid_t memory, hid_t selection, hid_t transfer, void *room) {
  H5FD_t *file = file_to_check(dataset, type);
  if (file && is_in_this_file(dataset) && check_dataset(file, dataset, selection, transfer) < 0) return -1;
  return H5Dread(dataset, type, memory, selection, transfer, room);
}
