/// What was asked of the daemon on its command line.
package struct DaemonOptions: Sendable {
    /// The configuration file; the daemon's own place for it if none is named.
    package var configuration: String?
    /// A folder in which a sample clinic is made, or found, and served.
    package var sample: String?

    /// Where the configuration is if nobody says otherwise.
    package static let standardConfiguration = "/etc/convened/convened.toml"

    package init(configuration: String? = nil, sample: String? = nil) {
        self.configuration = configuration
        self.sample = sample
    }
}

/// Why the daemon doesn't start: a sentence for whoever started it, and an exit status of sysexits.h.
package struct StartupFailure: Error, CustomStringConvertible {
    package let description: String
    package let status: Int32

    /// Wrong configuration: `EX_CONFIG`.
    static func configuration(_ sentence: String) -> StartupFailure {
        StartupFailure(description: sentence, status: 78)
    }

    /// Something that should be there isn't: `EX_NOINPUT`.
    static func noInput(_ sentence: String) -> StartupFailure {
        StartupFailure(description: sentence, status: 66)
    }

    /// What is there isn't right: `EX_DATAERR`.
    static func damaged(_ sentence: String) -> StartupFailure {
        StartupFailure(description: sentence, status: 65)
    }

    /// What somebody has entered isn't right: `EX_DATAERR`.
    static func badData(_ sentence: String) -> StartupFailure {
        StartupFailure(description: sentence, status: 65)
    }

    /// A file can't be made: `EX_CANTCREAT`.
    static func cantCreate(_ sentence: String) -> StartupFailure {
        StartupFailure(description: sentence, status: 73)
    }
}
