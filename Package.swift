// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

/// A C library that Debian ships, found through pkg-config.
func debianLibrary(_ target: String, pkgConfig: String, package: String) -> Target {
  .systemLibrary(
    name: target, path: "Sources/System/\(target)", pkgConfig: pkgConfig,
    providers: [.apt([package])])
}

/// A target of our own C code: the place where a library's macros hide.
func cTarget(_ name: String, dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, path: "Sources/System/\(name)")
}

func room(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(of name: String, _ dependencies: [Target.Dependency] = [], storedTexts: [String] = [])
  -> Target
{
  .testTarget(
    name: "\(name)Tests", dependencies: [.init(stringLiteral: name)] + dependencies,
    exclude: storedTexts,
    swiftSettings: strict)
}

let package = Package(
  name: "edgewise",
  products: [
    .library(name: "Edgewise", targets: ["Edgewise"]),
    .executable(name: "edgewise", targets: ["EdgewiseCLI"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    // Debian's shared libhdf5 pulls in fifty libraries for files in the cloud, which takes longer to load than a small
    // file takes to be read. The archive beside it does not, so it is linked by name and not found through pkg-config.
    .systemLibrary(name: "CHDF5", path: "Sources/System/CHDF5", providers: [.apt(["libhdf5-dev"])]),
    debianLibrary("CLibXML2", pkgConfig: "libxml-2.0", package: "libxml2-dev"),
    debianLibrary("CLibDeflate", pkgConfig: "libdeflate", package: "libdeflate-dev"),
    debianLibrary("CMinizip", pkgConfig: "minizip", package: "libminizip-dev"),
    debianLibrary("CLibYAML", pkgConfig: "yaml-0.1", package: "libyaml-dev"),
    debianLibrary("CLibCrypto", pkgConfig: "libcrypto", package: "libssl-dev"),
    debianLibrary("CUdunits2", pkgConfig: "udunits", package: "libudunits2-dev"),
    debianLibrary("CXraylib", pkgConfig: "libxrl", package: "libxrl-dev"),
    debianLibrary("CMinpack", pkgConfig: "cminpack", package: "libcminpack-dev"),
    .target(
      name: "HDF5Shims", dependencies: ["CHDF5"], path: "Sources/System/HDF5Shims",
      linkerSettings: [":libhdf5_serial.a", "sz", "z", "dl", "m"].map { .linkedLibrary($0) }),
    cTarget("XMLShims", dependencies: ["CLibXML2"]),
    cTarget("ProcessShims"),
    cTarget("EmbeddedSchemas"),
    cTarget("LinearAlgebraShims"),

    room("Bytes", ["CLibDeflate", "CLibCrypto", "CLibYAML", "CMinizip"]),
    room("Plotting", ["Bytes"]),
    room("HDF5", ["CHDF5", "HDF5Shims", "Bytes"]),
    room("XML", ["CLibXML2", "XMLShims", "Bytes"]),
    room("DataModel", ["Bytes", "CUdunits2", "CXraylib"]),
    room("Datasets", ["DataModel", "Bytes"]),
    room("Analysis", ["Datasets", "DataModel", "Bytes", "CMinpack", "LinearAlgebraShims"]),
    room("Formats", ["DataModel", "HDF5", "XML", "Bytes", "EmbeddedSchemas"]),
    room("Validation", ["Formats", "DataModel", "HDF5", "XML", "Bytes", "EmbeddedSchemas"]),
    room(
      "Workflow",
      [
        "Validation", "Formats", "Analysis", "Datasets", "DataModel", "Plotting", "XML", "Bytes",
        "EmbeddedSchemas",
        "ProcessShims",
      ]),
    room(
      "Edgewise",
      [
        "Workflow", "Plotting", "Validation", "Formats", "Analysis", "Datasets", "DataModel",
        "Bytes",
      ]),
    .executableTarget(
      name: "EdgewiseCLI",
      dependencies: [
        "Workflow", "Plotting", "Validation", "Formats", "Analysis", "DataModel", "Bytes", "XML",
        "EmbeddedSchemas",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    .executableTarget(
      name: "GenerateChargeSeries", dependencies: ["Edgewise"],
      path: "Examples/GenerateChargeSeries",
      swiftSettings: strict),
    .target(
      name: "ErrorBars", dependencies: ["Analysis", "Datasets"],
      path: "Examples/ErrorBarStudy/Problems",
      swiftSettings: strict),
    .executableTarget(
      name: "ErrorBarStudy", dependencies: ["ErrorBars"], path: "Examples/ErrorBarStudy/Study",
      swiftSettings: strict),

    tests(of: "Bytes"),
    tests(of: "Plotting", ["Bytes"]),
    tests(of: "HDF5", ["Bytes"]),
    tests(of: "XML", ["Bytes"]),
    tests(of: "DataModel", ["Bytes"]),
    tests(of: "Datasets", ["DataModel", "Bytes"]),
    tests(of: "Analysis", ["ErrorBars", "Formats", "Datasets", "DataModel", "Bytes"]),
    tests(of: "Formats", ["DataModel", "HDF5", "HDF5Shims", "CHDF5", "XML", "Bytes"]),
    tests(of: "Validation", ["Formats", "DataModel", "HDF5", "HDF5Shims", "CHDF5", "XML", "Bytes"]),
    tests(
      of: "Workflow", ["Plotting", "Validation", "Formats", "DataModel", "HDF5", "Bytes"],
      storedTexts: ["Inspect/Stored"]),
    tests(of: "Edgewise", ["GenerateChargeSeries"]),
    .testTarget(
      name: "CommandLineTests", dependencies: ["DataModel", "Bytes"], exclude: ["Help"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
