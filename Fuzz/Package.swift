// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// The fuzzers: apart from Edgewise's own package, for they are built with other flags. `make fuzz` and
/// `make fuzz-files` build and run them.
let package = Package(
  name: "fuzz",
  dependencies: [.package(name: "edgewise", path: "..")],
  targets: [
    .executableTarget(
      name: "fuzz", dependencies: [.product(name: "Edgewise", package: "edgewise")],
      // The program's entry is the fuzzer's.
      swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])]),
    .executableTarget(
      name: "damaged-files", dependencies: [.product(name: "Edgewise", package: "edgewise")],
      path: "Sources/DamagedFiles", swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
