#include "hdf5_shims.h"
#include <limits.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

// The access list alone is not enough: files behind external links and virtual datasets do not inherit it.
static void disable_locks(void) { setenv("HDF5_USE_FILE_LOCKING", "FALSE", 1); }

void h5x_enter(void) {
  static _Thread_local bool has_entered = false;
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  if (has_entered) return;
  pthread_once(&once, disable_locks);
  H5open();
  H5Eset_auto2(H5E_DEFAULT, NULL, NULL); // the error stack and its printing belong to the thread
  has_entered = true;
}

hid_t h5x_native_integer(size_t width, bool is_signed) {
  if (width == 1) return is_signed ? H5T_NATIVE_INT8 : H5T_NATIVE_UINT8;
  if (width == 2) return is_signed ? H5T_NATIVE_INT16 : H5T_NATIVE_UINT16;
  if (width == 4) return is_signed ? H5T_NATIVE_INT32 : H5T_NATIVE_UINT32;
  return is_signed ? H5T_NATIVE_INT64 : H5T_NATIVE_UINT64;
}
hid_t h5x_native_bitfield(size_t width) {
  return width == 1 ? H5T_NATIVE_B8 : width == 2 ? H5T_NATIVE_B16 : width == 4 ? H5T_NATIVE_B32 : H5T_NATIVE_B64;
}
hid_t h5x_native_float(size_t width) { return width == 4 ? H5T_NATIVE_FLOAT : H5T_NATIVE_DOUBLE; }
hid_t h5x_c_string(void) { return H5T_C_S1; }
hid_t h5x_object_reference(void) { return H5T_STD_REF_OBJ; }
size_t h5x_variable_size(void) { return H5T_VARIABLE; }

hid_t h5x_property_list(int kind) {
  switch (kind) {
  case H5X_FILE_ACCESS: return H5Pcreate(H5P_FILE_ACCESS);
  case H5X_FILE: return H5Pcreate(H5P_FILE_CREATE);
  case H5X_GROUP: return H5Pcreate(H5P_GROUP_CREATE);
  case H5X_DATASET: return H5Pcreate(H5P_DATASET_CREATE);
  case H5X_LINK: return H5Pcreate(H5P_LINK_CREATE);
  case H5X_ATTRIBUTE: return H5Pcreate(H5P_ATTRIBUTE_CREATE);
  default: return H5Pcreate(H5P_DATASET_XFER);
  }
}

bool h5x_is_special_file(const char *path) {
  struct stat status;
  return stat(path, &status) == 0 && !S_ISREG(status.st_mode);
}

bool h5x_exists(const char *path) {
  struct stat status;
  return stat(path, &status) == 0;
}

bool h5x_names_special_file(const char *parent_file, const char *file) {
  char beside[PATH_MAX];
  if (h5x_is_special_file(file)) return true;
  const char *slash = strrchr(parent_file, '/');
  size_t folder = slash ? (size_t)(slash - parent_file) + 1 : 0;
  if (folder + strlen(file) >= sizeof beside) return false;
  memcpy(beside, parent_file, folder);
  strcpy(beside + folder, file);
  return h5x_is_special_file(beside);
}

static herr_t refuse_special_files(
    const char *parent_file, const char *parent_group, const char *file, const char *object, unsigned *flags,
    hid_t access_list, void *context) {
  (void)parent_group, (void)object, (void)flags, (void)access_list, (void)context;
  return h5x_names_special_file(parent_file, file) ? -1 : 0;
}

hid_t h5x_link_access_list(void) {
  hid_t list = H5Pcreate(H5P_LINK_ACCESS);
  return H5Pset_elink_cb(list, refuse_special_files, NULL) < 0 ? H5I_INVALID_HID : list;
}

herr_t h5x_creation_list_options(hid_t list, bool is_group, bool tracks_order) {
  unsigned order = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;
  if (H5Pset_obj_track_times(list, false) < 0) return -1;
  if (!tracks_order) return 0;
  // Small groups keep their links in the header: moving them to an index from the ninth on costs a third more.
  if (is_group && H5Pset_link_phase_change(list, 64, 32) < 0) return -1;
  if (is_group && H5Pset_link_creation_order(list, order) < 0) return -1;
  return H5Pset_attr_creation_order(list, order);
}

herr_t h5x_ignore_open_mark(hid_t access_list) {
  hbool_t ignore = true; // the property of h5clear; a read-only file never gets it written back
  return H5Pset(access_list, "clear_status_flags", &ignore);
}

herr_t h5x_limit_metadata(hid_t access_list, size_t bytes) {
  H5AC_cache_config_t cache = {.version = H5AC__CURR_CACHE_CONFIG_VERSION};
  if (H5Pget_mdc_config(access_list, &cache) < 0) return -1;
  cache.set_initial_size = true;
  cache.initial_size = cache.min_size = cache.max_size = bytes;
  return H5Pset_mdc_config(access_list, &cache);
}

herr_t h5x_object_info(hid_t object, h5x_object *info) {
  H5O_info_t found;
  if (H5Oget_info2(object, &found, H5O_INFO_BASIC) < 0) return -1;
  *info = (h5x_object){found.fileno, found.addr};
  return 0;
}

typedef struct link_visit {
  h5x_link_visitor visit;
  void *context;
} link_visit;

static herr_t visit_link(hid_t group, const char *name, const H5L_info_t *info, void *context) {
  const link_visit *outer = context;
  if (info->type == H5L_TYPE_HARD) return outer->visit(name, H5X_HARD, NULL, 0, outer->context);
  int kind = info->type == H5L_TYPE_SOFT ? H5X_SOFT : info->type == H5L_TYPE_EXTERNAL ? H5X_EXTERNAL : H5X_OTHER_LINK;
  size_t size = info->u.val_size;
  char *target = kind == H5X_OTHER_LINK ? NULL : calloc(size + 1, 1);
  if (target && H5Lget_val(group, name, target, size, H5P_DEFAULT) < 0) size = 0;
  herr_t result = outer->visit(name, kind, target, target ? size : 0, outer->context);
  free(target);
  return result;
}

herr_t h5x_visit_links(hid_t group, bool in_creation_order, h5x_link_visitor visit, void *context) {
  link_visit outer = {visit, context};
  H5_index_t index = in_creation_order ? H5_INDEX_CRT_ORDER : H5_INDEX_NAME;
  return h5x_iterate_links(group, index, visit_link, &outer);
}

ssize_t h5x_reference_path(hid_t object, bool is_region, const void *reference, char *path, size_t capacity) {
  return H5Rget_name(object, is_region ? H5R_DATASET_REGION : H5R_OBJECT, reference, path, capacity);
}

static void *take(size_t size, void *context) {
  h5x_arena *arena = context;
  size_t needed = size + sizeof(void *);
  void **block = NULL;
  if (needed > size && needed <= arena->remaining) block = malloc(needed);
  if (!block) {
    arena->is_exhausted = true;
    return NULL;
  }
  arena->remaining -= needed;
  *block = arena->blocks;
  arena->blocks = block;
  return block + 1;
}

static void keep(void *memory, void *context) { (void)memory, (void)context; }

herr_t h5x_use_arena(hid_t transfer_list, h5x_arena *arena) {
  return H5Pset_vlen_mem_manager(transfer_list, take, arena, keep, arena);
}

void h5x_free_arena(h5x_arena *arena) {
  for (void **block = arena->blocks, **next; block; block = next) {
    next = *block;
    free(block);
  }
  arena->blocks = NULL;
}
