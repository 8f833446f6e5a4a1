import ArgumentParser
import ConvenedAPI

struct GroupCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "group", abstract: "Add, change, list and show groups.",
        subcommands: [Add.self, Edit.self, List.self, Show.self])

    struct Add: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Add a group and plan its sessions four weeks ahead.",
            discussion: """
                Example:
                  convene group add evening-iop --name 'Evening IOP' --label 'Evening group' --program iop-adult \
                --meets 'mon,wed,fri 18:00 3h' --capacity 12 --facilitator RK --lead RK
                """)

        @Argument(help: "The group's identifier, such as evening-iop.")
        var group: String
        @Option(help: ArgumentHelp("What the staff call it.", valueName: "text"))
        var name: String
        @Option(
            help: ArgumentHelp(
                "What it is called in front of others; discloses nothing. The name if absent.", valueName: "text"))
        var label: String?
        @Option(help: ArgumentHelp("What kind of treatment it is.", valueName: "kind"))
        var kind = SessionKind.group
        @Option(help: ArgumentHelp("A program whose members it is for; may be repeated.", valueName: "program"))
        var program: [String] = []
        @Option(help: ArgumentHelp("The cohort that it is for; all if absent.", valueName: "cohort"))
        var cohort: String?
        @Option(help: ArgumentHelp("How many members it takes; no limit if absent.", valueName: "number"))
        var capacity: Int?
        @Option(
            help: ArgumentHelp(
                "When it meets: weekdays, start and length, such as 'mon,wed,fri 18:00 3h'; may be repeated.",
                valueName: "times"))
        var meets: [String] = []
        @Option(help: ArgumentHelp("The initials of somebody who leads it; may be repeated.", valueName: "initials"))
        var facilitator: [String] = []
        @Option(help: ArgumentHelp("The initials of the one who answers for it.", valueName: "initials"))
        var lead: String?
        @Option(
            help: ArgumentHelp(
                "What its members are asked for at check-in, such as craving,mood; nothing if absent.",
                valueName: "measures"))
        var measures: String?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            let times = try meets.flatMap { text in
                guard let times = meetings(text) else {
                    throw Failure(.usage, "'\(text)' is no meeting time: write it like 'mon,wed,fri 18:00 3h'.")
                }
                return times
            }
            let parameters = API.Groups.Add.Parameters(
                group: group, name: name, label: label ?? name, kind: kind.wireName, programs: program, cohort: cohort,
                capacity: capacity, meetings: times, facilitators: facilitator, lead: lead,
                measures: measures.map(listed), idempotencyKey: change.key)
            try daemon.show(API.Groups.Add.self, parameters)
        }
    }

    struct Edit: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "edit", abstract: "Change what a group is from now on.",
            discussion: """
                Its roster and its sessions that have begun stay as they are; whoever waits gets a place that a larger \
                group has. When it meets and who it is for can't be changed: add another group for that.

                Examples:
                  convene group edit evening-iop --capacity 14 --facilitator RK --facilitator TM --lead TM
                  convene group edit evening-iop --measures craving,mood
                """)

        @Argument(help: "The group's identifier.")
        var group: String
        @Option(help: ArgumentHelp("What the staff call it.", valueName: "text"))
        var name: String?
        @Option(help: ArgumentHelp("What it is called in front of others; discloses nothing.", valueName: "text"))
        var label: String?
        @Option(help: ArgumentHelp("How many members it takes; 'none' for no limit.", valueName: "number"))
        var capacity: String?
        @Option(
            help: ArgumentHelp(
                "The initials of somebody who leads it; may be repeated, and replaces all.", valueName: "initials"))
        var facilitator: [String] = []
        @Option(
            help: ArgumentHelp("The initials of the one who answers for it; 'none' for nobody.", valueName: "initials"))
        var lead: String?
        @Option(
            help: ArgumentHelp(
                "All that its members are asked for at check-in, such as craving,mood; 'none' for nothing.",
                valueName: "measures"))
        var measures: String?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            let size = capacity.map { $0 == "none" ? 0 : Int($0) ?? -1 }
            guard size.map({ $0 > 0 || capacity == "none" }) ?? true else {
                throw ValidationError("--capacity is a number from 1 on, or 'none'")
            }
            let parameters = API.Groups.Edit.Parameters(
                group: group, name: name, label: label, capacity: size,
                facilitators: facilitator.isEmpty ? nil : facilitator, lead: lead == "none" ? "" : lead,
                measures: measures.map { $0 == "none" ? [] : listed($0) }, idempotencyKey: change.key)
            try daemon.show(API.Groups.Edit.self, parameters)
        }
    }

    struct List: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List groups and when they meet.")

        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.show(API.Groups.List.self)
        }
    }

    struct Show: DaemonCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show a group, its roster and its waitlist.",
            discussion: "Example: convene group show evening-iop")

        @Argument(help: "The group's identifier.")
        var group: String
        @OptionGroup var global: GlobalOptions

        func run(_ daemon: Connection) throws {
            try daemon.show(API.Groups.Show.self, .init(group: group))
        }
    }
}

/// The parts of a list such as `craving,mood`.
private func listed(_ text: String) -> [String] {
    text.split(separator: ",").map { String(trimmed($0)) }
}
