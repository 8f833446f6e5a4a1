import ConvenedAPI

/// What was found out about a clinic's service, and what of it needs somebody.
struct Checkup {
    enum Sign: String {
        case fine = "✓"
        /// Worth knowing; nothing is broken.
        case note = "!"
        case bad = "✗"
    }

    struct Check: Equatable {
        let sign: Sign
        let name: String
        let finding: String
        /// What to do about it.
        var mend: String?
    }

    enum Reach {
        case answers(API.Service.Health.Reply, [API.Plugins.Plugin])
        /// Nobody answers; a sentence says why.
        case silent(String)
        /// The caller may not connect.
        case denied
        /// The caller's role doesn't let them look; a sentence says whose does.
        case refused(String)
    }

    struct Socket {
        let path: String
        /// The permission bits; `nil` if there is no socket.
        var mode: Int?
        /// The name of the group that owns it.
        var group = ""
        /// Whether the caller is in that group, or root.
        var isMember = true
    }

    enum Backups {
        case none
        /// The folder may not be looked into.
        case hidden
        /// The folder may not be looked into, but the daemon has: the newest one's age in seconds, if it has found any.
        case told(age: Int?)
        /// The newest one's age in seconds.
        case newest(String, age: Int)
    }

    var reach: Reach
    var socket: Socket
    /// Whether the configuration is where the daemon looks for it.
    var hasConfiguration: Bool
    /// How far the daemon's clock is ahead of this one, in seconds.
    var clockDifference = 0
    var machineZone: String
    var knowsSiteZone = true
    var sendmail: String?
    var backupFolder: String
    var backups: Backups

    /// An age from which a backup is too old, in seconds: a day, and some hours for one that is made every night.
    private static let tooOld = 36 * 3600
    private static let leastFree = 1 << 30

    var checks: [Check] {
        var checks = [daemon, socketCheck]
        if case .answers(let health, let plugins) = reach {
            checks += [
                amount(health.programs, "program", "convene program import FILE"),
                amount(health.groups, "group", "convene group add"),
            ]
            checks += pluginChecks(plugins) + [alerts(health), mail(plugins), zone(health), clockCheck, disk(health)]
        } else {
            checks += [mail([])]
        }
        return checks + [backup]
    }

    private var daemon: Check {
        switch reach {
        case .answers(let health, _):
            health.version == API.version
                ? Check(sign: .fine, name: "Daemon", finding: "convened \(health.version) answers")
                : Check(
                    sign: .note, name: "Daemon",
                    finding: "convened \(health.version) answers, and this is convene \(API.version)",
                    mend: "restart it after an upgrade: 'systemctl restart convened'")
        case .denied: Check(sign: .note, name: "Daemon", finding: "it can't be asked, since you may not connect")
        case .refused(let why):
            Check(
                sign: .bad, name: "Daemon", finding: "it answers, but not you",
                mend: why)
        case .silent(let why):
            Check(
                sign: .bad, name: "Daemon", finding: why,
                mend: hasConfiguration
                    ? "start it with 'systemctl start convened'; 'journalctl -u convened -n 20' says why it ended"
                    : "there is no configuration yet: run 'convene setup'")
        }
    }

    private var socketCheck: Check {
        guard let mode = socket.mode else {
            return Check(
                sign: .bad, name: "Socket", finding: "there is none at \(socket.path)",
                mend: "'systemctl enable --now convened.socket', or name another with --socket")
        }
        let owner = "\(socket.path), group \(socket.group)"
        if case .denied = reach {
            return Check(
                sign: .bad, name: "Socket",
                finding: "\(owner)\(socket.isMember ? ": you may not use it" : ", in which you are not")",
                mend: socket.isMember
                    ? "its mode or that of a folder above keeps the group out: 'systemctl restart convened.socket' makes it "
                        + "anew" : "'usermod -aG \(socket.group) NAME' as root, then log in again")
        }
        guard mode & 0o002 == 0 else {
            return Check(
                sign: .bad, name: "Socket", finding: "\(owner): every user of this machine may connect",
                mend: "set SocketMode=0660 in convened.socket and restart it")
        }
        return Check(sign: .fine, name: "Socket", finding: owner)
    }

    private func amount(_ number: Int, _ what: String, _ command: String) -> Check {
        let name = what.prefix(1).uppercased() + what.dropFirst() + "s"
        return number > 0
            ? Check(sign: .fine, name: name, finding: count(number, what))
            : Check(sign: .bad, name: name, finding: "there is none", mend: "'convene setup', or '\(command)'")
    }

    // MARK: Who hears of what

    private func pluginChecks(_ plugins: [API.Plugins.Plugin]) -> [Check] {
        let checks = plugins.compactMap { plugin -> Check? in
            let name = plugin.name
            let shows = "'convene plugin show \(name)' and 'journalctl -t convened-plugin-\(name)' say more"
            let check = { (sign: Sign, finding: String, mend: String) in
                Check(sign: sign, name: "Plugin \(name)", finding: finding, mend: mend)
            }
            let finding = inWords(plugin.state) + (plugin.reason.map { ": \($0)" } ?? "")
            switch plugin.state {
            case "running" where plugin.parked == 0: return nil
            case "running":
                let parked = "\(count(plugin.parked, "delivery", "deliveries")) given up"
                return check(.bad, parked, "\(shows); mend that, then 'convene plugin retry \(name)'")
            case "disabled": return check(.note, "disabled", "'convene plugin enable \(name)' lets it hear again")
            case "retrying": return check(.note, finding, shows)
            case "waiting":
                return check(.bad, plugin.reason ?? finding, "do that, or 'convene plugin disable \(name)'")
            case "unused": return nil
            case "refused": return check(.bad, finding, "mend that, then 'convene plugin reload'")
            default: return check(.bad, finding, "mend that, then 'convene plugin enable \(name)'; \(shows)")
            }
        }
        guard checks.isEmpty else { return checks }
        let used = plugins.filter(\.isUsed).map(\.name)
        return [
            used.isEmpty
                ? Check(
                    sign: .note, name: "Plugins", finding: "none is in use, so nobody is told of anything by itself",
                    mend: "'hours-alert' mails alerts: 'man convened-plugin' says how to set it up")
                : Check(sign: .fine, name: "Plugins", finding: used.joined(separator: ", "))
        ]
    }

