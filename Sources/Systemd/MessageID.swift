/// The things that an operator acts on, each with the `MESSAGE_ID` by which `journalctl` and a monitoring system find
/// it. An identifier is never changed and never used for something else.
package enum MessageID: String, Sendable, CaseIterable {
    // MARK: The service

    /// The service answers calls. Nothing to do.
    case serviceReady = "b8872c114dce4427895fcc6fdbb72c64"
    /// The service stops and finishes what it has begun. Nothing to do, unless nobody asked for it.
    case serviceStopping = "f15a1b54ff86486e84bf2755f44249da"
    /// The configuration was read again. If the line says that a restart is needed, 'convene reload' names the sections.
    case serviceReloaded = "9c91ea988df944d68fbc6b4f112bcd0c"
    /// The configuration has an error and is not used. Mend the line that the message names, then reload or start.
    case configurationRefused = "5702ae7cf99f4f63aba49d02ceacb3ae"
    /// The ledger is open and whole. Compare its event count with the last backup's if the machine has crashed.
    case ledgerOpened = "6d0ef21764a64ee6a4f04c96d55734e3"
    /// The ledger was of an older version and has been brought to this one's form. It is kept as it was beside the ledger:
    /// remove that file once you are sure that you won't go back.
    case ledgerUpgraded = "82d1845c15174caf8d4f5d0542e7721c"
    /// The service was down while something was due, and has done it now. Look at what it did in the clinic's absence.
    case downtimeMadeUp = "19571d7eef184a07b3c12d243fd3a61f"

    // MARK: The clinic's day

    /// A session is open for check-in. Nothing to do.
    case sessionOpened = "e2e44c362d0a4ac6863e528376bb61f2"
    /// Treatment has begun. Nothing to do.
    case sessionStarted = "31e436afc8b845d3a519580ff4a35c3b"
    /// Treatment has ended and everyone is checked out. The facilitator signs the session.
    case sessionEnded = "e24d937605ea4eb1bc3a4f3eb1c41a9b"
    /// A session that had ended goes on. Look at who did it and why: 'convene events'.
    case sessionReopened = "31ae891d9144438db5b860aabb50028b"
    /// A session is signed and closed. Nothing to do.
    case sessionSigned = "d57ba2dd396042f0bd4036835bdeae14"
    /// A session has ended some time ago and is not signed. Whom the line names signs it: 'convene session sign'.
    case sessionUnsigned = "c8ebb74156a64f6299fc6c2ba891e69f"
    /// What was signed has been corrected or taken back. Whoever leads the session looks at it and signs again.
    case signatureSuperseded = "e5c5b130f6e74fcf9b1102d836678296"
    /// A session does not take place. The case managers offer make-ups.
    case sessionCancelled = "771f4d8ed1ac4fb5ae0f230891c3d974"
    /// Members or staff are reminded of something, by the plugins that hear of it. Nothing to do.
    case reminderTold = "8c0db0693cc041599f9ec6b26574f53a"
    /// A reminder is dropped, since it would come too late. If the service was down, find out why; if quiet hours did it
    /// and nobody wants that, change them.
    case reminderExpired = "9bef5ae9286b42e5bf11fa511b5efa0a"
    /// A member was checked in or out, or such an entry was changed: the audit's line. Nothing to do.
    case attendanceRecorded = "184e9b8183914961865a847625d13a04"
    /// A member's standing of the week has changed. An alert follows if it needs somebody.
    case standingChanged = "c1630c7ca48548af8bf64e06e20e50fd"
    /// A week is closed and its standings are final. The supervisor looks at the shortfalls.
    case weekClosed = "08a9f6fea0814665b1aa7960ddd9b1e4"

    // MARK: Alerts

    /// A member will miss the week's hours unless somebody acts. The case manager acts and acknowledges.
    case alertRaised = "43173ea07e0e4509ab64347bfd40369a"
    /// No plugin could deliver an alert. Tell the case manager, then mend the plugin or its mail transport.
    case alertUndelivered = "82472a283c3c40c8ade8977beeb3ff9c"
    /// A case manager has taken an alert up. Nothing to do.
    case alertAcknowledged = "710f15b63526402da77b1218d9e91592"

    /// Nobody has acknowledged an alert in time, and the supervisors have it now. A supervisor asks why, and acts.
    case alertEscalated = "656632ef4ed048bda941fb68b18c2156"
    /// An alert was wrong or a newer one has taken its place. Nothing to do.
    case alertEnded = "1c3df7e1fbd24256882c17833c99048a"

    // MARK: Plugins

    /// A plugin runs and hears events. Nothing to do.
    case pluginStarted = "115e1ebee27c47d49e409b73861a1f87"
    /// A plugin failed at a delivery, which will be tried again. Read its lines in the journal if it goes on.
    case pluginFailed = "c262626c4719493e978d917538d634da"
    /// A plugin says that its configuration is wrong (exit status 78) and is not started again. Mend it and enable the plugin.
    case pluginStopped = "a0487a57189745b9bf6d8310b51c0170"
    /// A delivery was given up after its last try. Find out why, then deliver it again or drop it.
    case deliveryParked = "22f430b410a24f0b83eb42f61b18c250"

    /// A plugin isn't given an event, since the member hasn't agreed to what it is for. Ask the member if it is wanted.
    case deliveryDropped = "084dade6f13d4c9195bb4cd4b47ba029"
    /// Somebody enabled or disabled a plugin, granted it something, or redirected its deliveries. Ask them why, if you wonder.
    case pluginOperated = "c4f3e5de2507468fbb5e7ed2382cfefe"

    // MARK: The socket

    /// A client sent something that is not Varlink and was cut off. Tell the owner of the user that the line names.
    case badMessage = "461ba3c7765a403e9433b4661eb775c3"
    /// A limit was reached and somebody was refused. Find who uses so much, or raise the limit that the line names.
    case limitReached = "f426353c5654416dad29adc9b246d18b"
    /// A user asked for something that the user's groups do not allow. Add the user to a group, or ask what they tried.
    case permissionDenied = "86b7ae05e16f4676b5792da8060b07ad"

    /// The priority of a line that does not say another one.
    package var priority: JournalPriority {
        switch self {
        case .sessionOpened, .sessionStarted, .sessionEnded, .sessionSigned, .reminderTold, .attendanceRecorded,
            .standingChanged,
            .alertAcknowledged,
            .alertEnded, .pluginStarted:
            .info
        case .serviceReady, .serviceStopping, .serviceReloaded, .ledgerOpened, .ledgerUpgraded, .downtimeMadeUp,
            .sessionReopened,
            .sessionCancelled,
            .sessionUnsigned, .signatureSuperseded, .reminderExpired, .weekClosed, .alertRaised, .pluginOperated,
            .deliveryDropped:
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
