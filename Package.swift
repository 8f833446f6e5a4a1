// swift-tools-version: 6.3
import PackageDescription

// Every target of ours is held to the same rules: Swift 6, imports that say what they need, no warning.
let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

// The rules of hours are worked out a hundred thousand times by the tests, also where everything else is built to be looked
// into: they are always optimised.
let tuned = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")

let package = Package(
    name: "convened",
    products: [
        .executable(name: "convene", targets: ["convene"]),
        .executable(name: "convened", targets: ["convened"]),
        .library(name: "Varlink", targets: ["Varlink"]),
        .library(name: "VarlinkServer", targets: ["VarlinkServer"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // The GNU-only calls that Swift's Glibc module lacks: pidfd, close_range, ucred and the spawn of a plugin.
        .target(name: "CLinux"),
        // The domain: pure values and rules of an Intensive Outpatient Program, no I/O, no clock, no randomness.
        .target(name: "Clinic", swiftSettings: tuned),
        // The `.varlink` interface files and the Codable messages that match them, shared by daemon and CLI.
        .target(
            name: "ConvenedAPI", dependencies: ["Varlink"], resources: [.embedInCode("Interfaces")],
            swiftSettings: strict),
        // Writes the manual pages and the journal's message catalog, out of what the sources say.
        .executableTarget(
            name: "convened-manual",
            dependencies: [
                "Clinic", "ConvenedAPI", "Daemon", "Ledger", "PluginHost", "StrictTOML", "Systemd", "Varlink",
                argumentParser,
            ],
            path: "Sources/Manual", resources: [.embedInCode("README.md"), .embedInCode("convened.toml")],
            swiftSettings: strict),
        // libsystemd as the system provides it.
        .systemLibrary(name: "CSystemd", pkgConfig: "libsystemd", providers: [.apt(["libsystemd-dev"])]),
        // The composition root: configuration, Varlink handlers, services in order.
        .target(
            name: "Daemon",
            dependencies: [
                "CLinux", "Clinic", "ConvenedAPI", "Engine", "Ledger", "PluginHost", "StrictTOML", "Systemd",
                "Varlink", "VarlinkServer", lifecycle, logging, nioCore, nioPosix, unixSignals,
            ],
            resources: [.embedInCode("Agendas"), .embedInCode("Programs")],
            swiftSettings: strict),
        // A command becomes a transaction becomes events; the scheduler; roles.
        .target(name: "Engine", dependencies: ["Clinic", crypto, "Ledger"], swiftSettings: strict),
        // SQLite through GRDB: migrations, events, the tables that follow from them, cursors, the audit chain.
        .target(name: "Ledger", dependencies: ["Clinic", crypto, grdb], swiftSettings: strict),
        // Plugins: discovery, manifests, deliveries, supervised processes.
        .target(
            name: "PluginHost", dependencies: ["CLinux", "Clinic", "StrictTOML", logging], swiftSettings: strict),
        // TOML read strictly: every key is known and every complaint has its line.
        .target(
            name: "StrictTOML", dependencies: [.product(name: "TOMLKit", package: "TOMLKit")], swiftSettings: strict),
        // A Swift face on libsystemd: notify, listen fds, watchdog, journal.
        .target(name: "Systemd", dependencies: ["CSystemd", logging], swiftSettings: strict),
        // The Varlink protocol: framing, messages, IDL, a small blocking client.
        .target(name: "Varlink", swiftSettings: strict),
        // Varlink served on NIO: connections, peer credentials, limits, streams.
        .target(
            name: "VarlinkServer", dependencies: ["CLinux", "Varlink", logging, nioCore, nioPosix],
            swiftSettings: strict),
        // The command line.
        .executableTarget(
            name: "convene", dependencies: ["ConvenedAPI", "Varlink", argumentParser],
            resources: [.embedInCode("Programs"), .embedInCode("convened.toml")], swiftSettings: strict),
        // The daemon's entry point.
        .executableTarget(
            name: "convened", dependencies: ["ConvenedAPI", "Daemon", argumentParser], swiftSettings: strict),

        .testTarget(name: "APITests", dependencies: ["ConvenedAPI", "Varlink"], swiftSettings: strict),
        // A Varlink server and client that are held against those of others.
        .executableTarget(
            name: "CertificationServer", dependencies: ["Varlink", "VarlinkServer", logging, nioCore, nioPosix],
            path: "Tests/CertificationServer", swiftSettings: strict),
        // The rules of hours done the slow way, to hold the real ones against.
        .target(name: "ClinicOracle", dependencies: ["Clinic"], path: "Tests/ClinicOracle", swiftSettings: tuned),
        .testTarget(name: "ClinicTests", dependencies: ["Clinic", "ClinicOracle"], swiftSettings: strict),
        .testTarget(
            name: "ConveneTests", dependencies: ["ConvenedAPI", "Varlink", "convene", argumentParser],
            swiftSettings: strict),
        // The load of the benchmark.
        .executableTarget(
            name: "convened-load", dependencies: ["ConvenedAPI", "Varlink"], path: "Tests/Benchmarks/Load",
            swiftSettings: strict),
        // Deliveries to plugins for the benchmark.
        .executableTarget(
            name: "convened-plugins", dependencies: ["Clinic", "Daemon", "Engine", "Ledger", "PluginHost"],
            path: "Tests/Benchmarks/Plugins", swiftSettings: strict),
        // Makes the ledger of a big clinic after years.
        .executableTarget(
            name: "convened-years", dependencies: ["Clinic", "Engine", "Ledger"], path: "Tests/Benchmarks/Years",
            swiftSettings: strict),
        .testTarget(
            name: "DaemonTests",
            dependencies: [
                "Clinic", "ConvenedAPI", "Daemon", "Engine", "Ledger", "PluginHost", "StrictTOML", "Systemd", "Varlink",
                "VarlinkServer",
            ],
            swiftSettings: strict),
        .testTarget(
            name: "EngineTests", dependencies: ["Clinic", "ClinicOracle", "Engine", "Ledger", grdb],
            swiftSettings: strict),
        .testTarget(name: "LedgerTests", dependencies: ["Clinic", "Ledger"], swiftSettings: strict),
        .testTarget(
            name: "PluginHostTests", dependencies: ["Clinic", crypto, "Daemon", "Engine", "Ledger", "PluginHost"],
            swiftSettings: strict),
        .testTarget(name: "StrictTOMLTests", dependencies: ["StrictTOML"], swiftSettings: strict),
        // A program that uses Systemd for real: the child of a test, or a unit's main process.
        .executableTarget(
            name: "SystemdProbe", dependencies: ["Clinic", "Systemd", logging], path: "Tests/SystemdProbe",
            swiftSettings: strict),
        .testTarget(name: "SystemdTests", dependencies: ["Systemd", "SystemdProbe", logging], swiftSettings: strict),
        // The daemon and the command line as users have them: processes, sockets, systemd, clients of others.
        .testTarget(
            name: "SystemTests",
            dependencies: ["ConvenedAPI", "Systemd", "Varlink", "convene", "convened", "convened-manual"],
            swiftSettings: strict),
        .testTarget(
            name: "VarlinkTests",
            dependencies: [
                "CertificationServer", "Varlink", "VarlinkServer", logging, nioCore,
                .product(name: "NIOEmbedded", package: "swift-nio"), nioPosix,
            ],
            swiftSettings: strict),
    ]
)
