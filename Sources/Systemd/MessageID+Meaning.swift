/// What a line of the journal is about, for the message catalog and the manual.
package struct Meaning: Sendable {
    /// A title, in which `@CONVENED_…@` stands for that field of the line.
    package let subject: String
    package let text: String
    /// What an operator does about it.
    package let action: String
    /// The fields that the line may have beside those of every line.
    package let fields: [JournalField.Key]

    fileprivate init(_ subject: String, _ fields: [JournalField.Key], _ text: String, _ action: String) {
        (self.subject, self.fields, self.text, self.action) = (subject, fields, text, action)
    }

    /// Those of every line about an event of the ledger.
    fileprivate static let event: [JournalField.Key] = [.event, .sequence, .actor]
}

extension MessageID {
    /// What it means and what to do about it.
    package var meaning: Meaning {
        switch self {
        // MARK: The service
        case .serviceReady:
            Meaning(
                "convened answers calls", [],
                "The ledger is open, what fell due while the service was down is made up, and calls "
                    + "are answered.",
                "Nothing to do.")
        case .serviceStopping:
            Meaning(
                "convened stops", [],
                "The service finishes what it has begun, ends its plugins and closes the ledger.",
                "Nothing to do, unless nobody asked for it.")
        case .serviceReloaded:
            Meaning(
                "The configuration was read again", [.count],
                "What has changed in it holds from now on, but for what only a restart applies: if there is such a "
                    + "change, a second line says so, as a warning.",
                "'convene reload' names what needs a restart: 'systemctl restart convened' then.")
        case .configurationRefused:
            Meaning(
                "The configuration is refused", [],
                "/etc/convened/convened.toml has an error, so the service doesn't start with it.",
                "'convened --check-config' names every line that is wrong: mend them, then 'systemctl "
                    + "restart convened'.")
        case .ledgerOpened:
            Meaning(
                "The ledger is open", [.sequence],
                "The ledger was opened. CONVENED_SEQUENCE is the number of events in it.",
                "If the machine has crashed, see that there are no fewer events than in the last "
                    + "backup.")
        case .ledgerUpgraded:
            Meaning(
                "The ledger is brought to this version's form", [.schema, .sequence],
                "The ledger was of an older version. It is kept as it was beside the ledger, as the line says.",
                "Remove that file once you are sure that you won't go back.")
        case .downtimeMadeUp:
            Meaning(
                "What fell due while the service was down is made up", [.count],
                "Sessions were opened or ended, alerts raised and reminders told or dropped as of the "
                    + "times at which they were due. CONVENED_COUNT says how many events that were.",
                "Look at what was done in the clinic's absence: 'convene events'.")
        case .machinery:
            Meaning(
                "A part of the program has something to say", [.component, .uid, .limit, .method, .plugin],
                "CONVENED_COMPONENT names the part or library.",
                "Read the line. It matters if it is a warning or worse.")
        // MARK: The clinic's day
        case .sessionOpened:
            Meaning(
                "@CONVENED_SESSION@ is open for check-in", Meaning.event + [.session, .group],
                "The session takes check-ins. It opens itself before its planned start.",
                "Nothing to do.")
        case .sessionStarted:
            Meaning(
                "@CONVENED_SESSION@ has started", Meaning.event + [.session, .group],
                "Treatment has begun, and time is credited.",
                "Nothing to do.")
        case .sessionEnded:
            Meaning(
                "@CONVENED_SESSION@ has ended", Meaning.event + [.session, .group],
                "Treatment has ended and everyone is checked out.",
                "Whoever led the session signs it: 'convene session sign'.")
        case .sessionReopened:
            Meaning(
                "@CONVENED_SESSION@ goes on", Meaning.event + [.session, .group],
                "A session that had ended was opened again.",
                "Look at who did it and why: 'convene session show @CONVENED_SESSION@'.")
        case .sessionSigned:
            Meaning(
                "@CONVENED_SESSION@ is signed", Meaning.event + [.session, .group],
                "The session is closed. From now on only a supervisor corrects it.",
                "Nothing to do.")
        case .sessionUnsigned:
            Meaning(
                "@CONVENED_SESSION@ isn't signed", Meaning.event + [.session, .group],
                "The session ended some time ago, and whoever led it hasn't signed it. The week's "
                    + "figures are provisional until then.",
                "Whom the line names signs it: 'convene session sign @CONVENED_SESSION@'.")
        case .signatureSuperseded:
            Meaning(
                "The signature of @CONVENED_SESSION@ holds no more", Meaning.event + [.session, .group],
                "What was signed has been corrected, reopened or taken back.",
                "Whoever led the session looks at it and signs it again.")
        case .sessionCancelled:
            Meaning(
                "@CONVENED_SESSION@ is cancelled", Meaning.event + [.session, .group],
                "The session doesn't take place. What its members lose by it is the clinic's loss.",
                "The case managers offer make-ups: 'convene makeup options CODE'.")
        case .reminderTold:
            Meaning(
                "Somebody is reminded of something", Meaning.event + [.member, .session, .group],
                "Reminders of a session, or one that somebody asked for, were told to the plugins "
                    + "that hear them.",
                "Nothing to do.")
        case .reminderExpired:
            Meaning(
                "A reminder is dropped", Meaning.event + [.member, .session, .group],
                "The reminder would have come too late, as the line says.",
                "If the service was down, find out why. If quiet hours did it and nobody wants that, "
                    + "change quiet_hours in convened.toml.")
        case .attendanceRecorded:
            Meaning(
                "@CONVENED_MEMBER@ was entered at @CONVENED_SESSION@", Meaning.event + [.member, .session, .group],
                "A check-in, a check-out or a change of such an entry: the line of the audit. "
                    + "[journal] attendance in convened.toml sets its priority or leaves it out.",
                "Nothing to do.")
        case .standingChanged:
            Meaning(
                "The standing of @CONVENED_MEMBER@ has changed", Meaning.event + [.member, .session, .group, .program],
                "The member's week stands differently against what the level of care requires.",
                "Nothing to do. An alert follows if somebody is needed.")
        case .weekClosed:
            Meaning(
                "A week is closed", Meaning.event,
                "Each member's week has its outcome. Corrections change it still.",
                "The supervisor looks at those that fell short: 'convene report week'.")
        // MARK: Alerts
        case .alertRaised:
            Meaning(
                "An alert is raised", Meaning.event + [.member, .session, .group, .program],
                "A member will miss the week's hours unless somebody acts, stays away, or a group's "
                    + "schedule holds too little. The line says for whom it is, the rule, and what was "
                    + "lost.",
                "Whoever it is for acts, and takes it up with 'convene alerts ack "
                    + "@CONVENED_SEQUENCE@'.")
        case .alertUndelivered:
            Meaning(
                "Alert @CONVENED_ALERT@ has reached nobody",
                Meaning.event + [.member, .session, .group, .program, .alert, .plugin],
                "No plugin hears the alert, or the one that does gave it up.",
                "Tell the case manager. Then let a plugin deliver alerts ('convene plugin list'), or "
                    + "mend it and its mail transport and say 'convene plugin retry NAME'.")
        case .alertAcknowledged:
            Meaning(
                "An alert is taken up", Meaning.event + [.member, .session, .group, .program],
                "Somebody has acknowledged the alert.",
                "Nothing to do.")
        case .alertEscalated:
            Meaning(
                "An alert goes to the supervisors", Meaning.event + [.member, .session, .group, .program],
                "Nobody has acknowledged the alert within the working days that [alerts] in "
                    + "convened.toml allows.",
                "A supervisor acts, and asks why nobody did.")
        case .alertEnded:
            Meaning(
                "An alert is over", Meaning.event + [.member, .session, .group, .program],
                "A correction has made the alert wrong, or a newer one has taken its place.",
                "Nothing to do.")
        // MARK: Plugins
        case .pluginStarted:
            Meaning(
                "The plugin @CONVENED_PLUGIN@ runs", [.plugin],
                "The plugin was found, and hears events.",
                "Nothing to do.")
        case .pluginFailed:
            Meaning(
                "The plugin @CONVENED_PLUGIN@ failed", [.plugin, .event, .sequence, .count],
                "The plugin failed at an event, broke the protocol or left processes behind. An event "
                    + "is tried again.",
                "If it goes on, read its lines: 'journalctl -t convened-plugin-@CONVENED_PLUGIN@'.")
        case .pluginStopped:
            Meaning(
                "The plugin @CONVENED_PLUGIN@ is stopped", [.plugin, .event, .sequence, .count],
                "Its configuration is wrong, its files aren't to be trusted, or it failed too often.",
                "'convene plugin show @CONVENED_PLUGIN@' says why: mend that, then 'convene plugin "
                    + "enable @CONVENED_PLUGIN@'.")
        case .deliveryParked:
            Meaning(
                "@CONVENED_PLUGIN@ has given up event @CONVENED_SEQUENCE@", [.plugin, .event, .sequence],
                "The plugin failed at the event as often as its plugin.toml allows. The events after "
                    + "it go on.",
                "'convene plugin show @CONVENED_PLUGIN@' says why. 'convene plugin retry' tries it "
                    + "once more, 'convene plugin skip' goes without it.")
        case .deliveryDropped:
            Meaning(
                "@CONVENED_PLUGIN@ isn't given event @CONVENED_SEQUENCE@", [.plugin, .event, .sequence],
                "The member hasn't agreed to any of the channels that the plugin uses.",
                "Ask the member, if the message is wanted.")
        case .pluginOperated:
            Meaning(
                "A plugin is operated", Meaning.event + [.plugin],
                "Somebody enabled or disabled a plugin, granted it something or redirected its "
                    + "deliveries, or its files are gone.",
                "Ask them why, if you wonder: CONVENED_ACTOR says who it was.")
        // MARK: The socket
        case .badMessage:
            Meaning(
                "A client was cut off", [.component, .uid],
                "What it sent is no Varlink.",
                "Tell the owner of the user that CONVENED_UID names: the program that they use is "
                    + "broken.")
        case .limitReached:
            Meaning(
                "A limit is reached", [.component, .uid, .limit],
                "A connection was refused or closed, or something can't be watched, since it would "
                    + "pass the limit that CONVENED_LIMIT names.",
                "Find out who uses so much, or raise the limit below [limits] in convened.toml.")
        case .permissionDenied:
            Meaning(
                "Somebody may not do what was asked for", [.plugin, .method, .role, .uid, .actor, .count],
                "The caller's groups, or the plugin's rights, don't allow the call.",
                "Add the user to a group or the right to the plugin's manifest, or ask what they "
                    + "tried.")
        }
    }
}

extension JournalField.Key {
    /// What it holds, for the manual.
    package var meaning: String {
        switch self {
        case .actor: "Who asked for it: an account, a plugin or the clock."
        case .alert: "An alert's identifier."
        case .component: "The part of the program, or the library, that speaks."
        case .count: "How many of what the message speaks of."
        case .event: "An event's type, such as attendance.checked_in."
        case .group: "A group's identifier."
        case .limit: "The name of the limit that was reached."
        case .member: "A member's code."
        case .method: "The Varlink method that was called."
        case .plugin: "A plugin's name."
        case .program: "A program's identifier."
        case .reason: "A short reason out of a closed set."
        case .role: "The role that would have been needed."
        case .schema: "The ledger's schema version."
        case .sequence: "An event's place in the site's order."
        case .session: "A session's name."
        case .standing: "A member's standing of the week."
        case .status: "A process's exit status."
        case .uid: "The peer's Unix user."
        case .week: "A week, by its first day."
        }
    }
}
