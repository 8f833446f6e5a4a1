import Foundation

/// The programs under test, as this build made them.
enum Binaries {
    static let folder = Bundle.main.bundleURL.deletingLastPathComponent().path
}
