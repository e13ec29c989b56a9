// swift-tools-version: 6.2
import PackageDescription

/// What has to be measured from inside: apart from Edgewise's own package, so that nobody who uses it builds this.
let package = Package(
  name: "benchmarks",
  dependencies: [.package(name: "edgewise", path: "..")],
  targets: [
    .executableTarget(
      name: "in-process", dependencies: [.product(name: "Edgewise", package: "edgewise")],
      path: "Sources/InProcess",
      swiftSettings: [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
      ])
  ],
  swiftLanguageModes: [.v6]
)
