import ArgumentParser
import Glibc

enum PluginLanguage: String, Word {
    case sh, python
}

extension PluginCommand {
    struct New: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "new", abstract: "Begin a plugin: a folder with a manifest and a script that works.",
            discussion: """
                Try it with 'convene plugin test ./NAME', then copy the folder to /etc/convened/plugins, or for the sample \
                clinic to plugins in its folder.

                Example: convene plugin new late-arrival --language python
                """)

        @Argument(help: "The plugin's name: lower-case letters, digits and hyphens.")
        var name: String
        @Option(help: "What the script is written in: sh or python.")
        var language: PluginLanguage = .sh

        func run() throws {
            guard !name.isEmpty, name.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 45 })
            else { throw Failure(.usage, "A plugin's name has lower-case letters, digits and hyphens only.") }
            guard mkdir(name, 0o755) == 0 else {
                let isThere = errno == EEXIST
                throw Failure(
                    .noOutput,
                    isThere ? "There is a \(name) here already: choose another name." : "\(name) can't be made here.")
            }
            try write(Self.manifest(name), to: "\(name)/plugin.toml", mode: 0o644)
            try write(language == .sh ? Self.shell : Self.python, to: "\(name)/\(name)", mode: 0o755)
            Terminal.print([
                "\(name)/plugin.toml says what it hears, \(name)/\(name) does something with it.",
                "Try it: convene plugin test ./\(name)",
            ])
        }

        private func write(_ text: String, to path: String, mode: mode_t) throws(Failure) {
            let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
            guard file >= 0 else { throw Failure(.noOutput, "\(path) can't be written.") }
            defer { close(file) }
            fchmod(file, mode)
            guard Terminal.write(Array(text.utf8), to: file) else {
                throw Failure(.noOutput, "\(path) can't be written to its end.")
            }
        }

        private static func manifest(_ name: String) -> String {
            """
            # What the host has to know of this plugin. It is read, never run.
            api = 1
            version = "0.1"
            description = "Says what happens in the journal"
            # What it hears: 'convene events schema' lists every type; a star stands for any ending.
            events = ["attendance.checked_in", "hours.*"]
            run = "\(name)"
            timeout = "30s"
            retries = 8

            [options]
            # The script finds it as CONVENED_OPTION_GREETING.
            greeting = "hello"

            """
        }

        private static let shell = """
            #!/bin/sh
            # Gets one event on standard input, as a line of CloudEvents JSON. Exit status: 0 done, 75 try again later,
            # 78 stop until somebody has mended the configuration. What it writes goes to the journal; <3> marks an error.
            set -eu
            [ -n "$CONVENED_OPTION_GREETING" ] || { echo '<3>set a greeting in plugin.toml'; exit 78; }
            event=$(cat)
            type=${event#*'"type":"'}
            echo "$CONVENED_OPTION_GREETING: ${type%%'"'*}"

            """

        private static let python = """
            #!/usr/bin/python3 -I
            \"\"\"Says what happens.

            Gets one event on standard input, as a line of CloudEvents JSON. Exit status: 0 done, 75 try again later, 78 stop
            until somebody has mended the configuration. What it writes goes to the journal; <3> marks an error.
            \"\"\"
            import json
            import os
            import sys

            greeting = os.environ.get("CONVENED_OPTION_GREETING")
            if not greeting:
                print("<3>set a greeting in plugin.toml")
                sys.exit(78)
            event = json.load(sys.stdin)
            about = event["data"].get("member") or event["data"].get("session") or "nobody"
            print(f"{greeting}: {event['type']} about {about}")

            """
    }

    struct Test: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "test", abstract: "Try a plugin with one event; no daemon is needed.",
            discussion: """
                Shows what goes in, what comes out, how it ends, how long that takes and what the daemon would do next. \
                Without an option it is a sample of a type that the plugin hears; personal fields are those of an invented \
                person. With --live the script may ask the daemon, as you. Exit status: 0 if the event would be done, 1 if not.

                Example: convene plugin test ./late-arrival --event attendance.checked_in
                """)

        @Argument(help: "The plugin's name, or the path of its folder.")
        var name: String
        @Option(help: ArgumentHelp("A sample of this type of event.", valueName: "type"))
        var event: String?
        @Option(help: ArgumentHelp("An event from a file; '-' is standard input.", valueName: "file"))
        var fromFile: String?
        @Option(help: ArgumentHelp("An event of the daemon's ledger, by its number.", valueName: "number"))
        var live: Int?
        @Option(
            help: ArgumentHelp(
                "Where plugins are, instead of the configuration's [plugins] folders; may be repeated.",
                valueName: "dir"))
        var folder: [String] = []
        @Option(help: ArgumentHelp("The daemon's socket, for --live.", valueName: "path"))
        var socket: String?

        func validate() throws {
            guard [event != nil, fromFile != nil, live != nil].count(where: { $0 }) <= 1 else {
                throw ValidationError("Name one event: --event, --from-file or --live.")
            }
            guard socket == nil || live != nil else { throw ValidationError("--socket is for --live.") }
        }

        func run() throws {
            var arguments = ["plugin-test", name] + folder.flatMap { ["--folder", $0] }
            for (option, value) in [
                ("--event", event), ("--from-file", fromFile), ("--live", live.map(String.init)), ("--socket", socket),
            ] {
                if let value { arguments += [option, value] }
            }
            try DaemonProgram.become(arguments)
        }
    }
}
