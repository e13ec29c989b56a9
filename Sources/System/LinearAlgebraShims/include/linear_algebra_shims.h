// Decompositions of dense matrices by Eigen, behind C functions. Matrices stand row after row. Each function returns
// 0 when there is no result: memory is short, a number is not finite, or an iteration does not end.
#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// The x that makes |a x - b| smallest, by Householder's QR with pivoting; of several the one that leaves out columns.
// `solution` holds columns numbers; `inverse`, where it is not NULL, columns x columns: (aT a)^-1, or NaN when a has
// not full rank. Returns the rank.
int32_t edgewise_least_squares(const double *a, int32_t rows, int32_t columns, const double *b, double *solution,
                               double *inverse);

// a = q r with rows >= columns; q is rows x columns, r columns x columns and zero below its diagonal. Returns 1.
int32_t edgewise_orthogonal_triangular(const double *a, int32_t rows, int32_t columns, double *q, double *r);

// Eigenvalues of a symmetric matrix in falling order, and their vectors in the rows of `vectors`.
int32_t edgewise_symmetric_eigen(const double *a, int32_t order, double *values, double *vectors);

// a = u diag(s) vT with count = min(rows, columns) singular values in falling order; u is rows x count, v columns x count.
int32_t edgewise_singular_values(const double *a, int32_t rows, int32_t columns, double *u, double *s, double *v);

#ifdef __cplusplus
}
#endif
