// Which other files links may lead to. The library asks before it opens each of them, however deep in a path the link
// lies, so nothing that is not allowed is ever opened.
#include "hdf5_shims.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static size_t folder_length(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? (size_t)(slash - path) + 1 : 0;
}

/// The folder of a path, ended by a slash; false when it is too long.
static bool take_folder(const char *path, char *folder) {
  size_t length = folder_length(path);
  if (length == 0) path = "./", length = 2;
  if (length >= PATH_MAX) return false;
  memcpy(folder, path, length);
  folder[length] = 0;
  return true;
}

/// Where a name in a folder leads when all links of the file system are followed; false when nothing is there.
static bool resolve(const char *folder, size_t length, const char *name, char *found) {
  char path[PATH_MAX];
  if (length + 1 + strlen(name) >= sizeof path) return false;
  memcpy(path, folder, length);
  if (length > 0 && path[length - 1] != '/') path[length++] = '/';
  strcpy(path + length, name);
  return realpath(path, found) != NULL;
}

void h5x_link_policy_beside(h5x_link_policy *policy, const char *file) {
  char folder[PATH_MAX], real[PATH_MAX];
  // A file that is itself a link has two folders: where it is named, and where it lies.
  if (take_folder(file, folder) && realpath(folder, real)) strcpy(policy->folders[0], real);
  if (realpath(file, real) && take_folder(real, folder) && realpath(folder, real)) strcpy(policy->folders[1], real);
}

static bool is_inside(const h5x_link_policy *policy, const char *file) {
  for (int index = 0; index < 2; index++) {
    size_t length = strlen(policy->folders[index]);
    if (length == 0 || strncmp(policy->folders[index], file, length) != 0) continue;
    if (policy->folders[index][length - 1] == '/' || file[length] == '/') return true;
  }
  return false;
}

/// The file that the library will open, looked for as it does; false when there is none.
static bool find(const char *parent_file, const char *name, char *found) {
  const char *last = name;
  if (name[0] == '/') {
    if (realpath(name, found)) return true;
    last = name + folder_length(name); // an absolute path that is gone is looked for by its last part
  }
  const char *prefixes = getenv("HDF5_EXT_PREFIX");
  while (prefixes && *prefixes) {
    size_t length = strcspn(prefixes, ":");
    if (length > 0 && resolve(prefixes, length, last, found)) return true;
    prefixes += length + (prefixes[length] == ':');
  }
  if (resolve(parent_file, folder_length(parent_file), last, found) || realpath(last, found)) return true;
  char real[PATH_MAX];
  return realpath(parent_file, real) && resolve(real, folder_length(real), last, found);
}

/// Whether the same link was met before while the same path was walked: a circle, which the library ends by itself.
static bool was_met(h5x_link_policy *policy, const char *parts[4]) {
  uint64_t hash = 0xcbf29ce484222325; // FNV-1a
  for (int part = 0; part < 4; part++) {
    for (const char *byte = parts[part]; *byte; byte++) hash = (hash ^ (unsigned char)*byte) * 0x100000001b3;
    hash = (hash ^ 0xff) * 0x100000001b3;
  }
  enum { capacity = sizeof policy->met / sizeof *policy->met };
  for (unsigned index = 0; index < policy->passed && index < capacity; index++)
    if (policy->met[index] == hash) return true;
  if (policy->passed < capacity) policy->met[policy->passed] = hash;
  return false;
}

static herr_t refuse(h5x_link_policy *policy, int refusal) {
  policy->refusal = refusal;
  return -1;
}

static herr_t decide(
    const char *parent_file, const char *parent_group, const char *file, const char *object, unsigned *flags,
    hid_t access_list, void *context) {
  (void)flags, (void)access_list;
  h5x_link_policy *policy = context;
  if (policy->reach == H5X_REACH_NOWHERE) return refuse(policy, H5X_REFUSED_ALL);
  if (policy->reach == H5X_REACH_FOLDER && find(parent_file, file, policy->file) && !is_inside(policy, policy->file))
    return refuse(policy, H5X_REFUSED_OUTSIDE);
  const char *parts[] = {parent_file, parent_group, file, object};
  bool is_circle = was_met(policy, parts);
  if (policy->behind + policy->passed >= policy->depth && !is_circle) return refuse(policy, H5X_REFUSED_DEPTH);
  policy->passed++;
  return h5x_names_special_file(parent_file, file) ? -1 : 0;
}

hid_t h5x_link_policy_list(h5x_link_policy *policy) {
  hid_t list = H5Pcreate(H5P_LINK_ACCESS);
  return H5Pset_elink_cb(list, decide, policy) < 0 ? H5I_INVALID_HID : list;
}
