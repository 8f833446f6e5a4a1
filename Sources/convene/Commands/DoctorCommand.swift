import ArgumentParser
import ConvenedAPI
import Glibc
import Varlink

struct DoctorCommand: DaemonCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check the service and say how to mend what is wrong.",
        discussion: """
            Daemon, socket, programs, groups, plugins, alerts, mail, time zone, clock, disk and backup, each with a sign: \
            ✓ fine, ! worth knowing, ✗ needs mending. It names nobody. The exit status is 1 if something needs mending.

            With --json it prints what the daemon says of itself.
            """)

    @Option(help: ArgumentHelp("Where backups are kept, if not where the daemon expects them.", valueName: "folder"))
    var backups: String?
    @OptionGroup var global: GlobalOptions

    func run(_ daemon: Connection) throws {
        if global.json { return daemon.printJSON(try daemon.reply(to: API.Service.Health.self, .init())) }
        let before = time(nil)
        let reach = try reach(daemon)
        var checkup = Checkup(
            reach: reach, socket: Machine.socket(daemon.path), hasConfiguration: access(SiteFile.standard, F_OK) == 0,
            machineZone: Zones.own, sendmail: Machine.sendmail, backupFolder: backups ?? "/var/backups/convened",
            backups: .none)
        if case .answers(let health, _) = reach {
            if backups == nil, let folder = health.backups { checkup.backupFolder = folder }
            checkup.knowsSiteZone = Zones.isKnown(health.zone)
            // What the daemon says was so at some moment between the call and its answer.
            let daemonTime = (instant(health.now)?.milliseconds ?? 0) / 1000
            checkup.clockDifference = daemonTime < before ? daemonTime - before : max(0, daemonTime - time(nil))
        }
        checkup.backups = Machine.backups(in: checkup.backupFolder)
        if case .hidden = checkup.backups, backups == nil, case .answers(let health, _) = reach {
            checkup.backups = .told(age: age(of: health.lastBackup))
        }
        Terminal.print(checkup.lines(on: Terminal.output))
        if checkup.checks.contains(where: { $0.sign == .bad }) { throw Failure(.needsMending, lines: []) }
    }

    /// How many seconds ago something was.
    private func age(of time: String?) -> Int? {
        time.flatMap(instant).map { max(0, Glibc.time(nil) - $0.milliseconds / 1000) }
    }

    private func reach(_ daemon: Connection) throws -> Checkup.Reach {
        do {
            let health = try daemon.call(API.Service.Health.self, .init())
            return .answers(health, try daemon.call(API.Plugins.List.self, .init()).plugins)
        } catch let failure as Failure where failure.status == .notAllowed {
            return .denied
        } catch let refusal as VarlinkFailure where refusal.name == API.Service.NotAllowed.name {
            return .refused(refusal.message ?? refusal.name)
        } catch let failure as Failure where failure.status == .unavailable {
            return .silent("convened isn't answering at \(daemon.path)")
        }
    }
}
