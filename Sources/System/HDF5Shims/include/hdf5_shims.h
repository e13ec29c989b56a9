// What Swift cannot see of libhdf5: macros that hide calls, and calls whose meaning changed in 1.12.
#pragma once
#include <hdf5/serial/hdf5.h>
#include <limits.h>
#include <stdint.h>

/// Opens the library without file locks (per process) and without its error printing (per thread).
void h5x_enter(void);

// Predefined types, by width in bytes.
hid_t h5x_native_integer(size_t width, bool is_signed);
hid_t h5x_native_float(size_t width);
hid_t h5x_native_bitfield(size_t width);
hid_t h5x_c_string(void);
hid_t h5x_object_reference(void);
size_t h5x_variable_size(void);

enum { H5X_FILE_ACCESS, H5X_FILE, H5X_GROUP, H5X_DATASET, H5X_LINK, H5X_ATTRIBUTE, H5X_TRANSFER };
/// A new property list: for file access or transfer, or for creating what the constant names.
hid_t h5x_property_list(int kind);
/// How links are followed: external files that are not regular files (pipes, devices) are refused, since opening
/// them can wait for ever.
hid_t h5x_link_access_list(void);
/// Track and index the creation order of links (files and groups only) and attributes; leave times out, so that
/// equal content gives equal bytes.
herr_t h5x_creation_list_options(hid_t list, bool is_group, bool tracks_order);
/// The library keeps at most so many bytes of what describes a file's objects, besides those in use.
herr_t h5x_limit_metadata(hid_t access_list, size_t bytes);
/// Read a file whose writer did not close it: the mark in memory is ignored, the file stays as it is.
herr_t h5x_ignore_open_mark(hid_t access_list);
/// Files that are opened with this list have their global heaps checked before the library walks through them. The list
/// is one for files, or for memory.
herr_t h5x_guard_heaps(hid_t access_list, bool is_memory);
/// True for an existing path that is not a regular file.
bool h5x_is_special_file(const char *path);
/// The library looks for an external file beside the file that holds the link and in the working directory: true when a
/// file there is not a regular one.
bool h5x_names_special_file(const char *parent_file, const char *file);
/// True for a path that something is at.
bool h5x_exists(const char *path);

// Which other files links may lead to (link_policy.c).

enum { H5X_REACH_NOWHERE, H5X_REACH_FOLDER, H5X_REACH_ANYWHERE };
enum { H5X_REFUSED_NOTHING, H5X_REFUSED_ALL, H5X_REFUSED_OUTSIDE, H5X_REFUSED_DEPTH };
typedef struct h5x_link_policy {
  int reach;
  /// So many files at most in a row; so many are passed already where the walk stands.
  unsigned depth, behind;
  /// Set before an object is opened, and changed by it: external links passed, and why one of them was not followed.
  unsigned passed;
  int refusal;
  /// The file that lies outside, with all links of the file system followed.
  char file[PATH_MAX];
  char folders[2][PATH_MAX];
  uint64_t met[16];
} h5x_link_policy;
/// Sets the folders that files may lie in, or below.
void h5x_link_policy_beside(h5x_link_policy *policy, const char *file);
/// How links are followed; the policy has to outlive the list.
hid_t h5x_link_policy_list(h5x_link_policy *policy);

typedef struct h5x_object {
  unsigned long file_number;
  haddr_t address;
} h5x_object;
herr_t h5x_object_info(hid_t object, h5x_object *info);

enum { H5X_HARD, H5X_SOFT, H5X_EXTERNAL, H5X_OTHER_LINK };
/// One link: `target` (of `target_size` bytes) is the stored value of soft and external links, else NULL.
typedef herr_t (*h5x_link_visitor)(
    const char *name, int kind, const char *target, size_t target_size, void *context);
herr_t h5x_visit_links(hid_t group, bool in_creation_order, h5x_link_visitor visit, void *context);
/// The path of the object that a stored reference points to; the length, or negative.
ssize_t h5x_reference_path(hid_t object, bool is_region, const void *reference, char *path, size_t capacity);

/// The memory that variable-length data takes while it is read: bounded, and freed in one go.
typedef struct h5x_arena {
  size_t remaining;
  bool is_exhausted;
  void *blocks;
} h5x_arena;
herr_t h5x_use_arena(hid_t transfer_list, h5x_arena *arena);
void h5x_free_arena(h5x_arena *arena);

// A walk over a whole file (survey.c).

enum {
  H5X_INTEGER, H5X_FLOAT, H5X_TEXT, H5X_BOOLEAN, H5X_ENUMERATION, H5X_COMPLEX, H5X_QUATERNION, H5X_COMPOUND,
  H5X_REFERENCE, H5X_OPAQUE, H5X_BITFIELD, H5X_SEQUENCE, H5X_ARRAY, H5X_OTHER_TYPE
};
/// Type and number of elements. `rank` is -1 for a null dataspace.
typedef struct h5x_elements {
  int kind;
  size_t width;
  bool is_signed, is_variable, is_utf8;
  int padding;
  int rank;
  hsize_t lengths[H5S_MAX_RANK];
} h5x_elements;
herr_t h5x_describe_elements(hid_t type, hid_t space, h5x_elements *elements);

enum { H5X_IS_GROUP, H5X_IS_DATASET, H5X_IS_OTHER };
typedef struct h5x_examined {
  h5x_object object;
  hsize_t attribute_count;
  int kind;
} h5x_examined;
herr_t h5x_examine(hid_t object, h5x_examined *examined);

/// One link, by name: the address of what a hard link holds, else the stored value (at most 4095 bytes of it).
typedef herr_t (*h5x_address_visitor)(
    const char *name, int kind, haddr_t address, const char *target, size_t target_size, void *context);
herr_t h5x_visit_addresses(hid_t group, h5x_address_visitor visit, void *context);

// The library's calls, with what they must not meet kept from them (listing_guard.c, text_guard.c). They fail as the
// library does: negative, with the cause on the error stack.

/// H5Aiterate2; every attribute must be one that can be decoded.
herr_t h5x_iterate_attributes(
    hid_t object, H5_index_t index, H5_iter_order_t order, hsize_t *start, H5A_operator2_t visit, void *context);
/// H5Literate, from the beginning and upwards; every link must be one that can be decoded.
herr_t h5x_iterate_links(hid_t group, H5_index_t index, H5L_iterate_t visit, void *context);
/// H5Aread; texts of variable length must be where the attribute says.
herr_t h5x_read_attribute(hid_t attribute, hid_t type, void *room);
/// H5Dread; texts of variable length must be where the dataset says.
herr_t h5x_read_dataset(hid_t dataset, hid_t type, hid_t memory, hid_t selection, hid_t transfer, void *room);

// Undoes the shuffle filter: `count` elements of `width` bytes; the two must not overlap.
void h5x_unshuffle(size_t width, size_t count, const void *from, void *to);
