import Foundation

/// The programs under test, as this build made them, and the checkout that they come from.
enum Binaries {
    /// Where the build puts its programs: beside the one that runs the tests.
    static let folder = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()

    static let convened = folder.appendingPathComponent("convened").path
    static let convene = folder.appendingPathComponent("convene").path

    static let checkout = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path
}
