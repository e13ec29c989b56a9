#include "linear_algebra_shims.h"

// Only what is under the Mozilla Public License, and one thread, so that results do not depend on the machine.
#define EIGEN_MPL2_ONLY
#define EIGEN_DONT_PARALLELIZE
#include <eigen3/Eigen/Dense>

#include <exception>
#include <limits>

using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using Vector = Eigen::VectorXd;

namespace {
// Eigen reports a lack of memory by an exception, which must not leave C.
template <typename Work> int32_t guarded(Work work) {
  try {
    return work();
  } catch (const std::exception &) {
    return 0;
  }
}
}  // namespace

int32_t edgewise_least_squares(const double *a, int32_t rows, int32_t columns, const double *b, double *solution,
                               double *inverse) {
  return guarded([&]() -> int32_t {
    const Eigen::Map<const Matrix> matrix(a, rows, columns);
    const Eigen::Map<const Vector> right(b, rows);
    if (!matrix.allFinite() || !right.allFinite()) return 0;
    const Eigen::ColPivHouseholderQR<Eigen::MatrixXd> qr(matrix);
    Eigen::Map<Vector>(solution, columns) = qr.solve(right);
    if (inverse) {
      Eigen::Map<Matrix> result(inverse, columns, columns);
      if (qr.rank() == columns) {
        const Eigen::MatrixXd triangle = qr.matrixQR().topRows(columns).triangularView<Eigen::Upper>();
        const Eigen::MatrixXd half =
            triangle.triangularView<Eigen::Upper>().solve(Eigen::MatrixXd::Identity(columns, columns));
        const Eigen::MatrixXd permuted = qr.colsPermutation() * half;
        result = permuted * permuted.transpose();
      } else {
        result.setConstant(std::numeric_limits<double>::quiet_NaN());
      }
    }
    return static_cast<int32_t>(qr.rank());
  });
}

int32_t edgewise_orthogonal_triangular(const double *a, int32_t rows, int32_t columns, double *q, double *r) {
  return guarded([&]() -> int32_t {
    const Eigen::Map<const Matrix> matrix(a, rows, columns);
    if (!matrix.allFinite()) return 0;
    const Eigen::HouseholderQR<Eigen::MatrixXd> qr(matrix);
    Eigen::Map<Matrix>(q, rows, columns) = qr.householderQ() * Eigen::MatrixXd::Identity(rows, columns);
    Eigen::Map<Matrix>(r, columns, columns) = qr.matrixQR().topRows(columns).triangularView<Eigen::Upper>();
    return 1;
  });
}

int32_t edgewise_symmetric_eigen(const double *a, int32_t order, double *values, double *vectors) {
  return guarded([&]() -> int32_t {
    const Eigen::Map<const Matrix> matrix(a, order, order);
    if (!matrix.allFinite()) return 0;
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(matrix);
    if (solver.info() != Eigen::Success) return 0;
    Eigen::Map<Vector>(values, order) = solver.eigenvalues().reverse();
    Eigen::Map<Matrix>(vectors, order, order) = solver.eigenvectors().rowwise().reverse().transpose();
    return 1;
  });
}

int32_t edgewise_singular_values(const double *a, int32_t rows, int32_t columns, double *u, double *s, double *v) {
  return guarded([&]() -> int32_t {
    const Eigen::Map<const Matrix> matrix(a, rows, columns);
    if (!matrix.allFinite()) return 0;
    const Eigen::BDCSVD<Eigen::MatrixXd> svd(matrix, Eigen::ComputeThinU | Eigen::ComputeThinV);
    if (svd.info() != Eigen::Success) return 0;
    const auto count = svd.singularValues().size();
    Eigen::Map<Vector>(s, count) = svd.singularValues();
    Eigen::Map<Matrix>(u, rows, count) = svd.matrixU();
    Eigen::Map<Matrix>(v, columns, count) = svd.matrixV();
    return 1;
  });
}
