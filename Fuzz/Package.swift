// swift-tools-version: 6.2
import PackageDescription

/// The fuzzers: apart from Edgewise's own package, for they are built with other flags. `make fuzz` builds and runs them.
let package = Package(
  name: "fuzz",
  dependencies: [.package(name: "edgewise", path: "..")],
  targets: [
    .executableTarget(
      name: "fuzz", dependencies: [.product(name: "Edgewise", package: "edgewise")],
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
        // The program's entry is the fuzzer's.
        .unsafeFlags(["-parse-as-library"]),
      ])
  ],
  swiftLanguageModes: [.v6]
)
