import ArgumentParser
import ConvenedAPI
import Glibc

/// The command line of convened.
///
/// Every command says its name: making it out of the type's takes ArgumentParser longer than all the rest of a start.
@main
struct Convene: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convene",
        abstract: "Run the day of an intensive outpatient program: who is in, and how their week stands.",
        discussion: """
            An evening in the group room:

              convene                       the board of the session that is on
              convene today                 what meets today
              convene in                    roll call: one key a member
              convene in M1042 --at 18:05   somebody who was forgotten
              convene session end           the end, for everybody
              convene hours --at-risk       whose week is about to be lost

            Exit status: 0 done, 1 something needs mending (doctor), 64 wrong usage, 65 refused, 66 unreadable file, \
            69 no daemon, 70 internal error, 73 unwritable file, 77 not allowed, 130 interrupted.
            """,
        version: API.version,
        groupedSubcommands: [
            CommandGroup(
                name: "In the room",
                subcommands: [
                    BoardCommand.self, Today.self, CheckIn.self, CheckOut.self, KioskCommand.self, Undo.self,
                    AttendanceCommand.self, SessionCommand.self, MeasureCommand.self, NoteCommand.self, Who.self,
                    BlankSheets.self,
                ]),
            CommandGroup(
                name: "The week",
                subcommands: [
                    Hours.self, AlertsCommand.self, MakeupCommand.self, RemindCommand.self, ReportCommand.self,
                ]),
            CommandGroup(
                name: "The clinic",
                subcommands: [
                    MemberCommand.self, EnrolmentCommand.self, WaiverCommand.self, GroupCommand.self,
                    AgendaCommand.self,
                    RosterCommand.self, ProgramCommand.self, StaffCommand.self,
                ]),
            CommandGroup(
                name: "The service",
                subcommands: [
                    SetupCommand.self, DoctorCommand.self, Ping.self, WhoAmI.self, Status.self, Events.self,
                    PluginCommand.self, BackupCommand.self, RestoreCommand.self, VerifyCommand.self,
                    ReloadCommand.self, MetricsCommand.self,
                ]),
            CommandGroup(name: "Varlink", subcommands: [Call.self, Introspect.self, Monitor.self]),
        ])

    /// Whether somebody has typed nothing but the program's name on a terminal.
    private static var isAlone: Bool {
        CommandLine.arguments.count == 1 && Terminal.canAsk && isatty(STDOUT_FILENO) == 1
    }

    static func main() {
        do {
            var command = try parseAsRoot(isAlone ? ["board"] : nil)
            try command.run()
        } catch let failure as Failure {
            Terminal.complain(failure.lines)
            Glibc.exit(failure.status.rawValue)
        } catch {
            exit(withError: error)
        }
    }
}
