// For a listing, libhdf5 makes a table of all attributes or links of an object. When one of them cannot be decoded, it
// frees the table with what happens to lie in the part that was not filled. A search for a name that nothing has
// decodes them all without a table.
#include "hdf5_shims.h"

static const char no_name[] = "\001";

herr_t h5x_iterate_attributes(
    hid_t object, H5_index_t index, H5_iter_order_t order, hsize_t *start, H5A_operator2_t visit, void *context) {
  if (H5Aexists(object, no_name) < 0) return -1;
  return H5Aiterate2(object, index, order, start, visit, context);
}

// Other groups keep their links elsewhere, and are listed without a table.
static bool has_links_in_header(hid_t group) {
  enum { link_message = 6 };
  H5O_info_t info;
  return H5Oget_info2(group, &info, H5O_INFO_HDR) < 0 || info.hdr.mesg.present >> link_message & 1;
}

herr_t h5x_iterate_links(hid_t group, H5_index_t index, H5L_iterate_t visit, void *context) {
  if (has_links_in_header(group) && H5Lexists(group, no_name, H5P_DEFAULT) < 0) return -1;
  return H5Literate(group, index, H5_ITER_INC, NULL, visit, context);
}
