// What a walk over a whole file asks of each object, in one call each: the questions hide behind macros.
#include "hdf5_shims.h"
#include <string.h>

static bool is_boolean(hid_t type) {
  if (H5Tget_nmembers(type) != 2 || H5Tget_size(type) != 1) return false;
  static const char *const names[2] = {"FALSE", "TRUE"};
  for (unsigned index = 0; index < 2; index++) {
    char *name = H5Tget_member_name(type, index);
    bool fits = name && strcmp(name, names[index]) == 0;
    H5free_memory(name);
    if (!fits) return false;
  }
  return true;
}

/// Two or more floats and nothing else: their number; 0 for any other record.
static int float_members(hid_t type) {
  int count = H5Tget_nmembers(type);
  if (count < 2 || count > 4) return 0;
  for (int index = 0; index < count; index++)
    if (H5Tget_member_class(type, (unsigned)index) != H5T_FLOAT) return 0;
  return count;
}

static int kind_of(hid_t type, H5T_class_t class) {
  switch (class) {
  case H5T_INTEGER: return H5X_INTEGER;
  case H5T_FLOAT: return H5X_FLOAT;
  case H5T_STRING: return H5X_TEXT;
  case H5T_BITFIELD: return H5X_BITFIELD;
  case H5T_OPAQUE: return H5X_OPAQUE;
  case H5T_REFERENCE: return H5X_REFERENCE;
  case H5T_ENUM: return is_boolean(type) ? H5X_BOOLEAN : H5X_ENUMERATION;
  case H5T_VLEN: return H5X_SEQUENCE;
  case H5T_ARRAY: return H5X_ARRAY;
  case H5T_COMPOUND: {
    int floats = float_members(type);
    return floats == 2 ? H5X_COMPLEX : floats == 4 ? H5X_QUATERNION : H5X_COMPOUND;
  }
  default: return H5X_OTHER_TYPE;
  }
}

static void describe_space(hid_t space, h5x_elements *elements) {
  elements->rank = -1;
  int rank = H5Sget_simple_extent_ndims(space);
  if (rank < 0 || H5Sget_simple_extent_type(space) == H5S_NULL) return;
  if (rank > 0 && H5Sget_simple_extent_dims(space, elements->lengths, NULL) < 0) return;
  elements->rank = rank;
}

herr_t h5x_describe_elements(hid_t type, hid_t space, h5x_elements *elements) {
  H5T_class_t class = H5Tget_class(type);
  elements->kind = kind_of(type, class);
  elements->width = H5Tget_size(type);
  elements->is_signed = class == H5T_INTEGER && H5Tget_sign(type) != H5T_SGN_NONE;
  if (class == H5T_STRING) {
    elements->is_variable = H5Tis_variable_str(type) > 0;
    elements->is_utf8 = H5Tget_cset(type) == H5T_CSET_UTF8;
    elements->padding = H5Tget_strpad(type);
  }
  describe_space(space, elements);
  return class == H5T_NO_CLASS ? -1 : 0;
}

herr_t h5x_examine(hid_t object, h5x_examined *examined) {
  H5O_info_t found;
  if (H5Oget_info2(object, &found, H5O_INFO_BASIC | H5O_INFO_NUM_ATTRS) < 0) return -1;
  examined->object = (h5x_object){found.fileno, found.addr};
  examined->attribute_count = found.num_attrs;
  examined->kind = found.type == H5O_TYPE_GROUP ? H5X_IS_GROUP
      : found.type == H5O_TYPE_DATASET          ? H5X_IS_DATASET
                                                : H5X_IS_OTHER;
  return 0;
}

typedef struct address_visit {
  h5x_address_visitor visit;
  void *context;
} address_visit;

static herr_t visit_address(hid_t group, const char *name, const H5L_info_t *info, void *context) {
  const address_visit *outer = context;
  if (info->type == H5L_TYPE_HARD)
    return outer->visit(name, H5X_HARD, info->u.address, NULL, 0, outer->context);
  char value[4096];
  int kind = info->type == H5L_TYPE_SOFT ? H5X_SOFT : info->type == H5L_TYPE_EXTERNAL ? H5X_EXTERNAL : H5X_OTHER_LINK;
  size_t size = info->u.val_size < sizeof value ? info->u.val_size : sizeof value - 1;
  if (kind == H5X_OTHER_LINK || H5Lget_val(group, name, value, size, H5P_DEFAULT) < 0) size = 0;
  value[size] = 0;
  return outer->visit(name, kind, HADDR_UNDEF, value, size, outer->context);
}

herr_t h5x_visit_addresses(hid_t group, h5x_address_visitor visit, void *context) {
  address_visit outer = {visit, context};
  return h5x_iterate_links(group, H5_INDEX_NAME, visit_address, &outer);
}
