/// The things that an operator acts on, each with the `MESSAGE_ID` by which `journalctl` and a monitoring system find
/// it. An identifier is never changed and never used for something else. What each means stands in ``meaning``.
package enum MessageID: String, Sendable, CaseIterable {
    // MARK: The service

    case serviceReady = "b8872c114dce4427895fcc6fdbb72c64"
    case serviceStopping = "f15a1b54ff86486e84bf2755f44249da"
    case serviceReloaded = "9c91ea988df944d68fbc6b4f112bcd0c"
    case configurationRefused = "5702ae7cf99f4f63aba49d02ceacb3ae"
    case ledgerOpened = "6d0ef21764a64ee6a4f04c96d55734e3"
    case ledgerUpgraded = "82d1845c15174caf8d4f5d0542e7721c"
    case downtimeMadeUp = "19571d7eef184a07b3c12d243fd3a61f"
    case machinery = "9598f600414f45989a5102e587570a7d"

    // MARK: The clinic's day

    case sessionOpened = "e2e44c362d0a4ac6863e528376bb61f2"
    case sessionStarted = "31e436afc8b845d3a519580ff4a35c3b"
    case sessionEnded = "e24d937605ea4eb1bc3a4f3eb1c41a9b"
    case sessionReopened = "31ae891d9144438db5b860aabb50028b"
    case sessionSigned = "d57ba2dd396042f0bd4036835bdeae14"
    case sessionUnsigned = "c8ebb74156a64f6299fc6c2ba891e69f"
    case signatureSuperseded = "e5c5b130f6e74fcf9b1102d836678296"
    case sessionCancelled = "771f4d8ed1ac4fb5ae0f230891c3d974"
    case reminderTold = "8c0db0693cc041599f9ec6b26574f53a"
    case reminderExpired = "9bef5ae9286b42e5bf11fa511b5efa0a"
    case attendanceRecorded = "184e9b8183914961865a847625d13a04"
    case standingChanged = "c1630c7ca48548af8bf64e06e20e50fd"
    case weekClosed = "08a9f6fea0814665b1aa7960ddd9b1e4"

    // MARK: Alerts

    case alertRaised = "43173ea07e0e4509ab64347bfd40369a"
    case alertUndelivered = "82472a283c3c40c8ade8977beeb3ff9c"
    case alertAcknowledged = "710f15b63526402da77b1218d9e91592"
    case alertEscalated = "656632ef4ed048bda941fb68b18c2156"
    case alertEnded = "1c3df7e1fbd24256882c17833c99048a"

    // MARK: Plugins

    case pluginStarted = "115e1ebee27c47d49e409b73861a1f87"
    case pluginFailed = "c262626c4719493e978d917538d634da"
    case pluginStopped = "a0487a57189745b9bf6d8310b51c0170"
    case deliveryParked = "22f430b410a24f0b83eb42f61b18c250"
    case deliveryDropped = "084dade6f13d4c9195bb4cd4b47ba029"
    case pluginOperated = "c4f3e5de2507468fbb5e7ed2382cfefe"

    // MARK: The socket

    case badMessage = "461ba3c7765a403e9433b4661eb775c3"
    case limitReached = "f426353c5654416dad29adc9b246d18b"
    case permissionDenied = "86b7ae05e16f4676b5792da8060b07ad"

    /// The priority of a line that does not say another one.
    package var priority: JournalPriority {
        switch self {
        case .sessionOpened, .sessionStarted, .sessionEnded, .sessionSigned, .reminderTold, .attendanceRecorded,
            .standingChanged, .alertAcknowledged, .alertEnded, .pluginStarted:
            .info
        case .serviceReady, .serviceStopping, .serviceReloaded, .ledgerOpened, .ledgerUpgraded, .downtimeMadeUp,
            .sessionReopened, .sessionCancelled, .sessionUnsigned, .signatureSuperseded, .reminderExpired, .weekClosed,
            .alertRaised, .pluginOperated, .deliveryDropped, .machinery:
            .notice
        case .alertEscalated, .pluginFailed, .badMessage, .limitReached, .permissionDenied:
            .warning
        case .configurationRefused, .alertUndelivered, .pluginStopped, .deliveryParked:
            .error
        }
    }
}

/// How urgent a line is: syslog's levels, the most urgent first.
package enum JournalPriority: Int, Sendable {
    case emergency, alert, critical, error, warning, notice, info, debug
}