    private func alerts(_ health: API.Service.Health.Reply) -> Check {
        health.undelivered == 0
            ? Check(sign: .fine, name: "Alerts", finding: "none is undelivered")
            : Check(
                sign: .bad, name: "Alerts",
                finding: "\(count(health.undelivered, "alert has", "alerts have")) reached nobody",
                mend: "'convene alerts' shows them; set up a plugin that delivers them, such as hours-alert")
    }

    private func mail(_ plugins: [API.Plugins.Plugin]) -> Check {
        if let sendmail { return Check(sign: .fine, name: "Mail", finding: sendmail) }
        let isNeeded = plugins.contains { $0.name == "hours-alert" && $0.isUsed }
        return Check(
            sign: isNeeded ? .bad : .note, name: "Mail", finding: "there is no sendmail, so hours-alert can't mail",
            mend: "install one, such as the package msmtp-mta")
    }

    // MARK: The machine

    private func zone(_ health: API.Service.Health.Reply) -> Check {
        guard knowsSiteZone else {
            return Check(
                sign: .bad, name: "Time zone", finding: "this machine doesn't know the site's \(health.zone)",
                mend: "install the package tzdata")
        }
        let isSame = machineZone == health.zone
        return Check(
            sign: .fine, name: "Time zone",
            finding: health.zone + (isSame ? "" : "; this machine is in \(machineZone), but all times are the site's"))
    }

    private var clockCheck: Check {
        abs(clockDifference) <= 2
            ? Check(sign: .fine, name: "Clock", finding: "the daemon's and this one agree")
            : Check(
                sign: .bad, name: "Clock",
                finding: "the daemon's is \(abs(clockDifference)) s \(clockDifference > 0 ? "ahead" : "behind")",
                mend: "see that the machine's clock is kept: 'timedatectl' says whether it is")
    }

    private func disk(_ health: API.Service.Health.Reply) -> Check {
        let finding =
            "\(bytes(health.freeBytes)) of \(bytes(health.totalBytes)) free, the ledger has \(bytes(health.ledgerBytes))"
        let isEnough = health.freeBytes >= max(Self.leastFree, 2 * health.ledgerBytes)
        return Check(
            sign: isEnough ? .fine : .bad, name: "Disk", finding: finding,
            mend: isEnough ? nil : "make room on the file system of \(health.ledger)")
    }

    private var backup: Check {
        switch backups {
        case .none, .told(age: nil):
            Check(sign: .bad, name: "Backup", finding: "there is none in \(backupFolder)", mend: makeBackup)
        case .hidden:
            Check(
                sign: .note, name: "Backup", finding: "\(backupFolder) may not be looked into by you",
                mend: "run 'convene doctor' as root to see it")
        case .told(let age?): backup(age, "the last one in \(backupFolder) is ")
        case .newest(let name, let age): backup(age, "\(name), ")
        }
    }

    private func backup(_ age: Int, _ name: String) -> Check {
        let words = age < 7200 ? "\(age / 60) min" : age < 172_800 ? "\(age / 3600) h" : "\(age / 86_400) days"
        return Check(
            sign: age <= Self.tooOld ? .fine : .bad, name: "Backup", finding: "\(name)\(words) old",
            mend: age <= Self.tooOld ? nil : makeBackup)
    }

    private var makeBackup: String {
        "as root: 'systemctl enable --now convened-backup.timer' for one every night, and for one now "
            + "'convene backup --into \(backupFolder)'"
    }

    private func bytes(_ number: Int) -> String {
        let (megabyte, gigabyte) = (1_000_000, 1_000_000_000)
        if number < gigabyte { return "\(number / megabyte).\(number % megabyte * 10 / megabyte) MB" }
        return "\(number / gigabyte).\(number % gigabyte * 10 / gigabyte) GB"
    }
}

extension API.Plugins.Plugin {
    /// Whether it was ever let run.
    fileprivate var isUsed: Bool { state != "unused" }
}

extension Checkup: Renderable {
    func lines(on screen: Screen) -> [String] {
        let checks = checks
        let width = checks.map { displayWidth($0.name) }.max() ?? 0
        let indent = String(repeating: " ", count: width + 4)
        let room = screen.width.map { $0 - width - 4 }
        let lines = checks.flatMap { check in
            let style: Style = check.sign == .fine ? .green : check.sign == .note ? .yellow : .red
            let head =
                screen.styled(check.sign.rawValue, style) + " " + check.name
                + String(repeating: " ", count: width - displayWidth(check.name) + 2)
            let finding = wrapped(printable(check.finding), to: room)
            let mend = check.mend.map { wrapped(printable("→ \($0)"), to: room) } ?? []
            return [head + finding[0]] + (finding.dropFirst() + mend).map { indent + $0 }
        }
        let bad = checks.count { $0.sign == .bad }
        return lines + [
            "", bad == 0 ? "Nothing needs mending." : "\(count(bad, "thing needs", "things need")) mending.",
        ]
    }
}
